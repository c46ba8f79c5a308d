import { check, kindOf } from '../check.js'

/**
 * The samples of a signal, in double precision, checked: each finite.
 *
 * @param what names the signal in the error, such as `coherence: a`
 * @throws RangeError naming the first sample that is not finite
 */
export function finiteSamples(signal: ArrayLike<number>, what: string): Float64Array {
  check(
    typeof signal === 'object' && signal !== null && typeof signal.length === 'number',
    `${what}: expected an array of samples, got ${kindOf(signal)}`,
  )
  const samples = signal instanceof Float64Array ? signal : Float64Array.from(signal)
  const odd = samples.findIndex(x => !Number.isFinite(x))
  check(odd < 0, `${what}: sample ${odd} must be a finite number, got ${samples[odd]}`)
  return samples
}
