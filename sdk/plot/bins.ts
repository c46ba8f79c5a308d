import { check } from '../check.js'

/** About how many bins, of a round width; or the edges of the bins, rising. */
export type Bins = number | readonly number[]

/**
 * Edges of bins that hold all values: as given, or at round numbers, as many as Freedman and Diaconis say.
 *
 * @throws RangeError if the bins are not positive in number or not rising
 */
export const edgesOf = (where: string, values: ArrayLike<number>, bins?: Bins): number[] =>
  typeof bins === 'object' && bins !== null ? risingEdges(where, bins) : niceEdges(where, values, bins)

function risingEdges(where: string, bins: readonly number[]): number[] {
  const rising = bins.length > 1 && bins.every((edge, i) => Number.isFinite(edge) && (i === 0 || edge > bins[i - 1]))
  check(rising, `${where}: bins must be a number, or at least two rising edges, got [${bins.join(', ')}]`)
  return [...bins]
}

/** Edges at multiples of 1, 2 or 5 times a power of ten that hold all values. */
function niceEdges(where: string, values: ArrayLike<number>, bins?: number): number[] {
  check(
    bins === undefined || (Number.isInteger(bins) && bins > 0 && bins <= 1000),
    `${where}: bins must be a whole number from 1 to 1000, or a list of edges, got ${JSON.stringify(bins)}`,
  )
  const sorted = Float64Array.from(values).sort()
  if (sorted.length === 0) return [0, 1]
  const [low, high] = [sorted[0], sorted[sorted.length - 1]]
  // Of whole numbers, such as degrees, each has a bin or shares it with whole neighbours.
  const whole = sorted.every(Number.isInteger)
  const wanted = high > low ? (high - low) / (bins ?? freedmanDiaconis(sorted)) : Math.abs(low) / 10 || 1
  const rough = whole ? Math.max(1, wanted) : wanted
  const power = Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].reduce((a, b) =>
    Math.abs(b - rough / 10 ** power) < Math.abs(a - rough / 10 ** power) ? b : a,
  )
  const first = Math.floor(low / (factor * 10 ** power) + 1e-9)
  const last = Math.max(
    first + 1,
    whole ? Math.floor(high / (factor * 10 ** power)) + 1 : Math.ceil(high / (factor * 10 ** power) - 1e-9),
  )
  // A division by a whole number gives 0.3 where a product gives 0.30000000000000004.
  const edge = (i: number) => (power < 0 ? (i * factor) / 10 ** -power : i * factor * 10 ** power)
  return Array.from({ length: last - first + 1 }, (_, i) => edge(first + i))
}

/** Twice the interquartile range by the cube root of n is their width (Freedman & Diaconis 1981); 5 to 50 bins. */
function freedmanDiaconis(sorted: Float64Array): number {
  const n = sorted.length
  const spread = sorted[Math.floor(0.75 * (n - 1))] - sorted[Math.floor(0.25 * (n - 1))]
  const number = ((sorted[n - 1] - sorted[0]) * Math.cbrt(n)) / (2 * spread)
  return Math.min(50, Math.max(5, Number.isFinite(number) ? number : Math.sqrt(n)))
}

/** How many values lie in each bin, as NumPy's `histogram` has it: the last bin holds its upper edge too. */
export function countIn(values: ArrayLike<number>, edges: readonly number[]): number[] {
  const counts = Array<number>(edges.length - 1).fill(0)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    let [low, high] = [0, edges.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (edges[middle] <= value) low = middle + 1
      else high = middle
    }
    const bin = value === edges.at(-1) ? counts.length - 1 : low - 1
    if (bin >= 0 && bin < counts.length) counts[bin]++
  }
  return counts
}
