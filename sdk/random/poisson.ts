/** Means below it are drawn by inversion. */
export const INVERTED = 10

/**
 * A Poisson-distributed count of the given mean from uniform numbers in [0, 1).
 *
 * Below a mean of 10 by inversion, one uniform number a count; above, by transformed rejection, some 2.3 to 2.5
 * (Hörmann 1993, "The transformed rejection method for generating Poisson random variables", algorithm PTRS; NumPy's).
 */
export function poissonFrom(mean: number, uniform: () => number): number {
  return mean < INVERTED ? byInversion(mean, uniform()) : byRejection(mean, uniform)
}

function byInversion(mean: number, u: number): number {
  let probability = Math.exp(-mean)
  let cumulative = probability
  let k = 0
  // The probability underflows long after the last u that 53 bits can hold: rounding cannot make this endless.
  while (u >= cumulative && probability > 0) {
    k++
    probability *= mean / k
    cumulative += probability
  }
  return k
}

function byRejection(mean: number, uniform: () => number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean)
  const a = -0.059 + 0.02483 * b
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
  const vr = 0.9277 - 3.6224 / (b - 2)
  const logMean = Math.log(mean)
  for (;;) {
    const u = uniform() - 0.5
    const v = 1 - uniform() // in (0, 1]: its logarithm is finite
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43)
    if (us >= 0.07 && v <= vr) return k
    if (k < 0 || (us < 0.013 && v > us)) continue
    if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= k * logMean - mean - logFactorial(k)) return k
  }
}

/** ln k!, by Stirling's series from 10 on (error below 1e-12). */
function logFactorial(k: number): number {
  if (k < 10) {
    let product = 1
    for (let i = 2; i <= k; i++) product *= i
    return Math.log(product)
  }
  const x = k + 1
  const r = 1 / (x * x)
  const series = (1 / 12 - (1 / 360 - (1 / 1260 - r / 1680) * r) * r) / x
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series
}
