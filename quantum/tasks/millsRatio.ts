/**
 * `phi(z) / Phi(z)`, the normal density over the normal distribution function: minus the slope of `-ln Phi(z)`, which
 * falls to 0 for large z and grows as -z for small. To some 10 digits: the series of Marsaglia (2004, J Stat Softw 11:4),
 * and Laplace's continued fraction where it would cancel. SciPy has it as `exp(norm.logpdf(z) - norm.logcdf(z))`.
 */
export function millsRatio(z: number): number {
  if (z < -4) {
    let tail = -z
    for (let k = 60; k > 0; k--) tail = -z + k / tail
    return tail
  }
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
  if (z > 8) return density
  let [term, sum] = [z, z]
  for (let k = 3; Math.abs(term) > 1e-16 * Math.abs(sum); k += 2) {
    term *= (z * z) / k
    sum += term
  }
  return density / (0.5 + density * sum)
}
