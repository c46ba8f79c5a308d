import { exp, exprel, tanh } from './exponential.js'
import { hoistConstants } from './hoistConstants.js'
import type { Precision } from './lanes.js'
import { log } from './logarithm.js'
import { pow } from './power.js'
import { cos, sin, tan } from './trigonometric.js'

export { hoistConstants } from './hoistConstants.js'
export type { Precision } from './lanes.js'

const functions = { cos, exp, exprel, log, pow, sin, tan, tanh }

/**
 * The functions there are. All take and return one vector; `pow` takes two.
 *
 * Greatest error in units of the last place, measured (test/engine/wasm/math.test.ts), subnormal numbers and results
 * included; the special values are those of `Math`:
 *
 * | function  | single | double |
 * | --------- | ------ | ------ |
 * | exp       | 1      | 1      |
 * | log       | 1.1    | 1      |
 * | exprel    | 1.8    | 1.8    |
 * | tanh      | 2.2    | 2.5    |
 * | sin, cos  | 1.5    | 1.5    | for |x| <= 1.6e6, then an error of |x| 2^-53; beyond 2^51 only within -1 and 1
 * | tan       | 2.5    | 2      | for |x| <= 1.6e6
 * | pow       | 1      | 1.1    |
 *
 * `exprel(x)` is `(exp(x) - 1) / x`, 1 at 0.
 */
export type MathName = keyof typeof functions

/** The names of all vector functions. */
export const mathNames = Object.keys(functions) as readonly MathName[]

/**
 * The text of vector functions, `(func $exp (param $x v128) (result v128) ...)` and the like, and of the globals
 * (`$math0` and so on) and functions that they need: fields of a module, after its imports. Once a module.
 *
 * @param names each may come more than once
 */
export function mathFunctions(names: Iterable<MathName>, precision: Precision): string {
  return hoistConstants([...new Set(names)].map(name => functions[name](precision)).join('\n'), 'math')
}
