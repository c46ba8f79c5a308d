import { divergence, earlier, faultOf, type Fault } from './faults.js'
import type { Host, Outcome, Pace, Range } from './laps.js'
import type { Stepper } from './stepper.js'
import type { Work } from './work.js'

/** The same steps as in several threads, done by one of them in turn: where there is too little work, or no core free. */
export function alternating(
  steppers: readonly Stepper[],
  works: readonly Work[],
  { interval, acting, hosted }: Pace,
  { first, steps }: Range,
  { inputs, take }: Pick<Host, 'inputs' | 'take'>,
): Outcome {
  const batch = acting || hosted ? 1 : interval
  let fault: Fault | undefined
  let other: Error | undefined
  const attempt = (step: number, thread: number, body: () => void): boolean => {
    try {
      body()
      return true
    } catch (error) {
      const found = faultOf(error, step, works[thread].parts)
      fault = fault ? earlier(fault, found) : found
      if (found.population < 0) other ??= error as Error
      return false
    }
  }
  for (let step = first; step < first + steps; step += batch) {
    const end = Math.min(first + steps, step + batch)
    if (acting) for (const { act } of steppers) act()
    if (hosted) attempt(step, 0, () => inputs(step))
    steppers.forEach(({ integrate, publish }, t) => {
      for (let now = step; now < end && (!fault || now <= fault.step); now++) {
        const done = attempt(now, t, () => {
          integrate(now)
          publish(now - step)
        })
        if (!done) break
      }
    })
    const done: number = fault ? fault.step : end
    for (let now = step; now < done; now++) take(now, now - step)
    for (const { send } of steppers) for (let now = step; now < done; now++) send(now, now - step)
    if (fault) return { step: done, error: fault.population < 0 ? other : divergence(fault, works[0]) }
  }
  return { step: first + steps }
}
