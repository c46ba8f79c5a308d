/** A state variable became NaN or infinite: the step is too long, a parameter wrong, or a division by zero. */
export class DivergenceError extends Error {
  override readonly name = 'DivergenceError'

  constructor(
    readonly population: string,
    readonly neuron: number,
    readonly variable: string,
    /** ms */
    readonly time: number,
    readonly value: number,
  ) {
    super(
      `population "${population}": ${variable} of neuron ${neuron} became ${value} at ${time} ms; ` +
        `use a shorter dt, or look for a division by zero or the log of a negative number in its equations`,
    )
  }
}
