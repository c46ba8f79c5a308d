/** A real symmetric matrix, known by what it does to a vector. */
export interface Operator {
  readonly dimension: number
  /** Writes the product with `vector` into `out`. */
  apply(vector: Float64Array, out: Float64Array): void
}

/** `Σ_j c_j(t) H_j`: an operator whose parts stay while their coefficients move. */
export interface MovingOperator {
  readonly dimension: number
  readonly parts: readonly Operator[]
  coefficients(t: number): readonly number[]
}

/** A fixed combination of operators. */
export function combination(parts: readonly Operator[], coefficients: readonly number[]): Operator {
  const { dimension } = parts[0]
  const product = new Float64Array(dimension)
  return {
    dimension,
    apply(vector, out) {
      out.fill(0)
      parts.forEach((part, j) => {
        const c = coefficients[j]
        if (c === 0) return
        part.apply(vector, product)
        for (let b = 0; b < dimension; b++) out[b] += c * product[b]
      })
    },
  }
}
