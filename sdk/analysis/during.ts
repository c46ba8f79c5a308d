import { check } from '../check.js'
import { time, type Time } from '../units/index.js'
import type { Spikes } from './spikes.js'

/**
 * The part of a recording from one time to another; its spikes keep their times. A part of no length has none.
 *
 * @param from first time that counts; not before the recording begins
 * @param to end, which no longer counts; default the end of the recording, and not after it
 * @throws RangeError unless `from` and `to` lie in the recording, in this order
 * @example
 * cv(during(spikes, '500 ms'))   // without the first half second
 */
export function during(spikes: Spikes, from: Time, to: Time = spikes.to): Spikes {
  const [begin, end] = [time(from, 'during: from'), time(to, 'during: to')]
  check(
    begin >= spikes.from && begin <= end && end <= spikes.to,
    `during: needs ${spikes.from} <= from <= to <= ${spikes.to} ms, the time recorded, got ${begin} to ${end} ms`,
  )
  const first = firstAt(spikes.time, begin)
  // A spike at the very end of the recording, which some sources give, stays with it.
  const last = end === spikes.to && begin < end ? spikes.time.length : firstAt(spikes.time, end)
  return {
    population: spikes.population,
    n: spikes.n,
    time: spikes.time.slice(first, last),
    neuron: spikes.neuron.slice(first, last),
    from: begin,
    to: end,
  }
}

/** Index of the first spike at a time or after it. */
function firstAt(times: Float64Array, t: number): number {
  const found = times.findIndex(spike => spike >= t)
  return found < 0 ? times.length : found
}
