import { check } from '../../sdk/check.js'
import { edgesOf, spins, type Ising, type Problem } from '../ising/index.js'

/** A product of spins with a weight: `{ weight: -1, spins: [0, 1, 2] }` is `-s0 s1 s2`. */
export interface Term {
  readonly weight: number
  readonly spins: readonly number[]
}

/**
 * What a group of weights minimises: a sum of products of spins, an Ising problem, or any function of a configuration
 * (which the exact joint state alone can take).
 */
export type GroupObjective = readonly Term[] | Problem | ((state: Int8Array) => number)

const isTerms = (objective: GroupObjective): objective is readonly Term[] => Array.isArray(objective)

/** The energy of each of the 2^n configurations, in the order of state vectors. */
export function energiesOf(objective: GroupObjective, n: number, where: string): Float64Array {
  const energies = new Float64Array(2 ** n)
  if (isTerms(objective)) {
    for (const { weight, spins } of checkedTerms(objective, n, where)) {
      const mask = spins.reduce((bits, i) => bits ^ (1 << i), 0)
      for (let b = 0; b < energies.length; b++) energies[b] += odd(b & mask) ? -weight : weight
    }
    return energies
  }
  if (typeof objective !== 'function') checkSize(objective, n, where)
  const energy = typeof objective === 'function' ? objective : (s: Int8Array) => objective.energy(s)
  for (let b = 0; b < energies.length; b++) {
    energies[b] = energy(spins(b, n))
    if (!Number.isFinite(energies[b]))
      throw new RangeError(`${where}: the objective of the spins ${spins(b, n).join(' ')} is ${energies[b]}`)
  }
  return energies
}

/**
 * The objective as a sum of products of spins.
 *
 * @throws RangeError for a function or a problem that is no Ising problem
 */
export function termsOf(objective: GroupObjective, n: number, where: string): readonly Term[] {
  if (isTerms(objective)) return checkedTerms(objective, n, where)
  const quadratic = typeof objective !== 'function' && objective.kind === 'ising'
  check(
    quadratic,
    `${where}: only method "exact" takes any function; give terms, such as [{ weight: -1, spins: [0, 1] }], or ising(...)`,
  )
  checkSize(objective, n, where)
  const problem = objective as Ising
  const fields = Array.from(problem.fields, (h, i): Term => ({ weight: -h, spins: [i] }))
  const pairs = edgesOf(problem).map(([i, j, J]): Term => ({ weight: -J, spins: [i, j] }))
  return [...fields.filter(({ weight }) => weight !== 0), ...pairs]
}

function checkedTerms(terms: readonly Term[], n: number, where: string): readonly Term[] {
  for (const { weight, spins } of terms) {
    check(Number.isFinite(weight), `${where}: the weight of the spins ${spins.join(' ')} is ${weight}`)
    const bad = spins.find(i => !(Number.isInteger(i) && i >= 0 && i < n))
    check(bad === undefined, `${where}: there is no spin ${bad}, the group has 0 to ${n - 1}`)
    check(new Set(spins).size === spins.length, `${where}: the spins ${spins.join(' ')} name one of them twice`)
  }
  return terms
}

function checkSize(problem: Problem, n: number, where: string): void {
  check(problem.n === n, `${where}: the group has ${n} weights, the problem ${problem.n} spins`)
}

const odd = (bits: number) => {
  let parity = 0
  for (let left = bits; left; left &= left - 1) parity ^= 1
  return parity === 1
}
