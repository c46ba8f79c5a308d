import { check } from '../../sdk/check.js'

/**
 * A quantity over a read: a constant, from one value to another, or a function of the time t, which goes from 0 in the
 * first sweep to 1 in the last.
 */
export type Course = number | readonly [from: number, to: number] | ((t: number) => number)

/** How a quantity goes from one value to another: in equal steps, or in equal ratios. */
export type Shape = 'linear' | 'geometric'

/**
 * The values of a course, one a sweep.
 *
 * @throws RangeError naming the quantity if a value is negative or not finite, or an end is 0 where ratios are equal
 */
export function courseOf(where: string, course: Course, sweeps: number, shape: Shape): Float64Array {
  check(
    ['linear', 'geometric'].includes(shape),
    `${where}: schedule must be 'linear' or 'geometric', or the quantity a function of t; got ${JSON.stringify(shape)}`,
  )
  const at = typeof course === 'function' ? course : interpolation(where, course, shape)
  return Float64Array.from({ length: sweeps }, (_, s) => {
    const t = sweeps > 1 ? s / (sweeps - 1) : 1
    const value = at(t)
    check(
      Number.isFinite(value) && value >= 0,
      () => `${where} must be finite and 0 or more at every t, got ${value} at t = ${t}`,
    )
    return value
  })
}

function interpolation(where: string, course: number | readonly [number, number], shape: Shape) {
  const [from, to] = typeof course === 'number' ? [course, course] : course
  if (from === to || shape === 'linear') return (t: number) => from + (to - from) * t
  check(from > 0 && to > 0, `${where}: from ${from} to ${to} there are no equal ratios; take the schedule 'linear'`)
  return (t: number) => from * (to / from) ** t
}

/** Checks the number of sweeps of one read. */
export function checkSweeps(where: string, sweeps: number): void {
  check(Number.isInteger(sweeps) && sweeps > 0, `${where}: sweeps must be a whole number of 1 or more, got ${sweeps}`)
}
