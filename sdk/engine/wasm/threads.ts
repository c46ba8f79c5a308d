import { check, kindOf } from '../../check.js'
import type { Description } from '../../network/index.js'
import { partsOf } from './parts.js'
import { coresForThreads } from './startWorker.js'

/** How many threads, or `'auto'`: as many as help. */
export type Threads = number | 'auto'

/** Below so many neurons one thread is quicker than two that wait for each other. */
const fewest = 20_000

/** Neurons that make another thread worth its while. */
const share = 10_000

/** @throws RangeError for what is no number of threads */
export function checkThreads(threads: Threads, where: string): void {
  const fits = threads === 'auto' || (Number.isInteger(threads) && threads >= 1 && threads <= 64)
  check(
    fits,
    () =>
      `${where}: threads must be 'auto' or a whole number of 1 to 64, got ${typeof threads === 'number' ? threads : kindOf(threads)}`,
  )
}

/** How many threads a network gets: never one without neurons. Where there can be no other, one, which is said. */
export async function threadsFor(description: Description, asked: Threads): Promise<number> {
  const neurons = description.populations.reduce((sum, { size, source }) => sum + (source ? 0 : size), 0)
  if (asked === 1 || (asked === 'auto' && neurons < fewest)) return 1
  if (description.projections.some(({ rules }) => rules?.length)) {
    if (asked !== 'auto') console.info(`wasm: one thread instead of ${asked}: synapses that learn are not shared out`)
    return 1
  }
  const cores = await coresForThreads()
  if (cores === 0) {
    if (asked !== 'auto') console.info(`wasm: one thread instead of ${asked}: no memory to share here, or no workers`)
    return 1
  }
  const wanted = asked === 'auto' ? Math.min(cores, Math.floor(neurons / share)) : asked
  const busy = (population: Description['populations'][number]) =>
    partsOf(population, wanted).filter(({ from, to }) => from < to).length
  return Math.max(1, ...description.populations.map(busy))
}
