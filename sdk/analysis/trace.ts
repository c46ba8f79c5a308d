/** One variable of a few neurons, or something else that a few curves show, over time. */
export interface Trace {
  /** Name of the population, for labels. */
  readonly population: string
  /** Name of the variable, such as `v`. */
  readonly variable: string
  /** Its unit, such as `mV`; empty where it has none. */
  readonly unit: string
  /** Indices of the neurons recorded, or of whatever `labels` name instead. */
  readonly neurons: Uint32Array
  /** What each curve is called, where it is not a neuron; empty for the population as such. */
  readonly labels?: readonly string[]
  /** Time of each sample, in ms. */
  readonly time: Float64Array
  /** Samples, one row a time: the value of the j-th neuron at the i-th time is `values[i * neurons.length + j]`. */
  readonly values: Float32Array | Float64Array
}
