import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import { evolve } from './evolve.js'
import type { MovingOperator } from './operator.js'

/** What a state vector can hold, in bits. */
const most = 16

/**
 * Grover's search (1996) on a state vector: the probability of the marked one of 2ⁿ items after 0, 1, 2, ... rounds of
 * marking it and inverting about the mean. Equals `sin²((2k + 1) asin 2^(-n/2))`.
 *
 * @throws RangeError for more than 16 bits, a marked item that is not there, rounds that are no whole number
 * @example
 * grover({ n: 8, rounds: 12 })[12]   // .999947
 */
export function grover(options: { n: number; rounds: number; marked?: number }): Float64Array {
  refuseUnknown('grover', options, ['n', 'rounds', 'marked'])
  const { n, rounds, marked = 0 } = options
  const size = checkItems('grover', n, marked)
  check(Number.isInteger(rounds) && rounds >= 0, `grover: rounds must be a whole number of 0 or more, got ${rounds}`)
  const state = new Float64Array(size).fill(1 / Math.sqrt(size))
  const success = Float64Array.of(state[marked] ** 2, ...new Float64Array(rounds))
  for (let k = 1; k <= rounds; k++) {
    state[marked] = -state[marked]
    const mean = state.reduce((a, b) => a + b, 0) / size
    for (let b = 0; b < size; b++) state[b] = 2 * mean - state[b]
    success[k] = state[marked] ** 2
  }
  return success
}

export interface AdiabaticSearchOptions {
  /** Bits: there are 2ⁿ items. */
  readonly n: number
  readonly duration: number
  /** `'linear'` (default), or `'local'`, which goes slowly where the gap is small. */
  readonly schedule?: 'linear' | 'local'
  /** The item that is looked for; default 0. */
  readonly marked?: number
  /**
   * Whether all 2ⁿ amplitudes are followed (up to 16 bits), or the two that matter: that of the marked item and that of
   * all others (up to 50 bits). The default.
   */
  readonly space?: 'pair' | 'full'
  /** Bound on the error of the state; default 1e-8. */
  readonly tolerance?: number
}

/**
 * Adiabatic search, `H = (1 - q)(1 - |u><u|) + q(1 - |m><m|)` from all items alike, u, to the marked one, m; with q
 * linear in time, or local: as fast as the gap allows, `q = ½ + ½ tan((2t/T - 1) atan r) / r`, r = √(2ⁿ - 1)
 * (Roland & Cerf 2002). Returns the probability of the marked item at the end.
 *
 * @throws RangeError for too many bits, a marked item that is not there, a duration that is not above 0
 * @example
 * adiabaticSearch({ n: 8, duration: 50, schedule: 'local' })   // .863651
 */
export function adiabaticSearch(options: AdiabaticSearchOptions): number {
  const where = 'adiabaticSearch'
  refuseUnknown(where, options, ['n', 'duration', 'schedule', 'marked', 'space', 'tolerance'])
  const { n, duration, schedule = 'linear', marked = 0, space = 'pair', tolerance } = options
  check(Number.isFinite(duration) && duration > 0, `${where}: duration must be finite and above 0, got ${duration}`)
  check(
    schedule === 'linear' || schedule === 'local',
    `${where}: schedule must be 'linear' or 'local', got ${JSON.stringify(schedule)}`,
  )
  check(space === 'pair' || space === 'full', `${where}: space must be 'pair' or 'full', got ${JSON.stringify(space)}`)
  if (space === 'full') checkItems(where, n, marked)
  check(Number.isInteger(n) && n >= 1 && n <= 50, `${where}: n must be a whole number of 1 to 50, got ${n}`)
  const size = 2 ** n
  const r = Math.sqrt(size - 1)
  const q = (t: number) =>
    schedule === 'linear' ? t / duration : 0.5 + (0.5 * Math.tan(((2 * t) / duration - 1) * Math.atan(r))) / r
  const uniform =
    space === 'full'
      ? new Float64Array(size).fill(1 / Math.sqrt(size))
      : Float64Array.of(1 / Math.sqrt(size), Math.sqrt(1 - 1 / size))
  const at = space === 'full' ? marked : 0
  const operator: MovingOperator = {
    dimension: uniform.length,
    parts: [
      {
        dimension: uniform.length,
        apply(v, out) {
          const overlap = uniform.reduce((sum, u, b) => sum + u * v[b], 0)
          for (let b = 0; b < v.length; b++) out[b] = v[b] - overlap * uniform[b]
        },
      },
      {
        dimension: uniform.length,
        apply(v, out) {
          out.set(v)
          out[at] = 0
        },
      },
    ],
    coefficients: t => [1 - q(t), q(t)],
  }
  const { state } = evolve(
    operator,
    { re: uniform.slice(), im: new Float64Array(uniform.length) },
    { to: duration, ...(tolerance !== undefined && { tolerance }) },
  )
  return state.re[at] ** 2 + state.im[at] ** 2
}

function checkItems(where: string, n: number, marked: number): number {
  check(
    Number.isInteger(n) && n >= 1 && n <= most,
    `${where}: n must be a whole number of 1 to ${most}, as 2^n amplitudes are kept; got ${n}`,
  )
  check(
    Number.isInteger(marked) && marked >= 0 && marked < 2 ** n,
    `${where}: marked must be an item of 0 to 2^${n} - 1, got ${marked}`,
  )
  return 2 ** n
}
