import type { Layout, ThreadLayout } from './layout.js'
import type { Simd } from './simd.js'
import type { WasmLearning } from './plasticity/index.js'
import type { Sleep } from './sleep.js'

/** A network's modules at work, one for each thread, on one memory. */
export interface Machine {
  readonly layout: Layout
  readonly unit: Simd
  readonly memory: WebAssembly.Memory
  readonly threads: readonly MachineThread[]
  readonly sleep: Sleep
  /** Where synapses learn. */
  readonly learning?: WasmLearning | undefined
}

export interface MachineThread {
  readonly layout: ThreadLayout
  readonly module: WebAssembly.Module
  readonly exports: WebAssembly.Exports
}

/** What acts on the memory of one thread. */
export interface ThreadMachine extends MachineThread {
  readonly unit: Simd
  readonly memory: WebAssembly.Memory
}

export const actingOn = ({ unit, memory }: Machine, thread: MachineThread): ThreadMachine => ({
  ...thread,
  unit,
  memory,
})
