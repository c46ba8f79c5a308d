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

/** How many threads a network gets: never one without neurons; one where there can be no other. */
export function threadsFor(description: Description, asked: Threads): number {
  const neurons = description.populations.reduce((sum, { size, source }) => sum + (source ? 0 : size), 0)
  if (asked === 1 || (asked === 'auto' && neurons < fewest)) return 1
  if (description.projections.some(learns)) return 1
  const cores = coresForThreads()
  if (cores === 0) return 1
  const wanted = asked === 'auto' ? Math.min(cores, Math.floor(neurons / share)) : asked
  const busy = (population: Description['populations'][number]) =>
    partsOf(population, wanted).filter(({ from, to }) => from < to).length
  return Math.max(1, ...description.populations.map(busy))
}

const learns = ({ rules }: Description['projections'][number]) => (rules?.length ?? 0) > 0

/** Says so where more than one thread was asked for, and there can be no other. */
export function explainOne({ projections }: Description, asked: Threads): void {
  if (asked === 'auto' || asked === 1) return
  const why = projections.some(learns)
    ? 'synapses that learn are not shared out'
    : coresForThreads() === 0
      ? 'no memory to share here, or no workers'
      : undefined
  if (why) console.info(`wasm: one thread instead of ${asked}: ${why}`)
}
