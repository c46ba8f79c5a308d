import { check } from '../../sdk/check.js'
import type { Problem } from './problem.js'
import { checkSpins, type Spins } from './spins.js'

/**
 * A problem of any function of n spins. Every difference costs one evaluation, so this suits functions that are cheap
 * or have few spins.
 *
 * @param energy must not keep or change the configuration that it is given
 * @throws RangeError if n is not 1 or more, or, later, if the function returns NaN
 * @example
 * const agreeing = objective(9, s => -Math.abs(s.reduce((a, b) => a + b, 0)))
 */
export function objective(n: number, energy: (state: Spins) => number): Problem {
  check(Number.isInteger(n) && n > 0, `objective: n must be a whole number of 1 or more, got ${n}`)
  const checked = (state: Spins) => {
    const value = energy(state)
    check(!Number.isNaN(value), () => `objective: the function returned NaN for the spins ${state.join(' ')}`)
    return value
  }
  return {
    kind: 'objective',
    n,
    energy(state) {
      checkSpins('energy', state, n)
      return checked(Int8Array.from(state))
    },
    walker(start) {
      checkSpins('walker', start, n)
      const state = start.slice()
      let now = checked(state)
      let lastSpin = -1
      let lastEnergy = 0
      const flipped = (i: number) => {
        if (lastSpin === i) return lastEnergy
        state[i] = -state[i]
        try {
          lastEnergy = checked(state)
          lastSpin = i
        } finally {
          state[i] = -state[i]
        }
        return lastEnergy
      }
      return {
        state,
        get energy() {
          return now
        },
        delta: i => flipped(i) - now,
        flip(i) {
          now = flipped(i)
          state[i] = -state[i]
          lastSpin = -1
        },
      }
    },
  }
}
