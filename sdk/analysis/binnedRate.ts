/** The rate of a population of `n` neurons over `[from, to)` ms, in bins of one width. */
export interface BinnedRate {
  /** Name of the population, for labels. */
  readonly population: string
  /** Neurons counted. */
  readonly n: number
  /** Width of a bin, in ms. */
  readonly bin: number
  /** Start of the first bin, in ms. */
  readonly from: number
  /** End of the last bin, in ms. */
  readonly to: number
  /** Middle of each bin, in ms. */
  readonly time: Float64Array
  /** Mean rate of a neuron in each bin, in Hz. */
  readonly values: Float64Array
}
