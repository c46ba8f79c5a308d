/** Finds out by doing which of two ways of doing steps is quicker, and tries the other now and then. */
export interface Quicker {
  /** Does so many steps from one on; `body` is told which way, and returns how far it came. */
  readonly next: (steps: number) => { readonly way: Way; readonly steps: number }
  readonly took: (way: Way, steps: number, ms: number) => void
}

export type Way = 'shared' | 'alone'

/** Length of a stretch, in ms: long against what it takes to start one, short against what a person waits for. */
const stretch = 5
/** Stretches from one trial of the slower way to the next: at first, and after it has lost again and again. */
const trials = { first: 8, last: 128 }

export function quicker(): Quicker {
  const cost: Partial<Record<Way, number>> = {}
  let [patience, since] = [trials.first, 0]
  const better = (): Way => ((cost.shared ?? 0) <= (cost.alone ?? Infinity) ? 'shared' : 'alone')
  return {
    next(steps) {
      const best = better()
      const rival = best === 'shared' ? 'alone' : 'shared'
      const trial = cost[rival] === undefined || since >= patience
      const way = cost[best] !== undefined && trial ? rival : best
      const known = cost[way] ?? cost[best]
      return { way, steps: Math.min(steps, known ? Math.max(1, Math.round(stretch / known)) : 16) }
    },
    took(way, steps, ms) {
      const best = better()
      const before = cost[way]
      const now = ms / steps
      // What was once slow, because of something else that ran, is soon forgotten.
      cost[way] = before === undefined ? now : 0.5 * (before + now)
      if (way === best) since++
      else {
        since = 0
        patience = better() === way ? trials.first : Math.min(trials.last, 2 * patience)
      }
    },
  }
}
