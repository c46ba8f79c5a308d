import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import { levelValues, type Levels } from './levels.js'
import { potentialAt, type Potential } from './weightChain.js'

export interface WaveFunctionOptions {
  /** 2, 4, 8 or 16; default 16. */
  readonly levels?: Levels
  /** U, of the value of a level in -1..1; default none. */
  readonly potential?: Potential
  /** Hopping between neighbouring levels, Gamma; default 0.5. */
  readonly field?: number
  /** The level it starts on, or an amplitude for each level (scaled to the norm 1); default the lowest level. */
  readonly start?: number | ArrayLike<number>
  /** Step of the split operator; default 0.002. The error falls with its square. */
  readonly dt?: number
}

/** One weight in real time. */
export interface WaveFunction {
  readonly values: Float64Array
  readonly potential: Float64Array
  /** Real and imaginary parts of the amplitudes. */
  readonly re: Float64Array
  readonly im: Float64Array
  /** Time so far, with Planck's constant over 2 pi as 1. */
  readonly time: number
  /** Probability of each level. */
  probabilities(): Float64Array
  /** Probability that a measurement gives a value for which `test` holds. */
  probability(test: (value: number) => boolean): number
  /** Moves on by a time of 0 or more; the last step is as short as need be. */
  run(time: number): this
}

/**
 * One weight whose amplitudes are complex and move in real time, `i dpsi/dt = (diag(U) + Gamma Lap) psi`: it tunnels
 * through a barrier and back, coherently. For teaching; it minimises nothing.
 *
 * Split operator `e^(-i U dt/2) e^(-i Gamma Lap dt) e^(-i U dt/2)` (Feit, Fleck & Steiger 1982), the hopping exact in
 * the cosine basis, in which a chain with reflecting ends is diagonal. Unitary to rounding, second order in `dt`.
 *
 * @throws RangeError for unknown options, other numbers of levels, a potential that is not finite, or a start that is none
 * @example
 * const weight = waveFunction({ potential: v => 8 * (v * v - 0.36) ** 2, start: 3 })
 * weight.run(20).probability(v => v > 0)   // .391157: through the barrier
 */
export function waveFunction(options: WaveFunctionOptions = {}): WaveFunction {
  const where = 'waveFunction'
  refuseUnknown(where, options, ['levels', 'potential', 'field', 'start', 'dt'])
  const { levels = 16, potential: U = () => 0, field = 0.5, start = 0, dt = 0.002 } = options
  const values = levelValues(levels, where)
  const potential = potentialAt(values, U, where)
  check(Number.isFinite(field), `${where}: field must be finite, got ${field}`)
  check(dt > 0 && dt < Infinity, `${where}: dt must be positive, got ${dt}`)
  const re = startOf(start, levels, where)
  const im = new Float64Array(levels)
  const [re2, im2] = [new Float64Array(levels), new Float64Array(levels)]
  const whole = splitStep(potential, field, dt)
  let time = 0

  const step = ({ phase, hop }: SplitStep) => {
    turn(re, im, phase)
    for (let k = 0, j = 0; k < levels; k++) {
      let [a, b] = [0, 0]
      for (let l = 0; l < levels; l++, j++) {
        a += hop.re[j] * re[l] - hop.im[j] * im[l]
        b += hop.re[j] * im[l] + hop.im[j] * re[l]
      }
      re2[k] = a
      im2[k] = b
    }
    re.set(re2)
    im.set(im2)
    turn(re, im, phase)
  }

  return {
    values,
    potential,
    re,
    im,
    get time() {
      return time
    },
    probabilities: () => re.map((a, k) => a * a + im[k] * im[k]),
    probability(test) {
      return re.reduce((sum, a, k) => (test(values[k]) ? sum + a * a + im[k] * im[k] : sum), 0)
    },
    run(duration) {
      check(duration >= 0 && duration < Infinity, `${where}: run takes a time of 0 or more, got ${duration}`)
      const steps = Math.floor(duration / dt + 1e-9)
      for (let s = 0; s < steps; s++) step(whole)
      const rest = duration - steps * dt
      if (rest > 1e-9 * dt) step(splitStep(potential, field, rest))
      time += duration
      return this
    },
  }
}

/** Half a step of the potential, as phases of the levels, and a whole one of the hopping, as a matrix. */
interface SplitStep {
  readonly phase: { readonly re: Float64Array; readonly im: Float64Array }
  readonly hop: { readonly re: Float64Array; readonly im: Float64Array }
}

function splitStep(potential: Float64Array, field: number, dt: number): SplitStep {
  const levels = potential.length
  const hop = { re: new Float64Array(levels * levels), im: new Float64Array(levels * levels) }
  for (let q = 0; q < levels; q++) {
    const angle = -field * dt * (2 - 2 * Math.cos((Math.PI * q) / levels))
    const wave = (k: number) => Math.cos((Math.PI * q * (k + 0.5)) / levels)
    for (let k = 0; k < levels; k++) {
      for (let l = 0; l < levels; l++) {
        const share = ((q === 0 ? 1 : 2) / levels) * wave(k) * wave(l)
        hop.re[k * levels + l] += share * Math.cos(angle)
        hop.im[k * levels + l] += share * Math.sin(angle)
      }
    }
  }
  const phase = { re: potential.map(u => Math.cos((u * dt) / 2)), im: potential.map(u => -Math.sin((u * dt) / 2)) }
  return { phase, hop }
}

function turn(re: Float64Array, im: Float64Array, phase: SplitStep['phase']): void {
  for (let k = 0; k < re.length; k++) {
    const a = re[k]
    re[k] = phase.re[k] * a - phase.im[k] * im[k]
    im[k] = phase.re[k] * im[k] + phase.im[k] * a
  }
}

function startOf(start: number | ArrayLike<number>, levels: number, where: string): Float64Array {
  if (typeof start === 'number') {
    const fits = Number.isInteger(start) && start >= 0 && start < levels
    check(fits, `${where}: start must be a level of 0 to ${levels - 1}, got ${start}`)
    return Float64Array.from({ length: levels }, (_, k) => (k === start ? 1 : 0))
  }
  check(
    start.length === levels,
    `${where}: start must have an amplitude for each of ${levels} levels, got ${start.length}`,
  )
  const norm = Math.sqrt(Array.from(start).reduce((sum, a) => sum + a * a, 0))
  check(norm > 0 && norm < Infinity, `${where}: start must have finite amplitudes, not all of them 0`)
  return Float64Array.from(start, a => a / norm)
}
