import { check } from '../../check.js'
import { suggestion } from '../../options.js'
import { methods, type Method } from '../neuronModel.js'

/** @throws RangeError for a method that does not exist */
export function checkedMethod(method: Method, where: string): Method {
  const known = ['auto', ...methods]
  check(
    methods.includes(method),
    () => `${where}: unknown method "${String(method)}"; there are ${known.join(', ')}${suggestion(method, known)}`,
  )
  return method
}

/** @throws RangeError for a variable that does not exist, a method without substeps, or no whole number */
export function checkedSubsteps(
  substeps: Readonly<Record<string, number>>,
  method: Method | 'auto',
  variables: readonly string[],
  where: string,
): Readonly<Record<string, number>> {
  const given = Object.entries(substeps)
  check(
    !given.length || method === 'euler' || method === 'euler-sequential',
    `${where}: substeps go with method "euler" or "euler-sequential", not "${method}"`,
  )
  for (const [variable, n] of given) {
    check(
      variables.includes(variable),
      () =>
        `${where}: unknown variable "${variable}" in substeps; it has ${variables.join(', ')}${suggestion(variable, variables)}`,
    )
    check(
      Number.isInteger(n) && n > 0,
      `${where}: substeps of ${variable} must be a whole number of 1 or more, got ${String(n)}`,
    )
  }
  return substeps
}
