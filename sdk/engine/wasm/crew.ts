import { commands, control, controlBytes } from './control.js'
import { divergence } from './faults.js'
import { laps, type Host, type Outcome, type Pace, type Range } from './laps.js'
import type { Machine } from './machine.js'
import type { Stepper } from './stepper.js'
import type { Work } from './work.js'
import type { Assignment, News } from './worker.js'

/** The other threads of a network. */
export interface Crew {
  /** Whether they work in any case, not only where that is quicker. */
  readonly always: boolean
  /** Tells them of inputs, before the next run. */
  tell(news: News): void
  /** Runs steps in all threads, this one among them. */
  run(stepper: Stepper, range: Range, pace: Pace, host: Omit<Host, 'threw'>): Outcome
  dispose(): Promise<void>
}

/** Starts a worker for each thread but the first, which is the one that calls. @param always see {@link Crew.always} */
export async function crew(machine: Machine, works: readonly Work[], always: boolean): Promise<Crew> {
  const { memory, threads } = machine
  const n = threads.length
  const shared = new SharedArrayBuffer(controlBytes(n))
  const meeting = control(shared, n)
  meeting.forgive()
  const { startWorker } = await import('./startWorker.js')
  let broken: unknown
  const workers = await Promise.all(
    threads.slice(1).map(({ module }, k) => {
      const thread = k + 1
      const assignment: Assignment = { work: works[thread], memory, module, control: shared, thread, threads: n }
      return startWorker(assignment, error => (broken = error))
    }),
  )
  let listening = true

  return {
    always,
    tell(news) {
      if (!listening) meeting.command(commands.listen)
      listening = false
      for (const worker of workers) worker.tell(news)
    },
    run(stepper, range, pace, host) {
      if (broken) throw new Error('wasm: a thread has ended; net.reset() starts others', { cause: broken })
      let own: Error | undefined
      meeting.command(commands.run, range)
      const told = { ...host, threw: (error: unknown) => (own = error as Error) }
      laps(stepper, works[0], 0, meeting, pace, range, told)
      const fault = meeting.fault()
      if (!fault) return { step: range.first + range.steps }
      meeting.forgive()
      if (fault.population >= 0) return { step: fault.step, error: divergence(fault, works[0]) }
      return { step: fault.step, error: own ?? new Error(`wasm: a thread stopped: ${meeting.text}`) }
    },
    dispose: async () => void (await Promise.all(workers.map(worker => worker.end()))),
  }
}
