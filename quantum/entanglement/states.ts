import { check } from '../../sdk/check.js'

/** A Bell pair, `(|00> + |11>) / sqrt 2`: two weights that are nothing alone and equal together. */
export const bell = (): Float64Array => ghz(2)

/** `(|00..0> + |11..1>) / sqrt 2` (Greenberger, Horne & Zeilinger 1989): all equal, no two entangled. */
export function ghz(n: number): Float64Array {
  checkSize('ghz', n)
  const psi = new Float64Array(2 ** n)
  psi[0] = psi[psi.length - 1] = Math.SQRT1_2
  return psi
}

/** One weight down and all others up, all n places alike (Dur, Vidal & Cirac 2000): every two are entangled. */
export function wState(n: number): Float64Array {
  checkSize('wState', n)
  const psi = new Float64Array(2 ** n)
  for (let i = 0; i < n; i++) psi[1 << i] = 1 / Math.sqrt(n)
  return psi
}

function checkSize(where: string, n: number): void {
  check(Number.isInteger(n) && n >= 2 && n <= 12, `${where}: n must be a whole number of 2 to 12, got ${n}`)
}
