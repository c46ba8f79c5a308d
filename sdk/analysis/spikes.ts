/** The spikes of `n` neurons over `[from, to)` ms, in two columns of equal length, ordered by time, then neuron. */
export interface Spikes {
  /** Name of the population, for labels. */
  readonly population: string
  /** Neurons recorded, whether they fired or not; `neuron` holds 0 .. n - 1. */
  readonly n: number
  /** Time of each spike, in ms. */
  readonly time: Float64Array
  /** The neuron that fired. */
  readonly neuron: Uint32Array
  /** Start of the recording, in ms. */
  readonly from: number
  /** End of the recording, in ms. */
  readonly to: number
}
