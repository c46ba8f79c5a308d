/**
 * Weights of L levels as spins, log2 L a weight, in Gray's code: to go to a neighbouring level takes one flip, always.
 * Bit b of weight i is spin `i log2 L + b`, and is 1 where the spin is down.
 */
export interface LevelSpins {
  /** Spins that all weights take. */
  readonly n: number
  /** The weights of a configuration, into `out`. */
  weights(state: ArrayLike<number>, out: Float64Array): Float64Array
  /** Weight i of a configuration. */
  weight(state: ArrayLike<number>, i: number): number
}

/** @param values of the levels, ascending; a power of two of them */
export function levelSpins(count: number, values: ArrayLike<number>): LevelSpins {
  const bits = Math.log2(values.length)
  const byCode = new Float64Array(values.length)
  for (let level = 0; level < values.length; level++) byCode[level ^ (level >> 1)] = values[level]
  const weight = (state: ArrayLike<number>, i: number) => {
    let code = 0
    for (let b = 0; b < bits; b++) if (state[i * bits + b] < 0) code |= 1 << b
    return byCode[code]
  }
  return {
    n: count * bits,
    weight,
    weights(state, out) {
      for (let i = 0; i < count; i++) out[i] = weight(state, i)
      return out
    },
  }
}
