import { AsyncLocalStorage } from 'node:async_hooks'
import { tell } from './channel.js'
import type { Shown } from '../host.js'
import { interruptible, wait } from './interrupt.js'
import type { Output } from './messages.js'

/** The cell that the running code belongs to, also in its timers and promises. */
const owner = new AsyncLocalStorage<CellOutput>()

/** The outputs of one cell, in their order, though the bundle of a display may be a promise. */
export interface CellOutput {
  id: number
  /** Whether whoever runs the cell answers questions. */
  allowStdin: boolean
  put(output: Output | Promise<Output | undefined>): void
  /** Resolved when everything put so far has been sent. */
  settled(): Promise<void>
}

function cellOutput(
  id: number,
  allowStdin: boolean,
  send = (output: Output) => tell({ type: 'output', cell: id, output }),
): CellOutput {
  let last: Promise<void> | undefined
  return {
    id,
    allowStdin,
    put(output) {
      if (!last && !(output instanceof Promise)) return send(output)
      const sent = Promise.all([output, last]).then(([ready]) => {
        if (ready) send(ready)
      })
      last = sent
      void sent.then(() => {
        if (last === sent) last = undefined
      })
    },
    async settled() {
      while (last) await last
    },
  }
}

let latest = cellOutput(0, false)

/** Runs `work` as the cell `id`: what it puts out, now or later, is this cell's. */
export function asCell<T>(id: number, allowStdin: boolean, work: (output: CellOutput) => T): T {
  latest = cellOutput(id, allowStdin)
  return owner.run(latest, work, latest)
}

/** The output of the cell that calls, or of the latest cell for code that belongs to none. */
export const output = (): CellOutput => owner.getStore() ?? latest

/** Runs `work` as a part of the cell that calls; what it shows goes to `shown`, and to the cell where that says `false`. */
export function capture<T>(work: () => T, shown: (output: Shown) => boolean): Promise<Awaited<T>> {
  const cell = output()
  const captured = cellOutput(cell.id, cell.allowStdin, output => {
    if (!isShown(output) || !shown(output)) cell.put(output)
  })
  return owner.run(captured, async (): Promise<Awaited<T>> => {
    try {
      return await wait(interruptible(work))
    } finally {
      await captured.settled()
    }
  })
}

const isShown = (output: Output): output is Shown => ['stream', 'display', 'update', 'clear'].includes(output.type)
