import { check } from '../../sdk/check.js'

/** A configuration: one number a spin, +1 or -1. */
export type Spins = Int8Array

/**
 * The configuration with index b, in the order of state vectors: `s[i] = 1 - 2 ((b >> i) & 1)`, so that 0 is all up.
 *
 * @throws RangeError unless b is a whole number in 0 .. 2^n - 1
 * @example
 * spins(5, 3)   // Int8Array [-1, 1, -1]
 */
export function spins(b: number, n: number): Spins {
  check(
    Number.isSafeInteger(b) && b >= 0 && b < 2 ** n,
    `spins: index must be a whole number of 0 to 2^${n} - 1, got ${b}`,
  )
  // By division, as shifts know 32 bits only.
  return Int8Array.from({ length: n }, (_, i) => 1 - 2 * (Math.floor(b / 2 ** i) % 2))
}

/** The index of a configuration in state vectors: the inverse of {@link spins}, for up to 53 spins. */
export function bitsOf(state: ArrayLike<number>): number {
  check(state.length <= 53, `bitsOf: ${state.length} spins have no index that a number can hold; 53 have`)
  let b = 0
  for (let i = 0; i < state.length; i++) if (state[i] < 0) b += 2 ** i
  return b
}

/** Checks that something is a configuration of n spins. */
export function checkSpins(where: string, state: ArrayLike<number>, n: number): void {
  check(state.length === n, `${where}: the problem has ${n} spins, the state ${state.length}`)
  for (let i = 0; i < n; i++)
    check(state[i] === 1 || state[i] === -1, () => `${where}: spin ${i} must be 1 or -1, got ${state[i]}`)
}
