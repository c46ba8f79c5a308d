import type { Layout } from './layout.js'
import type { Simd } from './simd.js'
import type { Sleep } from './sleep.js'

/** A network's module at work. */
export interface Machine {
  readonly layout: Layout
  readonly unit: Simd
  readonly memory: WebAssembly.Memory
  readonly exports: WebAssembly.Exports
  readonly sleep: Sleep
}
