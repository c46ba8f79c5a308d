import type { ProjectionDescription } from '../description.js'
import { keptWeights, transmittedWeights } from './formattedWeights.js'
import type { Formats } from './formatsFor.js'

/** A projection whose weights are given, with them in a format. */
export function formatted(given: ProjectionDescription, formats: Required<Formats>): ProjectionDescription {
  const projection = { ...given, formats }
  const weights = keptWeights(projection, given.weights)
  return { ...projection, weights, formatError: rms(given.weights, transmittedWeights(projection, weights)) }
}

/** Root mean square of a difference. */
export function rms(a: number | ArrayLike<number>, b: number | ArrayLike<number>): number {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b)
  const of = (x: number | ArrayLike<number>, s: number) => (typeof x === 'number' ? x : x[s])
  const { length } = (typeof a === 'number' ? b : a) as ArrayLike<number>
  let sum = 0
  for (let s = 0; s < length; s++) sum += (of(a, s) - of(b, s)) ** 2
  return length ? Math.sqrt(sum / length) : 0
}
