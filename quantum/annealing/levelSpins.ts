/**
 * Weights of L levels as spins, log2 L a weight, in Gray's code: to go to a neighbouring level takes one flip, always.
 * Bit b of weight i is spin `i log2 L + b`, and is 1 where the spin is down.
 */
export interface LevelSpins {
  /** Spins that all weights take. */
  readonly n: number
  /** The weights of a configuration, into `out`. */
  weights(state: ArrayLike<number>, out: Float64Array): Float64Array
}

/** @param values of the levels, ascending; a power of two of them */
export function levelSpins(count: number, values: ArrayLike<number>): LevelSpins {
  const bits = Math.log2(values.length)
  const byCode = new Float64Array(values.length)
  for (let level = 0; level < values.length; level++) byCode[level ^ (level >> 1)] = values[level]
  return {
    n: count * bits,
    weights(state, out) {
      for (let i = 0, spin = 0; i < count; i++) {
        let code = 0
        for (let b = 0; b < bits; b++, spin++) if (state[spin] < 0) code |= 1 << b
        out[i] = byCode[code]
      }
      return out
    },
  }
}
