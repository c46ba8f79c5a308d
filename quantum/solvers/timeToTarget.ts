import { check } from '../../sdk/check.js'

/** A number with its 95 % confidence interval. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** The share of reads that succeed, with Wilson's 95 % interval (Wilson 1927, J Am Stat Assoc 22:209). */
export function successProbability(hits: number, reads: number): Estimate {
  check(reads > 0, 'successProbability: no read has been finished, so nothing is known of them')
  const z = 1.959963984540054
  const p = hits / reads
  const middle = (p + z ** 2 / (2 * reads)) / (1 + z ** 2 / reads)
  const half = (z / (1 + z ** 2 / reads)) * Math.sqrt((p * (1 - p)) / reads + z ** 2 / (4 * reads ** 2))
  // With no hit, or nothing but hits, the bound is exact; rounding would put it beside 0 or 1.
  return { value: p, low: hits === 0 ? 0 : middle - half, high: hits === reads ? 1 : middle + half }
}

/**
 * How long independent reads take until one has succeeded with the given confidence, in units of one read:
 * `ln(1 - confidence) / ln(1 - p)`, and at least 1 (Rønnow et al. 2014, Science 345:420). `Infinity` where none has
 * succeeded. The interval is that of {@link successProbability}.
 */
export function readsToTarget(hits: number, reads: number, confidence = 0.99): Estimate {
  check(confidence > 0 && confidence < 1, `timeToTarget: confidence must lie between 0 and 1, got ${confidence}`)
  const { value, low, high } = successProbability(hits, reads)
  const needed = (p: number) =>
    p >= confidence ? 1 : p === 0 ? Infinity : Math.max(1, Math.log(1 - confidence) / Math.log(1 - p))
  return { value: needed(value), low: needed(high), high: needed(low) }
}
