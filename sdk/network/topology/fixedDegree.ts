import { check } from '../../check.js'
import type { Random } from '../../random/index.js'

export interface FixedDegree {
  /** The neurons that have exactly k partners. */
  readonly fixed: number
  /** The neurons that partners are drawn from. */
  readonly others: number
  readonly k: number
  /** Whether fixed neuron j may not be its own partner. */
  readonly withoutSelf: boolean
  /** Whether a partner may be drawn more than once for a neuron. */
  readonly repeats: boolean
}

/** Draws k partners for each neuron: those of neuron j are at `k j .. k (j + 1) - 1`. */
export function drawPartners(
  { fixed, others, k, withoutSelf, repeats }: FixedDegree,
  random: Random,
  [name, one, many]: readonly [string, string, string],
): Uint32Array {
  const choices = Math.max(0, withoutSelf ? others - 1 : others)
  const most = repeats && choices > 0 ? Infinity : choices
  check(k <= most, `${name}: k = ${k} ${one} need as many ${many}, there are ${choices}`)
  check(k * fixed < 2 ** 32, `${name}: ${k} x ${fixed} would need ${k * fixed} synapses, 2^32 or more`)
  const partners = new Uint32Array(k * fixed)
  // The last neuron, plus one, that a partner was drawn for: a set that need not be emptied.
  const drawnFor = new Uint32Array(choices)
  for (let j = 0, e = 0; j < fixed; j++) {
    for (let top = choices - k; e < k * (j + 1); top++, e++) {
      // Floyd's sampling without replacement (Bentley & Floyd 1987, Commun ACM 30:754): k draws, never a retry.
      let partner = random.integer(repeats ? choices : top + 1)
      if (!repeats && drawnFor[partner] === j + 1) partner = top
      drawnFor[partner] = j + 1
      partners[e] = withoutSelf && partner >= j ? partner + 1 : partner
    }
  }
  return partners
}

/** 0 k times, 1 k times, ... */
export function eachTimes(n: number, k: number): Uint32Array {
  const all = new Uint32Array(n * k)
  for (let i = 0; i < n; i++) all.fill(i, i * k, (i + 1) * k)
  return all
}
