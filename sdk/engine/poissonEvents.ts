import { philox, type StreamKeys } from '../random/index.js'
import { plainDraws, type Draws } from './draws.js'

/** Says on which neurons the events of a step fall, in the order in which they are drawn. */
export type PoissonEvents = (step: number, event: (neuron: number) => void) => void

/**
 * Poisson trains of many neurons as one: their number in a step is Poisson with the summed mean, and each falls on a
 * neuron at random, in proportion to its rate. The cost follows the events, not the neurons.
 *
 * @param keys of the steps
 * @param rates Hz, one for all or one for each
 * @param dt ms
 */
export function poissonEvents(
  keys: StreamKeys,
  rates: number | Float64Array,
  size: number,
  dt: number,
  draws: Draws = plainDraws,
): PoissonEvents {
  if (typeof rates === 'number') {
    const mean = (size * rates * dt) / 1000
    const draw = draws.events(keys, size)
    return (step, event) => draw(step, mean, event)
  }
  const sums = rates.slice()
  for (let i = 1; i < size; i++) sums[i] += sums[i - 1]
  const total = sums[size - 1]
  const mean = (total * dt) / 1000
  // The last neuron that can fire: rounding must not pick one of rate 0 behind it.
  const last = rates.findLastIndex(rate => rate > 0)
  const random = philox(0)
  return (step, event) => {
    random.state = { key: keys(step), position: 0 }
    for (let events = random.poisson(mean); events > 0; events--) {
      const u = random.uniform() * total
      let low = 0
      let high = last
      while (low < high) {
        const middle = (low + high) >>> 1
        if (sums[middle] > u) high = middle
        else low = middle + 1
      }
      event(low)
    }
  }
}
