import type { InputDescription } from '../../network/index.js'
import { commands, control } from './control.js'
import { laps, type Pace } from './laps.js'
import { stepper } from './stepper.js'
import type { Work } from './work.js'

/** What a worker is told first. */
export interface Assignment {
  readonly work: Work
  readonly memory: WebAssembly.Memory
  readonly module: WebAssembly.Module
  readonly control: SharedArrayBuffer
  readonly thread: number
  readonly threads: number
}

/** What it is told again when the inputs change. */
export interface News {
  readonly pace: Pace
  /** Undefined where the first thread applies them. */
  readonly inputs: readonly InputDescription[] | undefined
  readonly states: ReadonlyMap<number, Float64Array>
}

const { parentPort } = await import('node:worker_threads')
const port = parentPort!

port.once('message', (assignment: Assignment) => void begin(assignment))

async function begin({ work, memory, module, control: shared, thread, threads }: Assignment): Promise<void> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } })
  const steps = stepper(work, memory, exports, { thread, threads })
  const meeting = control(shared, threads)
  port.on('message', ({ pace, inputs, states }: News) => {
    steps.setInputs(inputs, states)
    meeting.ready()
    follow(pace)
  })
  port.postMessage('ready')

  /** Does as it is told, until there is a message to look at. */
  function follow(pace: Pace): void {
    for (;;) {
      const { kind, ...range } = meeting.next()
      if (kind === commands.listen) return
      laps(steps, work, thread, meeting, pace, range)
    }
  }
}
