import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import { philox } from '../../sdk/random/index.js'
import type { Superposed } from '../superposition/index.js'
import { concurrence, vonNeumannEntropy, type DensityMatrix } from './densityMatrix.js'
import { evenState, jointState, range, type JointState } from './jointState.js'
import { matrixProductState, type MatrixProductState } from './matrixProductState.js'
import type { GroupObjective } from './objective.js'
import { productState } from './productState.js'

export interface EntangleOptions {
  /** All amplitudes (to 12 weights), a matrix product state (chains), or a product state; default exact. */
  readonly method?: 'exact' | 'mps' | 'product'
  /** Largest bond dimension of a matrix product state; default 16. */
  readonly bond?: number
  /** Mean of each spin at the beginning, -1..1, one for all or one each; default 0: both levels alike. */
  readonly means?: number | ArrayLike<number>
  /** Of the measurements; default 1. */
  readonly seed?: number
}

/** Synapses out of weights in superposition with two levels, which from now on share one state. */
export interface SynapseGroup {
  readonly weights: Superposed
  readonly synapses: ArrayLike<number>
}

/** A group of two-level weights that share one state; made by {@link entangle}. Spin +1 is the upper level. */
export interface Entangled {
  readonly size: number
  readonly method: 'exact' | 'mps' | 'product'
  /** Mean of each spin, -1..1. */
  readonly means: Float64Array
  /** Probability of each of the 2^n configurations, `s_i = 1 - 2 bit_i`; of an exact state alone. */
  readonly probabilities: Float64Array
  /** Bond dimensions and what they cut away; of a matrix product state alone. */
  readonly truncation: { readonly bonds: readonly number[]; readonly total: number; readonly last: number }
  /** Steps of the amplitude rule, `p` times `e^(-rate U)` each, every bit hopping with `rate * field`. */
  learn(objective: GroupObjective, options?: { rate?: number; field?: number; steps?: number }): this
  /** Imaginary time under `H = U - field sum X`: towards its ground state. `dt` is 0.02 unless given. */
  cool(objective: GroupObjective, options: { field: number; time: number; dt?: number }): this
  /** Real time under `H = U - field sum X`; an exact state alone. */
  evolve(objective: GroupObjective, options: { field: number; time: number; dt?: number }): this
  /** Mean energy `<U - field sum X>`. */
  energy(objective: GroupObjective, field?: number): number
  /** `<s_i s_j> - <s_i> <s_j>`. */
  correlation(i: number, j: number): number
  /** `<s_i s_j>` for every two weights, row by row. */
  correlations(): Float64Array
  /** The state of some weights; bit k of an index is the k-th named. */
  reduced(part: readonly number[]): DensityMatrix
  /** Von Neumann entropy of a part, in nats: how much it is entangled with the rest. */
  entropy(part: readonly number[]): number
  /** `S_A + S_B - S_AB` of two parts without a common weight, in nats. */
  mutualInformation(a: readonly number[], b: readonly number[]): number
  /** Wootters' concurrence of two weights, 0..1. */
  concurrence(i: number, j: number): number
  /** Squares of the Schmidt values between the first `cut` weights and the others, descending. */
  schmidt(cut: number): Float64Array
  /** Measures one weight by Born's rule: it has a level then, and its partners follow at once. */
  measure(i: number): 1 | -1
  /** Measures all weights, one after another, or takes the likeliest configuration. */
  collapse(options?: { by?: 'likeliest' | 'born' }): Int8Array
}

const mostExact = 12
const mostPart = 8

/**
 * Puts two-level weights into one joint state, so that they learn, and are measured, together. Quantum-inspired;
 * simulated, with no speed-up claimed.
 *
 * @param subject a number of weights, 2^n real amplitudes such as `ghz(3)`, or synapses of weights in superposition,
 *   whose own amplitudes then follow the group's
 * @throws RangeError for more than 12 weights with `exact` (with the memory they would take), unknown options, other
 *   levels than two, synapses that do not exist
 * @example
 * const parity = [{ weight: -1, spins: [0, 1, 2] }]
 * const group = entangle(3).learn(parity, { rate: 0.01, steps: 230 })
 * group.entropy([0])            // ln 2, nearly: alone each weight is open, together they are not
 * @example
 * const pair = entangle(bell())
 * pair.measure(0) === pair.measure(1)   // true, always
 */
export function entangle(subject: number | Float64Array | SynapseGroup, options: EntangleOptions = {}): Entangled {
  const where = 'entangle'
  refuseUnknown(where, options, ['method', 'bond', 'means', 'seed'])
  const { method = 'exact', bond = 16, seed = 1 } = options
  check(
    method === 'exact' || method === 'mps' || method === 'product',
    `${where}: method must be "exact", "mps" or "product", got ${JSON.stringify(method)}`,
  )
  check(Number.isInteger(bond) && bond > 0, `${where}: bond must be a positive whole number, got ${bond}`)
  const given = amplitudesOf(subject, where)
  check(!given || method === 'exact', `${where}: amplitudes need the method "exact", not "${method}"`)
  const group = typeof subject === 'object' && 'synapses' in subject ? checkedGroup(subject, where) : undefined
  const n = given ? Math.log2(given.length) : (group?.synapses.length ?? (subject as number))
  check(
    Number.isInteger(n) && n > 0,
    `${where}: expected a number of weights, amplitudes or synapses, got ${n} weights`,
  )
  check(
    method !== 'exact' || n <= mostExact,
    `${where}: an exact state of ${n} weights takes 2^${n} complex amplitudes, ${bytes(2 ** n * 16)}; at most ${mostExact} weights, or method "mps" or "product"`,
  )
  const start = group ? meansOf(group) : startMeans(options.means ?? 0, n, where)
  const pairs = Array.from(start, m => [Math.sqrt((1 + m) / 2), Math.sqrt((1 - m) / 2)] as const)
  const exact = method === 'exact' ? jointState(n, given ?? productOf(pairs)) : undefined
  const mps = method === 'mps' ? matrixProductState(pairs, bond) : undefined
  const state = exact ?? mps ?? productState(start)
  const { uniform } = philox(seed, 'entangled group')

  const at = (i: number) => {
    check(Number.isInteger(i) && i >= 0 && i < n, `${where}: there is no weight ${i}, the group has 0 to ${n - 1}`)
    return i
  }
  const partOf = (part: readonly number[]) => {
    part.forEach(at)
    check(part.length > 0 && new Set(part).size === part.length, `${where}: a part names its weights once each`)
    return part
  }
  const duration = (name: string, time: number, dt: number) => {
    check(
      time > 0 && time < Infinity && dt > 0,
      `${where}: ${name} takes a positive time and dt, got ${time} and ${dt}`,
    )
  }
  /** Writes what a change means for each synapse into its own amplitudes. */
  const written = (self: Entangled) => {
    if (group) writeBack(group, state.means())
    return self
  }
  const entropyOf = (part: readonly number[]): number => {
    const rest = range(0, n).filter(i => !part.includes(i))
    if (!rest.length || method === 'product') return 0
    const ends = [part, rest].find(p => p.every(i => i < p.length))
    if (ends && Math.min(part.length, rest.length) > 1)
      return -state.schmidt(ends.length).reduce((sum, p) => (p > 0 ? sum + p * Math.log(p) : sum), 0)
    // Both sides of a pure state have the same entropy.
    return vonNeumannEntropy(reduced(part.length <= rest.length ? part : rest))
  }
  const reduced = (part: readonly number[]) => {
    check(part.length <= mostPart, `${where}: the state of ${part.length} weights is too large, at most ${mostPart}`)
    return state.reduced(part)
  }
  const product = (i: number, j: number) => {
    const { re } = reduced([i, j])
    return re[0] - re[5] - re[10] + re[15]
  }

  return {
    size: n,
    method,
    get means() {
      return state.means()
    },
    get probabilities() {
      return only(exact, where, 'probabilities', 'exact').probabilities()
    },
    get truncation() {
      const { bonds, discarded } = only(mps, where, 'truncation', 'mps')
      return { bonds, ...discarded }
    },
    learn(objective, { rate = 0.03, field = 0, steps = 1 } = {}) {
      check(rate > 0 && rate < Infinity, `${where}: rate must be positive, got ${rate}`)
      check(field >= 0 && field < Infinity, `${where}: field must be 0 or more, got ${field}`)
      for (let k = 0; k < steps; k++) state.learn(objective, rate, field)
      return written(this)
    },
    cool(objective, { field, time, dt = 0.02 }) {
      duration('cool', time, dt)
      state.cool(objective, field, time, dt)
      return written(this)
    },
    evolve(objective, { field, time, dt = 0.02 }) {
      duration('evolve', time, dt)
      only(exact, where, 'evolve', 'exact').evolve(objective, field, time, dt)
      return written(this)
    },
    energy: (objective, field = 0) => state.energy(objective, field),
    correlation(i, j) {
      partOf([i, j])
      const m = state.means()
      return product(i, j) - m[i] * m[j]
    },
    correlations() {
      return Float64Array.from({ length: n * n }, (_, k) => {
        const [i, j] = [Math.floor(k / n), k % n]
        return i === j ? 1 : product(i, j)
      })
    },
    reduced: part => reduced(partOf(part)),
    entropy: part => entropyOf(partOf(part)),
    mutualInformation(a, b) {
      const both = partOf([...partOf(a), ...partOf(b)])
      return entropyOf(a) + entropyOf(b) - entropyOf(both)
    },
    concurrence(i, j) {
      return concurrence(reduced(partOf([i, j])))
    },
    schmidt(cut) {
      check(Number.isInteger(cut) && cut > 0 && cut < n, `${where}: cut must lie in 1..${n - 1}, got ${cut}`)
      return state.schmidt(cut)
    },
    measure(i) {
      const result = state.measure(at(i), uniform)
      written(this)
      return result
    },
    collapse({ by = 'born' } = {}) {
      check(
        by === 'likeliest' || by === 'born',
        `${where}: collapse by "likeliest" or "born", got ${JSON.stringify(by)}`,
      )
      const likeliest = by === 'likeliest' ? state.likeliest() : undefined
      // A draw of 0 takes what has any probability, one of 1 the other level.
      const found = Int8Array.from({ length: n }, (_, i) =>
        state.measure(i, likeliest ? () => (likeliest[i] === 1 ? 0 : 1) : uniform),
      )
      written(this)
      return found
    },
  }
}

function amplitudesOf(subject: unknown, where: string): Float64Array | undefined {
  if (!ArrayBuffer.isView(subject)) return undefined
  const psi = Float64Array.from(subject as Float64Array)
  check(
    psi.length >= 2 && Number.isInteger(Math.log2(psi.length)),
    `${where}: expected 2^n amplitudes, got ${psi.length}`,
  )
  const norm = Math.hypot(...psi)
  check(norm > 0 && norm < Infinity, `${where}: amplitudes must be finite, and not all of them 0`)
  return psi.map(a => a / norm)
}

function startMeans(means: number | ArrayLike<number>, n: number, where: string): Float64Array {
  const all = typeof means === 'number' ? new Float64Array(n).fill(means) : Float64Array.from(means)
  check(all.length === n, `${where}: expected the mean of each of ${n} weights, got ${all.length}`)
  const bad = all.find(m => !(Math.abs(m) <= 1))
  check(bad === undefined, `${where}: means lie in -1..1, got ${bad}`)
  return all
}

function productOf(pairs: readonly (readonly [number, number])[]): Float64Array {
  return evenState(pairs.length).map((_, b) => pairs.reduce((p, pair, i) => p * pair[(b >> i) & 1], 1))
}

function checkedGroup({ weights, synapses }: SynapseGroup, where: string): SynapseGroup {
  const { levels } = weights.rule
  check(levels === 2, `${where}: weights must have two levels to be entangled, they have ${levels}`)
  const bad = Array.from(synapses).find(i => !(Number.isInteger(i) && i >= 0 && i < weights.weights.length))
  check(bad === undefined, `${where}: there is no synapse ${bad}, the weights have 0 to ${weights.weights.length - 1}`)
  check(new Set(Array.from(synapses)).size === synapses.length, `${where}: a synapse is named twice`)
  return { weights, synapses: Array.from(synapses) }
}

function meansOf({ weights, synapses }: SynapseGroup): Float64Array {
  return Float64Array.from(synapses, i =>
    Math.min(1, Math.max(-1, (weights.weights[i] - weights.rule.centre) / weights.rule.range)),
  )
}

function writeBack({ weights, synapses }: SynapseGroup, means: Float64Array): void {
  Array.from(synapses).forEach((synapse, i) => {
    weights.amplitudes[2 * synapse] = Math.sqrt(Math.max(0, (1 - means[i]) / 2))
    weights.amplitudes[2 * synapse + 1] = Math.sqrt(Math.max(0, (1 + means[i]) / 2))
  })
  weights.refresh()
}

function only<S extends JointState | MatrixProductState>(
  state: S | undefined,
  where: string,
  what: string,
  method: string,
): S {
  check(state !== undefined, `${where}: ${what} needs the method "${method}"`)
  return state
}

const bytes = (count: number) =>
  count >= 2 ** 40 ? `${(count / 2 ** 40).toPrecision(3)} TiB` : `${(count / 2 ** 20).toPrecision(3)} MiB`
