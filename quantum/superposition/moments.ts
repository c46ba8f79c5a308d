import { weightCount, type Amplitudes } from './amplitudes.js'

/**
 * Mean of every weight, `m = sum_k p_k v_k` with `p_k = psi_k^2`.
 *
 * @param out filled and returned; a new array if none is given
 */
export function means(
  psi: Amplitudes,
  values: Float64Array,
  out: Float64Array = new Float64Array(weightCount(psi, values.length, 'means')),
): Float64Array {
  const levels = values.length
  for (let i = 0, j = 0; i < out.length; i++) {
    let mean = 0
    for (let k = 0; k < levels; k++, j++) mean += psi[j] * psi[j] * values[k]
    out[i] = mean
  }
  return out
}

/**
 * Variance of every weight, `s^2 = sum_k p_k v_k^2 - m^2`: what a measurement would still decide.
 *
 * @param out filled and returned; a new array if none is given
 */
export function variances(
  psi: Amplitudes,
  values: Float64Array,
  out: Float64Array = new Float64Array(weightCount(psi, values.length, 'variances')),
): Float64Array {
  moments(psi, values, new Float64Array(out.length), out)
  return out
}

/** Shannon entropy of what a measurement of each weight would give, `-sum_k p_k ln p_k`, in nats. */
export function entropies(psi: Amplitudes, levels: number): Float64Array {
  const out = new Float64Array(weightCount(psi, levels, 'entropies'))
  for (let j = 0; j < psi.length; j++) {
    const p = psi[j] * psi[j]
    if (p > 0) out[Math.floor(j / levels)] -= p * Math.log(p)
  }
  return out
}

/** {@link means} and {@link variances} in one pass. */
export function moments(psi: Amplitudes, values: Float64Array, m: Float64Array, s2: Float64Array): void {
  const levels = values.length
  for (let i = 0, j = 0; i < m.length; i++) {
    let [mean, square] = [0, 0]
    for (let k = 0; k < levels; k++, j++) {
      const share = psi[j] * psi[j] * values[k]
      mean += share
      square += share * values[k]
    }
    m[i] = mean
    s2[i] = Math.max(0, square - mean * mean)
  }
}
