import { check } from '../../sdk/check.js'
import { philox, type RandomState } from '../../sdk/random/index.js'
import type { Amplitudes } from './amplitudes.js'
import { scaledGradient, type GradientScale } from './gradientScale.js'
import type { Learner } from './learner.js'
import { levelValues } from './levels.js'
import { bornLevels, collapseTo, likeliestLevels } from './measurement.js'
import { entropies } from './moments.js'
import { plainWaves, type Waves, type WavesOptions } from './waves/index.js'
import { superposition, type Superposition } from './superposition.js'
import type { SuperpositionOptions } from './superpositionOptions.js'

export interface SuperposedOptions extends Omit<
  SuperpositionOptions,
  'signal' | 'tau' | 'tauC' | 'interval' | 'trial'
> {
  /** How many weights, or their dimensions: `[outputs, inputs]`. */
  readonly shape: number | readonly number[]
  /** Of the beginning, and of Born's rule; default 1. */
  readonly seed?: number
  /** Of the amplitudes; default double. */
  readonly precision?: 'single' | 'double'
  /** Standard deviation of the first amplitudes round even ones, as a share; default 0.1. */
  readonly spread?: number
}

/** Which weights a measurement takes, and how. */
export interface CollapseOptions {
  /** The likeliest level, or one by Born's rule; default the likeliest. */
  readonly by?: 'likeliest' | 'born'
  /** A weight, or a group of them; default all. */
  readonly weights?: number | ArrayLike<number>
}

/** Where weights in superposition stand: plain data, to be stored and given back. */
export interface SuperposedState {
  readonly amplitudes: Amplitudes
  readonly updates: number
  readonly scale: GradientScale
  readonly random: RandomState
}

/** Weights in superposition; made by {@link superposed}, or on another engine by `superposedOn`. */
export interface Superposed<Moved = void> extends Omit<Learner, 'learn'> {
  readonly rule: Superposition
  readonly shape: readonly number[]
  /** The values of the levels, in units of the weights. */
  readonly values: Float64Array
  /** Amplitudes, weight by weight: those of weight `i` begin at `i * levels`. Yours to read. */
  readonly amplitudes: Amplitudes
  /** The mean of each weight, kept up to date in place. */
  readonly weights: Float64Array
  /** Standard deviation of each weight: what a measurement would still decide. */
  readonly uncertainty: Float64Array
  /** Entropy of a measurement of each weight, in nats: `ln levels` at most, 0 when collapsed. */
  readonly entropy: Float64Array
  /** Updates so far. */
  readonly updates: number
  /** Probability of each level of one weight. */
  probabilities(weight: number): Float64Array
  /** The weights of one trial: the means, or with `measurement: 'born'` a fresh level of each. Changes no amplitude. */
  forward(): Float64Array
  /**
   * One update, downhill.
   *
   * @param gradient of the loss by each weight
   * @param curvature of the loss by the variance of each weight, where it is known
   */
  learn(gradient: ArrayLike<number>, curvature?: number | ArrayLike<number>): Moved
  /** One update from reward: the gradient is minus `modulator` (reward less what was expected) times eligibility. */
  reinforce(eligibility: ArrayLike<number>, modulator: number): Moved
  /** Measures weights: each is on one level then, and may go on learning from there. Returns all weights. */
  collapse(options?: CollapseOptions): Float64Array
  /** Tells that amplitudes were written from outside, as an entangled group does. */
  refresh(): void
  state: SuperposedState
}

/**
 * Weights in superposition: every weight a real amplitude vector over its levels that learns by the three-factor
 * amplitude rule, and is measured in the end. Quantum-inspired; simulated, with no speed-up claimed.
 *
 * @throws RangeError for options that do not exist or are out of range, and for a shape that is none
 * @example
 * const weights = superposed({ shape: [10, 64], levels: 4, range: 0.4, updates: 500 })
 * for (let k = 0; k < 500; k++) weights.learn(gradientOf(weights.forward()))
 * weights.collapse()     // Float64Array of 640 numbers, each one of four
 */
export function superposed(options: SuperposedOptions): Superposed {
  const { rule, shape, waves } = settled(options)
  return superposedIn(rule, shape, plainWaves(waves), waves)
}

/** The options of weights in superposition, checked and complete. */
export function settled(options: SuperposedOptions) {
  const where = 'superposed'
  const { shape: given, seed = 1, precision = 'double', spread = 0.1, ...rest } = options
  const rule = superposition(rest)
  const shape = typeof given === 'number' ? [given] : [...(given ?? [])]
  const whole = shape.length > 0 && shape.every(d => Number.isInteger(d) && d > 0)
  check(whole, `${where}: shape must be positive whole numbers, got ${JSON.stringify(given)}`)
  check(
    precision === 'single' || precision === 'double',
    `${where}: precision must be "single" or "double", got ${JSON.stringify(precision)}`,
  )
  check(spread >= 0 && spread < 1, `${where}: spread must lie in 0..1, got ${spread}`)
  const size = shape.reduce((product, d) => product * d, 1)
  const waves: WavesOptions = { size, levels: rule.levels, precision, spread, seed }
  return { rule, shape, waves }
}

/** Weights in superposition whose amplitudes are moved by some engine. */
export function superposedIn<Moved extends void | Promise<void>>(
  rule: Superposition,
  shape: readonly number[],
  waves: Waves<Moved>,
  { size: n, seed }: Pick<WavesOptions, 'size' | 'seed'>,
): Superposed<Moved> {
  const where = 'superposed'
  const { levels, range, centre } = rule
  const { psi } = waves
  const values = levelValues(levels).map(v => centre + range * v)
  const random = philox(seed, 'measurement')
  const [weights, spreads, scaled] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)]
  const sampled = rule.measurement === 'born' ? new Float64Array(n) : weights
  const curvatures = new Float64Array(n)
  let scale: GradientScale = { meanSquare: 0, updates: 0 }
  let updates = 0

  const refresh = () => {
    waves.refresh()
    waves.moments(rule, weights, spreads)
  }
  const learn = (gradient: ArrayLike<number>, curvature: number | ArrayLike<number> = 0, sign = 1): Moved => {
    const length = gradient.length
    check(length === n, `${where}: expected a gradient for each of ${n} weights, got ${length}`)
    // The rule's values are -1..1: derivatives by them are range times, and range^2 times, those by weights.
    const factor = sign * range
    for (let i = 0; i < n; i++) {
      scaled[i] = factor * gradient[i]
      if (!Number.isFinite(scaled[i])) throw new RangeError(`${where}: the gradient of weight ${i} is not finite`)
    }
    const bend = typeof curvature === 'number' ? range * range * curvature : curvatures
    if (typeof curvature !== 'number') for (let i = 0; i < n; i++) curvatures[i] = range * range * curvature[i]
    // Of an update that is refused, nothing stays.
    const next = { ...scale }
    if (rule.normalise) scaledGradient(next, scaled, scaled)
    const along = Math.min(1, updates / rule.updates)
    const step = { rate: rule.rate, field: rule.field * (1 - along), localisation: rule.localisation * along }
    const done = () => {
      scale = next
      updates++
      waves.moments(rule, weights, spreads)
    }
    const moved = waves.update(scaled, step, bend)
    return (moved instanceof Promise ? moved.then(done) : done()) as Moved
  }
  const indexOf = (weight: number) => {
    const exists = Number.isInteger(weight) && weight >= 0 && weight < n
    check(exists, `${where}: there is no weight ${weight}, there are 0 to ${n - 1}`)
    return weight
  }
  refresh()

  return {
    rule,
    shape,
    values,
    amplitudes: psi,
    weights,
    variances: spreads,
    get uncertainty() {
      return spreads.map(Math.sqrt)
    },
    get entropy() {
      return entropies(psi, levels)
    },
    get updates() {
      return updates
    },
    probabilities(weight) {
      const from = indexOf(weight) * levels
      return Float64Array.from(psi.subarray(from, from + levels), a => a * a)
    },
    forward() {
      if (rule.measurement === 'mean') return weights
      bornLevels(psi, levels, random.uniform).forEach((k, i) => (sampled[i] = values[k]))
      return sampled
    },
    learn: (gradient, curvature) => learn(gradient, curvature),
    reinforce(eligibility, modulator) {
      check(Number.isFinite(modulator), `${where}: modulator must be finite, got ${modulator}`)
      return learn(eligibility, 0, -modulator)
    },
    collapse({ by = 'likeliest', weights: which } = {}) {
      check(
        by === 'likeliest' || by === 'born',
        `${where}: collapse by "likeliest" or "born", got ${JSON.stringify(by)}`,
      )
      const chosen = which === undefined ? weights.keys() : typeof which === 'number' ? [which] : Array.from(which)
      const level = by === 'born' ? bornLevels(psi, levels, random.uniform) : likeliestLevels(psi, levels)
      for (const i of Array.from(chosen, indexOf)) collapseTo(psi, levels, i, level[i])
      refresh()
      return weights
    },
    refresh,
    get state(): SuperposedState {
      return { amplitudes: psi.slice(), updates, scale: { ...scale }, random: random.state }
    },
    set state(saved) {
      const fits = saved.amplitudes.length === psi.length
      check(fits, `${where}: the state has ${saved.amplitudes.length} amplitudes, expected ${psi.length}`)
      psi.set(saved.amplitudes)
      updates = saved.updates
      scale = { ...saved.scale }
      random.state = saved.random
      refresh()
    },
  }
}
