import type { SynapseView } from './rule.js'

/**
 * The correlation of the spikes of both ends of a synapse: Pearson's, of their counts in bins; 0 where an end is silent
 * or fires in every bin alike.
 *
 * @param from start and end of the window, width of a bin, in ms
 */
export function correlations({ pre, post, from, to }: SynapseView, start: number, end: number, bin: number) {
  const bins = Math.max(1, Math.round((end - start) / bin))
  const counted = (trains: readonly (readonly number[])[]) => {
    const known = new Map<number, Float64Array | undefined>()
    return (i: number) => {
      if (!known.has(i)) known.set(i, standardised(trains[i], start, bin, bins))
      return known.get(i)
    }
  }
  const [sources, targets] = [counted(pre.spikes()), counted(post.spikes())]
  return (s: number): number => {
    const [x, y] = [sources(from[s]), targets(to[s])]
    return x && y ? x.reduce((sum, value, b) => sum + value * y[b], 0) : 0
  }
}

/** Counts in bins, less their mean, as a vector of length 1; undefined where all are equal. */
function standardised(train: readonly number[], start: number, bin: number, bins: number): Float64Array | undefined {
  const counts = new Float64Array(bins)
  for (const t of train) {
    const b = Math.floor((t - start) / bin)
    if (b >= 0 && b < bins) counts[b]++
  }
  const mean = train.length ? counts.reduce((a, b) => a + b, 0) / bins : 0
  const length = Math.hypot(...counts.map(x => x - mean))
  return length > 0 ? counts.map(x => (x - mean) / length) : undefined
}
