import type { Jacobian } from './plane.js'

export interface Complex {
  readonly re: number
  readonly im: number
}

/**
 * What a fixed point is: a node (two real eigenvalues of one sign), a focus (a complex pair: a spiral), a saddle (real
 * eigenvalues of both signs), a center (imaginary: to first order it circles for ever), or degenerate (an eigenvalue of
 * 0: what happens is not decided by the Jacobian).
 */
export type Stability =
  'stable node' | 'unstable node' | 'stable focus' | 'unstable focus' | 'saddle' | 'center' | 'degenerate'

/** Eigenvalues of a two by two matrix, from its trace and determinant. */
export function eigenvalues([a, b, c, d]: Jacobian): readonly [Complex, Complex] {
  const half = (a + d) / 2
  // The same as half^2 - (a d - b c), without their cancellation.
  const discriminant = ((a - d) / 2) ** 2 + b * c
  const root = Math.sqrt(Math.abs(discriminant))
  if (discriminant < 0) {
    return [
      { re: half, im: root },
      { re: half, im: -root },
    ]
  }
  // Of two roots the larger is exact; the other follows from their product.
  const larger = half >= 0 ? half + root : half - root
  const smaller = larger === 0 ? 0 : (a * d - b * c) / larger
  return [
    { re: Math.max(larger, smaller), im: 0 },
    { re: Math.min(larger, smaller), im: 0 },
  ]
}

/** What a fixed point with this Jacobian is; see {@link Stability}. */
export function stability([a, b, c, d]: Jacobian): Stability {
  const [first, second] = eigenvalues([a, b, c, d])
  const rounding = 1e-9
  if (first.im !== 0) {
    // Halves of the trace that are noise beside its terms and the turning are no growth.
    if (Math.abs(first.re) <= rounding * Math.max(Math.abs(a), Math.abs(d), first.im)) return 'center'
    return first.re < 0 ? 'stable focus' : 'unstable focus'
  }
  const scale = Math.max(Math.abs(first.re), Math.abs(second.re))
  if (Math.min(Math.abs(first.re), Math.abs(second.re)) <= rounding * scale) return 'degenerate'
  if (first.re > 0 !== second.re > 0) return 'saddle'
  return first.re < 0 ? 'stable node' : 'unstable node'
}
