import type { Control } from './control.js'
import { faultOf } from './faults.js'
import type { Stepper } from './stepper.js'
import type { Work } from './work.js'

/** How the threads go through the steps; all of them alike. */
export interface Pace {
  /** Steps that a thread may go before it must know what the others did. */
  readonly interval: number
  /** Whether continuous projections read all neurons at the start of every step. */
  readonly acting: boolean
  /** Whether the first thread applies the inputs of all. */
  readonly hosted: boolean
}

/** So many steps from one on. */
export interface Range {
  readonly first: number
  readonly steps: number
}

/** The step reached, and why no further. */
export interface Outcome {
  readonly step: number
  readonly error?: Error
}

/** What the first thread does besides its neurons. */
export interface Host {
  /** Applies the inputs of all threads. */
  readonly inputs: (step: number) => void
  /** Takes what happened in steps that are done, of all threads: in so many slots from one on. */
  readonly take: (step: number, slot: number) => void
  /** Keeps an error that was thrown in this thread. */
  readonly threw: (error: unknown) => void
}

/**
 * So many steps of one thread among others. Between the integration of some steps and the delivery of their spikes all
 * meet, once: what a thread integrates, delivers and clears is its own, and who fired stands in slots that nobody writes
 * to again before all have met once more.
 */
export function laps(
  stepper: Stepper,
  { parts }: Work,
  thread: number,
  control: Control,
  { interval, acting, hosted }: Pace,
  { first, steps }: Range,
  host?: Host,
): void {
  let failed = false
  const attempt = (step: number, body: () => void) => {
    if (failed) return
    try {
      body()
    } catch (error) {
      failed = true
      control.fail(thread, faultOf(error, step, parts), error)
      host?.threw(error)
    }
  }
  const batch = acting || hosted ? 1 : interval
  let slot = 0
  for (let step = first; step < first + steps;) {
    const end = Math.min(first + steps, step + batch)
    if (acting) {
      attempt(step, stepper.act)
      control.meet()
    }
    if (hosted) {
      if (host) attempt(step, () => host.inputs(step))
      control.meet()
    }
    for (let now = step; now < end; now++) {
      attempt(now, () => {
        stepper.integrate(now)
        stepper.publish(slot + now - step)
      })
    }
    control.meet()
    const found = control.fault()
    // A quicker thread may have gone on already, and failed.
    const fault = found && found.step < end ? found : undefined
    const done = fault ? Math.min(end, fault.step) : end
    for (let now = step; now < done; now++) {
      host?.take(now, slot + now - step)
      stepper.send(now, slot + now - step)
    }
    if (fault) break
    step = end
    slot = slot === 0 ? batch : 0
  }
  control.meet()
}
