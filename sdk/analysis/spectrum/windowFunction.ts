import { check } from '../../check.js'

export type WindowName = 'hann' | 'hamming' | 'blackman' | 'boxcar'

/** Weights of cosines 0, 1, 2 of a turn, with alternating signs. */
const cosines: Record<WindowName, readonly number[]> = {
  hann: [0.5, 0.5],
  hamming: [0.54, 0.46],
  blackman: [0.42, 0.5, 0.08],
  boxcar: [1],
}

/**
 * Weights that fade a segment out towards its ends, so that a frequency between two lines of the spectrum does not leak
 * into all others. Periodic, as is right for spectra: equals SciPy's `get_window` (Harris 1978, Proc IEEE 66:51).
 *
 * @param name `hann`, `hamming`, `blackman`, or `boxcar`: none, all 1
 * @param n number of weights
 * @throws RangeError if there is no such window
 * @example
 * windowFunction('hann', 4)   // 0, .5, 1, .5
 */
export function windowFunction(name: WindowName, n: number): Float64Array {
  check(
    Object.hasOwn(cosines, name),
    `windowFunction: unknown window "${String(name)}"; there are ${Object.keys(cosines).join(', ')}`,
  )
  const [a, b = 0, c = 0] = cosines[name]
  return Float64Array.from({ length: n }, (_, i) => {
    const turn = (2 * Math.PI * i) / n
    return a - b * Math.cos(turn) + c * Math.cos(2 * turn)
  })
}
