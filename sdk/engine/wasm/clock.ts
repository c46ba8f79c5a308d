import { check } from '../../check.js'
import type { NeuronModel } from '../../model/index.js'
import type { Simd } from './simd.js'

/**
 * Refractory clocks: steps left, 16 bits each, since memory is what large populations wait for; with a condition all
 * bits set while it lasts. In registers they are whole numbers as wide as a state.
 */
export interface Clock {
  /** Whether any of the neurons at `$i` is refractory. */
  readonly any: string
  /** Their clocks. */
  readonly load: string
  store(value: string): string
  /** Sets the clock of the one neuron at `$i`. */
  set(value: number): string
}

/** The clocks at an address. */
export function clock(address: number, { precision }: Simd): Clock {
  const one = (shift: number) => (value: number) =>
    `(i32.store16 offset=${address} (i32.shr_u (local.get $i) (i32.const ${shift})) (i32.const ${value}))`
  if (precision === 'single') {
    const at = `offset=${address} (i32.shr_u (local.get $i) (i32.const 1))`
    return {
      any: `(i64.ne (i64.load ${at}) (i64.const 0))`,
      load: `(v128.load16x4_s ${at})`,
      store: value => `(v128.store64_lane offset=${address} 0 (i32.shr_u (local.get $i) (i32.const 1))
        (i8x16.shuffle 0 1 4 5 8 9 12 13 0 1 4 5 8 9 12 13 ${value} ${value}))`,
      set: one(1),
    }
  }
  const at = `offset=${address} (i32.shr_u (local.get $i) (i32.const 2))`
  return {
    any: `(i32.load ${at})`,
    load: `(i64x2.extend_low_i32x4_s (i32x4.extend_low_i16x8_s (v128.load32_zero ${at})))`,
    store: value => `(v128.store32_lane offset=${address} 0 (i32.shr_u (local.get $i) (i32.const 2))
      (i8x16.shuffle 0 1 8 9 0 1 8 9 0 1 8 9 0 1 8 9 ${value} ${value}))`,
    set: one(2),
  }
}

/** Whole steps of the refractory period of a model; -1, all bits, where a condition prolongs it. */
export function refractorySteps({ name, refractory }: NeuronModel, dt: number): number {
  if (typeof refractory !== 'number') return -1
  const steps = Math.round(refractory / dt)
  check(
    steps < 2 ** 15,
    `neuron "${name}": refractory of ${refractory} ms is ${steps} steps of ${dt} ms; the wasm engine counts to 32,767`,
  )
  return steps
}
