import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { Engine } from '../engine.js'
import { noRules } from '../noRules.js'
import { evolving } from '../structure/index.js'
import { assemble } from './assemble.js'
import { layout } from './layout.js'
import { moduleCode } from './moduleCode.js'
import { simd, type Precision } from './simd.js'
import { simulate } from './simulate.js'
import { checkSleep, type Sleep } from './sleep.js'

export interface WasmOptions {
  /** `'single'` (default): four neurons side by side, 24 bits; `'double'`: two, 53 bits, as the reference computes. */
  precision?: Precision
  /**
   * `'exact'` (default): neurons that a step leaves unchanged, bit for bit, are skipped until something reaches them;
   * `'off'`: never. The results are the same. `{ within: 0.1 }`: neurons near rest, too, that cannot fire by themselves;
   * `v` is at most so many mV from what it would be.
   */
  sleep?: Sleep
}

/**
 * The default engine: WebAssembly with SIMD, generated from the model.
 *
 * @throws RangeError for an unknown option
 * @example
 * const net = network({ engine: wasm({ precision: 'double' }) })
 */
export function wasm(options: WasmOptions = {}): Engine {
  refuseUnknown('wasm', options, ['precision', 'sleep'])
  const { precision = 'single', sleep = 'exact' } = options
  check(
    precision === 'single' || precision === 'double',
    `wasm: unknown precision "${String(precision)}"; there are single, double`,
  )
  checkSleep(sleep, 'wasm')
  return {
    name: 'wasm',
    supports: description => noRules(description) ?? true,
    async compile(network, from) {
      const refused = noRules(network)
      check(!refused, () => `engine "wasm": ${refused!.reason}`)
      return evolving(network, from, async (description, snapshot, carry) => {
        const unit = simd(precision)
        const where = layout(description, unit, sleep)
        const module = await WebAssembly.compile(await assemble(moduleCode(description, where, unit, sleep)))
        const memory = new WebAssembly.Memory({ initial: Math.ceil(where.bytes / 65_536) })
        const { exports } = await WebAssembly.instantiate(module, { env: { memory } })
        return simulate(description, { layout: where, unit, memory, exports, sleep }, snapshot, carry)
      })
    },
  }
}
