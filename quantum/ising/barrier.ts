import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import type { Problem } from './problem.js'
import { checkSpins } from './spins.js'

export interface BarrierOptions {
  /** Number of spins. */
  readonly n: number
  /** How high the barrier stands above the slope. */
  readonly height: number
  /** How many values of the weight it covers; default 1. */
  readonly width?: number
  /** The smallest weight that it covers; default n / 4, rounded. */
  readonly at?: number
}

/**
 * Hamming weight with a barrier: the energy is the number of spins that are down, w, plus `height` where
 * `at ≤ w < at + width` (Farhi, Goldstone & Gutmann 2002; Crosson & Harrow 2016, where the width is 1). The slope leads
 * to all up, at energy 0; heat has to climb the barrier, while replicas may tunnel through a thin one.
 *
 * @throws RangeError if a number is out of its range
 * @example
 * const problem = barrier({ n: 32, height: 8 })
 */
export function barrier(options: BarrierOptions): Problem {
  refuseUnknown('barrier', options, ['n', 'height', 'width', 'at'])
  const { n, height, width = 1, at = Math.round(n / 4) } = options
  check(Number.isInteger(n) && n > 0, `barrier: n must be a whole number of 1 or more, got ${n}`)
  check(Number.isFinite(height), `barrier: height must be finite, got ${height}`)
  check(Number.isInteger(width) && width >= 0, `barrier: width must be a whole number of 0 or more, got ${width}`)
  check(Number.isInteger(at) && at >= 0 && at <= n, `barrier: at must be a whole number of 0 to ${n}, got ${at}`)
  const energies = Float64Array.from({ length: n + 1 }, (_, w) => w + (w >= at && w < at + width ? height : 0))
  return {
    kind: 'barrier',
    n,
    energy(state) {
      checkSpins('energy', state, n)
      return energies[down(state)]
    },
    walker(start) {
      checkSpins('walker', start, n)
      const state = start.slice()
      let weight = down(state)
      return {
        state,
        get energy() {
          return energies[weight]
        },
        delta: i => energies[weight + state[i]] - energies[weight],
        flip(i) {
          weight += state[i]
          state[i] = -state[i]
        },
      }
    },
  }
}

function down(state: ArrayLike<number>): number {
  let weight = 0
  for (let i = 0; i < state.length; i++) if (state[i] < 0) weight++
  return weight
}
