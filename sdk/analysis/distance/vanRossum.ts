import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { time, type Time } from '../../units/index.js'
import { orderedTrain } from '../orderedTrain.js'

export interface VanRossumOptions {
  /** Time constant of the exponentials; default 10 ms. Short ones compare times, long ones counts. */
  readonly tau?: Time
}

/**
 * Van Rossum's distance of two spike trains: each spike becomes an exponential that falls with `tau`, and the distance
 * is the root of `1/tau` times the integral of their difference squared (van Rossum 2001, Neural Comput 13:751). A
 * spike more or less counts sqrt(1/2), a spike moved by d counts sqrt(1 - e^(-d/tau)). Elephant's
 * `van_rossum_distance` and Houghton's papers count a spike as 1: sqrt(2) times ours.
 *
 * Exact, with nothing binned, in time that grows with the number of spikes, as in Houghton & Kreuz 2012 (Network 23:48);
 * instead of their sums over pairs it adds up the integral from each spike to the next, whose parts are never negative,
 * so that equal trains are exactly 0 apart.
 *
 * @param a spike times in ms, in order
 * @param b spike times in ms, in order
 * @returns the distance, without unit; 0 between two empty trains
 * @throws RangeError for an unknown option, a tau that is not above 0, or times out of order
 * @example
 * const [a, b] = trains(spikes)
 * vanRossum(a, b, { tau: '20 ms' })
 */
export function vanRossum(a: ArrayLike<number>, b: ArrayLike<number>, options: VanRossumOptions = {}): number {
  refuseUnknown('vanRossum', options, ['tau'])
  const tau = time(options.tau ?? 10, 'vanRossum: tau')
  check(tau > 0, `vanRossum: tau must be a time above 0 ms, got ${tau} ms`)
  const [A, B] = [orderedTrain(a, 'vanRossum: a'), orderedTrain(b, 'vanRossum: b')]

  let squared = 0
  let height = 0 // of the difference, just after the spike before
  let before = -Infinity
  for (let i = 0, j = 0; i < A.length || j < B.length;) {
    const first = j >= B.length || (i < A.length && A[i] <= B[j])
    const t = first ? A[i++] : B[j++]
    if (height !== 0) {
      const x = (t - before) / tau
      squared -= (height * height * Math.expm1(-2 * x)) / 2
      height *= Math.exp(-x)
    }
    height += first ? 1 : -1
    before = t
  }
  return Math.sqrt(squared + (height * height) / 2)
}
