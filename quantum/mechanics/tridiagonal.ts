import { check } from '../../sdk/check.js'

/**
 * Eigenvalues of a symmetric tridiagonal matrix, ascending: QL with implicit shifts (Dubrulle, Martin & Wilkinson 1968;
 * EISPACK's imtql1). The time grows with n², which a solver for full matrices does not have.
 *
 * @param diagonal n numbers; not changed
 * @param beside the n - 1 numbers beside it; not changed
 */
export function tridiagonalEigenvalues(diagonal: Float64Array, beside: Float64Array): Float64Array {
  const n = diagonal.length
  check(
    beside.length === n - 1,
    `tridiagonalEigenvalues: ${n} on the diagonal need ${n - 1} beside it, got ${beside.length}`,
  )
  const d = diagonal.slice()
  const e = new Float64Array(n)
  e.set(beside)
  // Where numbers nearly underflow, nothing is small beside its neighbours; it still is beside the largest.
  const size = [...d, ...e].reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  const negligible = (m: number) =>
    Math.abs(e[m]) <= Number.EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1]) + Number.EPSILON * size)
  for (let l = 0; l < n; l++) {
    for (let pass = 0; ; pass++) {
      let m = l
      while (m < n - 1 && !negligible(m)) m++
      if (m === l) break
      if (pass === 60) throw new Error(`tridiagonalEigenvalues: eigenvalue ${l} of ${n} has not converged`)
      let g = (d[l + 1] - d[l]) / (2 * e[l])
      g = d[m] - d[l] + e[l] / (g + Math.sign(g || 1) * Math.hypot(g, 1))
      let [s, c, p] = [1, 1, 0]
      let i = m - 1
      for (; i >= l; i--) {
        const f = s * e[i]
        const b = c * e[i]
        const r = Math.hypot(f, g)
        e[i + 1] = r
        if (r === 0) {
          d[i + 1] -= p
          e[m] = 0
          break
        }
        s = f / r
        c = g / r
        g = d[i + 1] - p
        const t = (d[i] - g) * s + 2 * c * b
        p = s * t
        d[i + 1] = g + p
        g = c * t - b
      }
      if (i >= l) continue
      d[l] -= p
      e[l] = g
      e[m] = 0
    }
  }
  return d.sort()
}
