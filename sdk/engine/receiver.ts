/** What collects the inputs of one step to a variable of a population; the engine clears it after use. */
export interface Receiver {
  readonly values: Float32Array | Float64Array
  /** Says that `values[from .. to - 1]` were added to. */
  readonly mark: (from: number, to: number) => void
}
