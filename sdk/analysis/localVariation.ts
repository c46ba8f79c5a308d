import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { time, type Time } from '../units/index.js'
import { meanOfIntervalPairs } from './intervalPairs.js'
import type { Spikes } from './spikes.js'

export interface LocalVariationOptions {
  /** Refractory period R whose effect is taken out; default 0: the plain LV. */
  readonly refractory?: Time
}

/**
 * Local variation of each neuron's intervals: the mean of `3 (I - I')^2 / (I + I')^2` over intervals I, I' that follow
 * each other (Shinomoto, Shima & Tanji 2003, Neural Comput 15:2823, equation 2.2). 0 is a clock, 1 a Poisson process,
 * whatever its rate and however slowly that changes; above 1 are bursts. Equals Elephant's `lv`.
 *
 * With a refractory period R it is LvR: each term times `1 + 4 R / (I + I')` (Shinomoto et al. 2009, PLoS Comput Biol
 * 5:e1000433, equation 3; Elephant's `lvr`).
 *
 * @returns `n` numbers, without R of 0 to 3; NaN for a neuron with fewer than three spikes. Two intervals of length 0
 *   differ by 0.
 * @throws RangeError if the refractory period is negative
 * @example
 * localVariation(spikes, { refractory: '2 ms' })
 */
export function localVariation(spikes: Spikes, options: LocalVariationOptions = {}): Float64Array {
  refuseUnknown('localVariation', options, ['refractory'])
  const refractory = time(options.refractory ?? 0, 'localVariation: refractory')
  check(refractory >= 0, `localVariation: refractory must be 0 ms or longer, got ${refractory} ms`)
  return meanOfIntervalPairs(spikes, (one, next) => {
    const sum = one + next
    return one === next ? 0 : 3 * ((one - next) / sum) ** 2 * (1 + (4 * refractory) / sum)
  })
}
