import { exp, exprel, tanh } from './exponential.js'
import { hoistConstants } from './hoistConstants.js'
import type { Precision } from './lanes.js'
import { log } from './logarithm.js'
import { pow } from './power.js'
import { cos, sin, tan } from './trigonometric.js'

export { hoistConstants } from './hoistConstants.js'
export type { Precision } from './lanes.js'

const functions = { cos, exp, exprel, log, pow, sin, tan, tanh }

/** The functions there are. All take and return one vector; `pow` takes two. */
export type MathName = keyof typeof functions

/**
 * The text of vector functions, `(func $exp (param $x v128) (result v128) ...)` and the like, and of the globals
 * (`$math0` and so on) and functions that they need: fields of a module, after its imports. Once a module.
 *
 * @param names each may come more than once
 */
export function mathFunctions(names: Iterable<MathName>, precision: Precision): string {
  return hoistConstants([...new Set(names)].map(name => functions[name](precision)).join('\n'), 'math')
}
