import { amplitudeRule, type AmplitudeStep } from '../amplitudeRule.js'
import { evenAmplitudes, type Amplitudes } from '../amplitudes.js'
import { philox } from '../../../sdk/random/index.js'
import { levelValues } from '../levels.js'
import { moments } from '../moments.js'

/** Amplitudes of many weights, and what moves them: one for each engine. */
export interface Waves<Moved = void> {
  /** Weight by weight, live. */
  readonly psi: Amplitudes
  /**
   * One step of the amplitude rule; see {@link amplitudeRule}.
   *
   * @param gradient one a weight, finite
   * @param curvature one for all or one a weight
   * @throws RangeError for a curvature that is not finite, and where the step cannot be done
   */
  update(gradient: Float64Array, step: AmplitudeStep, curvature: number | Float64Array): Moved
  /** Tells that amplitudes were written from outside. */
  refresh(): void
  /** Mean and variance of each weight after an update or `refresh`, for weights in `centre - range .. centre + range`. */
  moments(scale: LevelScale, means: Float64Array, variances: Float64Array): void
}

/** Where the levels lie. */
export interface LevelScale {
  readonly centre: number
  readonly range: number
}

/** What the amplitudes of a number of weights begin with. */
export interface WavesOptions {
  readonly size: number
  readonly levels: number
  readonly precision: 'single' | 'double'
  readonly spread: number
  readonly seed: number
}

/** The first amplitudes. */
export const firstAmplitudes = ({ size, levels, precision, spread, seed }: WavesOptions): Amplitudes =>
  evenAmplitudes(size, levels, philox(seed, 'superposition'), spread, precision)

/** In JavaScript, in double precision whatever the amplitudes are stored in. */
export function plainWaves(options: WavesOptions): Waves {
  const psi = firstAmplitudes(options)
  const values = levelValues(options.levels)
  return {
    psi,
    update(gradient, step, curvature) {
      amplitudeRule(psi, values, gradient, step, curvature)
    },
    refresh: () => {},
    moments: momentsOf(psi, values),
  }
}

/** Moments from the amplitudes themselves. */
export const momentsOf =
  (psi: Amplitudes, units: Float64Array): Waves['moments'] =>
  ({ centre, range }, m, s2) => {
    moments(
      psi,
      units.map(v => centre + range * v),
      m,
      s2,
    )
  }
