import { Script } from 'node:vm'

/** What an interrupted cell throws. */
export class Interrupted extends Error {
  override name = 'Interrupted'
  constructor() {
    super('the cell was interrupted; its variables are kept')
  }
}

const waiting = new Set<(reason: Error) => void>()

let interrupted = new AbortController()

/** Aborted by the next interrupt. */
export const interruption = (): AbortSignal => interrupted.signal

/** Rejects everything that a cell is waiting for, and tells what it waited for to stop. */
export function interruptWaits(): void {
  const controller = interrupted
  interrupted = new AbortController()
  controller.abort(new Interrupted())
  const rejections = [...waiting]
  waiting.clear()
  for (const reject of rejections) reject(new Interrupted())
}

/** After so long without a turn of the event loop, in which an interrupt is heard, one is made; in ms. */
const patience = 50
let turned = 0

/** What becomes of the value, after a turn of the event loop. A rejection is attended to from the beginning. */
function afterTurn<T>(value: T): Promise<Awaited<T>> {
  const turn = new Promise<void>(resolve => setImmediate(resolve)).then(() => void (turned = performance.now()))
  return Promise.resolve(value).finally(() => turn)
}

/** Waits for `value` unless an interrupt comes first; `await e` in a cell is `await wait(e)`. */
export function wait<T>(value: T): T | Promise<Awaited<T>> {
  // A loop that awaits what is there already would never let an interrupt in.
  const isLate = performance.now() - turned > patience
  if (!isLate && typeof (value as PromiseLike<unknown> | undefined | null)?.then !== 'function') return value
  return new Promise<Awaited<T>>((resolve, reject) => {
    waiting.add(reject)
    const settled = <V>(settle: (value: V) => void) => {
      return (value: V) => {
        waiting.delete(reject)
        settle(value)
      }
    }
    void (isLate ? afterTurn(value) : (value as PromiseLike<Awaited<T>>)).then(settled(resolve), settled(reject))
  })
}

/** The items of a `for await`, each waited for so that an interrupt may come between. */
export async function* each<T>(items: AsyncIterable<T> | Iterable<T | PromiseLike<T>>): AsyncGenerator<T> {
  if (!(Symbol.asyncIterator in items)) {
    for (const item of items) yield await wait(item)
    return
  }
  const iterator = items[Symbol.asyncIterator]()
  let step = await wait(iterator.next())
  try {
    for (; !step.done; step = await wait(iterator.next())) yield step.value
  } finally {
    if (!step.done) await iterator.return?.()
  }
}

const key = Symbol.for('spikelab.step')
const step = new Script(`globalThis[Symbol.for('spikelab.step')]()`, { filename: 'spikelab:step' })

/**
 * Runs `work` so that SIGINT stops it even in a synchronous loop.
 *
 * @throws Interrupted if it was stopped
 */
export function interruptible<T>(work: () => T): T {
  Object.defineProperty(globalThis, key, { value: work, configurable: true })
  try {
    return step.runInThisContext({ breakOnSigint: true }) as T
  } catch (error) {
    const stopped = (error as NodeJS.ErrnoException | undefined)?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED'
    if (!stopped) throw error
    throw new Interrupted()
  }
}
