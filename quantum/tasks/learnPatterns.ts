import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import { philox } from '../../sdk/random/index.js'
import {
  amplitudeRule,
  evenAmplitudes,
  levelValues,
  likeliestLevels,
  means,
  quantised,
  rounded,
  straightThrough,
  variances,
  type Levels,
} from '../superposition/index.js'
import { millsRatio } from './millsRatio.js'
import { wrongPatterns, type Patterns } from './randomPatterns.js'

export interface LearnPatternsOptions {
  /** Superposition (hopping annealed), its entropic cousin, straight-through or rounded weights; default the first. */
  readonly method?: 'superposition' | 'entropic' | 'straight-through' | 'rounding'
  /** Levels of a weight; default 2. */
  readonly levels?: Levels
  /** Hopping at the beginning, Gamma0, for `superposition`; default 0.1. */
  readonly field?: number
  /** Updates at most, and the time over which the field falls; default 1500, for the plain methods 4000. */
  readonly steps?: number
  /** Eta; for the plain methods Adam's step; default 0.1, for those 0.03, falling to 0. */
  readonly rate?: number
  /** For the plain methods, what multiplies z in their loss; default 16, with more levels 100: the best of
   * those tried. */
  readonly sharpness?: number
  /** Of the first weights; default 1. */
  readonly seed?: number
  /** Called after every update, with the patterns that the likeliest weights get wrong. */
  readonly onProgress?: (wrong: number, step: number) => void
}

export interface LearnedPatterns {
  readonly solved: boolean
  /** Patterns that the weights get wrong. */
  readonly wrong: number
  readonly steps: number
  /** On the levels, from -1 to 1. */
  readonly weights: Float64Array
}

/**
 * Trains a perceptron with weights of few levels on patterns, all of them at every step, with the loss
 * `-sum ln Phi(z)`, `z = X m / sqrt(sum s^2)`: the chance that a measurement of the weights gets each pattern right.
 * Its gradients by means and variances are those of the amplitude rule, not scaled, without localisation.
 *
 * `entropic` has no hopping; its amplitudes are drawn to even ones by a power that is annealed to 1. `straight-through`
 * and `rounding` have no variances: `z = sharpness X w / sqrt(N)`.
 *
 * @throws RangeError for unknown options
 * @example
 * learnPatterns(randomPatterns({ inputs: 401, load: 0.6 }), { method: 'superposition' }).solved   // true, mostly
 */
export function learnPatterns(patterns: Patterns, options: LearnPatternsOptions = {}): LearnedPatterns {
  const where = 'learnPatterns'
  refuseUnknown(where, options, ['method', 'levels', 'field', 'steps', 'rate', 'sharpness', 'seed', 'onProgress'])
  const { method = 'superposition', levels = 2, sharpness = levels === 2 ? 16 : 100, seed = 1, onProgress } = options
  const known = ['superposition', 'entropic', 'straight-through', 'rounding']
  check(known.includes(method), `${where}: method must be one of ${known.join(', ')}, got ${JSON.stringify(method)}`)
  const plain = method === 'straight-through' || method === 'rounding'
  const { steps = plain ? 4000 : 1500, rate = plain ? 0.03 : 0.1 } = options
  check(Number.isInteger(steps) && steps > 0, `${where}: steps must be a positive whole number, got ${steps}`)

  check(sharpness > 0 && sharpness < Infinity, `${where}: sharpness must be positive, got ${sharpness}`)

  const size = patterns.inputs
  const one = plain
    ? plainWeights(method, { size, levels, rate, updates: steps, seed })
    : waves(size, levels, seed, rate, { ...options, steps, entropy: method === 'entropic' ? 0.3 : 0 })
  const gradient = new Float64Array(size)
  let found = { wrong: Infinity, step: 0, weights: new Float64Array(size) }
  for (let step = 1; step <= steps; step++) {
    const variance = plain
      ? size / sharpness ** 2
      : Math.max(
          one.variances.reduce((sum, s2) => sum + s2, 0),
          1e-9,
        )
    const curvature = slope(patterns, one.weights, variance, gradient)
    one.learn(gradient, plain ? 0 : curvature, step - 1)
    const weights = one.onLevels()
    const wrong = wrongPatterns(patterns, weights)
    onProgress?.(wrong, step)
    if (wrong < found.wrong) found = { wrong, step, weights: weights.slice() }
    if (wrong === 0) break
  }
  return { solved: found.wrong === 0, wrong: found.wrong, steps: found.step, weights: found.weights }
}

/** The gradient of the loss by the means, into `gradient`; returns its derivative by each variance. */
function slope({ inputs, count, signed }: Patterns, m: Float64Array, variance: number, gradient: Float64Array): number {
  const scale = 1 / Math.sqrt(variance)
  gradient.fill(0)
  let pull = 0
  for (let p = 0; p < count; p++) {
    const row = p * inputs
    let sum = 0
    for (let i = 0; i < inputs; i++) sum += signed[row + i] * m[i]
    const z = sum * scale
    const force = millsRatio(z)
    pull += z * force
    const share = force * scale
    for (let i = 0; i < inputs; i++) gradient[i] -= signed[row + i] * share
  }
  return pull / (2 * variance)
}

interface Trained {
  readonly weights: Float64Array
  readonly variances: Float64Array
  learn(gradient: Float64Array, curvature: number, step: number): void
  onLevels(): Float64Array
}

function waves(
  n: number,
  levels: number,
  seed: number,
  rate: number,
  { field = 0.1, entropy, steps }: { field?: number; entropy: number; steps: number },
): Trained {
  const values = levelValues(levels)
  const psi = evenAmplitudes(n, levels, philox(seed, 'superposition'))
  const [m, s2, likeliest] = [means(psi, values), variances(psi, values), new Float64Array(n)]
  return {
    weights: m,
    variances: s2,
    learn(gradient, curvature, step) {
      const left = 1 - step / steps
      const hopping = entropy ? 0 : field * left
      amplitudeRule(psi, values, gradient, { rate, field: hopping, localisation: 0 }, curvature)
      if (entropy) {
        const power = 1 - entropy * rate * left
        for (let j = 0; j < psi.length; j++) psi[j] **= power
        for (let i = 0; i < n; i++) unitNorm(psi, i * levels, levels)
      }
      means(psi, values, m)
      variances(psi, values, s2)
    },
    onLevels() {
      likeliestLevels(psi, levels).forEach((k, i) => (likeliest[i] = values[k]))
      return likeliest
    },
  }
}

function unitNorm(psi: Float64Array | Float32Array, from: number, levels: number): void {
  let norm = 0
  for (let j = from; j < from + levels; j++) norm += psi[j] * psi[j]
  const scale = 1 / Math.sqrt(norm)
  for (let j = from; j < from + levels; j++) psi[j] *= scale
}

function plainWeights(
  method: 'straight-through' | 'rounding',
  options: { size: number; levels: Levels; rate: number; updates: number; seed: number },
): Trained {
  if (method === 'straight-through') {
    const ste = straightThrough(options)
    return { ...ste, onLevels: () => ste.weights }
  }
  const real = rounded(options)
  const onLevels = new Float64Array(options.size)
  return { ...real, onLevels: () => quantised(real.weights, options.levels, 1, onLevels) }
}
