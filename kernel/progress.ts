import { progressScreen } from './progressScreen.js'

export interface ProgressOptions {
  /** What stands before the bar. */
  label?: string
  /** How many items there will be, where they do not say it themselves. */
  total?: number
  /** Whether the bar stays when all is done; true. */
  keep?: boolean
}

/** How far something has come. */
export interface Progress {
  /** How much is done, from 0 to the total. */
  value: number
  /** Some more is done. */
  step: (by?: number) => void
  /** Nothing more will be done; its last state stays. */
  done(): void
}

/** The shortest time between two states that are shown, in ms. */
const interval = 100

/**
 * Shows how far a loop has come: a bar in a notebook, a line on stderr of a terminal, else nothing. At most ten
 * states a second are shown, and always the last. With a number it gives a bar to move by hand.
 *
 * @throws RangeError if a total is negative or not finite
 * @example
 * for (const seed of progress([1, 2, 3], { label: 'seeds' })) await simulate(seed)
 *
 * const epochs = progress(100)
 * while (epochs.value < 100) { await train(); epochs.step() }
 * epochs.done()
 */
export function progress(total: number, options?: Omit<ProgressOptions, 'total'>): Progress
export function progress<T>(items: Iterable<T>, options?: ProgressOptions): Iterable<T>
export function progress<T>(items: AsyncIterable<T>, options?: ProgressOptions): AsyncIterable<T>
export function progress<T>(
  what: number | Iterable<T> | AsyncIterable<T>,
  options: ProgressOptions = {},
): Progress | Iterable<T> | AsyncIterable<T> {
  if (typeof what === 'number') return begin(what, options)
  const total = options.total ?? sizeOf(what)
  return Symbol.asyncIterator in what
    ? stepping(what, () => begin(total, options))
    : steppingThrough(what, () => begin(total, options))
}

function* steppingThrough<T>(items: Iterable<T>, start: () => Progress): Generator<T> {
  const shown = start()
  try {
    for (const item of items) {
      yield item
      shown.step()
    }
  } finally {
    shown.done()
  }
}

async function* stepping<T>(items: AsyncIterable<T>, start: () => Progress): AsyncGenerator<T> {
  const shown = start()
  try {
    for await (const item of items) {
      yield item
      shown.step()
    }
  } finally {
    shown.done()
  }
}

function begin(total: number | undefined, { label = '', keep = true }: ProgressOptions): Progress {
  if (total !== undefined && !(total >= 0 && total < Infinity))
    throw new RangeError(`progress: the total must be a number from 0, got ${total}`)
  const screen = progressScreen()
  const start = performance.now()
  let value = 0
  let last = -Infinity
  let over = false

  function show(now: number) {
    last = now
    const share = total ? Math.min(1, value / total) : over ? 1 : undefined
    const seconds = (now - start) / 1000
    const count = total === undefined ? round(value) : `${round(value)} of ${round(total)}`
    const time = over ? `${round(seconds)} s` : share ? `${round(seconds * (1 / share - 1))} s left` : ''
    screen?.show(share, [label, [count, time].filter(Boolean).join(', ')].filter(Boolean).join(': '))
  }
  function reach(reached: number) {
    value = reached
    const now = performance.now()
    if (!over && now - last >= interval) show(now)
  }
  show(start)

  return {
    get value() {
      return value
    },
    set value(reached) {
      reach(reached)
    },
    step: (by = 1) => reach(value + by),
    done() {
      if (over) return
      over = true
      show(performance.now())
      screen?.end(keep)
    },
  }
}

function sizeOf(items: object): number | undefined {
  const { length, size } = items as { length?: unknown; size?: unknown }
  return [length, size].find(each => typeof each === 'number')
}

const round = (value: number) => value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 })
