/**
 * The first step at or after a time; a time on the grid may come out a rounding error above its step.
 *
 * @param t ms
 * @param dt length of a step, ms
 * @example
 * firstStep(2.2, 0.5) // 5
 */
export function firstStep(t: number, dt: number): number {
  const steps = t / dt
  return Math.ceil(steps - Math.max(1e-9, 4 * Number.EPSILON * steps)) + 0 // no negative zero
}
