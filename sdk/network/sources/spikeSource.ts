import { check } from '../../check.js'
import { spikeRows, type GivenSpikes } from '../spikeRows.js'
import { sourceModel, type Source } from './source.js'

/**
 * Neurons that fire at given times: neuron `neuron[j]` at `time[j]` ms, at the first step at or after it. A neuron
 * fires at most once a step: what is given twice for one step counts once.
 *
 * @param spikes two columns of equal length, as a recording or an encoder gives them; in any order
 * @throws RangeError, when the population is made, for columns of different length, a negative time or a neuron outside
 * @example
 * const retina = net.population('retina', 784, spikeSource(latency({ tMax: '50 ms' }).encode(image)))
 * const replay = net.population('replay', 3, spikeSource({ time: [1, 5, 5], neuron: [0, 1, 2] }))
 */
export function spikeSource(spikes: GivenSpikes): Source {
  const columns = Number.isInteger(spikes?.time?.length) && Number.isInteger(spikes.neuron?.length)
  check(columns, 'spikeSource: expected two columns, { time: [1, 5], neuron: [0, 2] }')
  const given = { time: Float64Array.from(spikes.time), neuron: Float64Array.from(spikes.neuron) }
  return {
    kind: 'given',
    bind(where, size, { dt }) {
      const { steps, neurons } = spikeRows(given, size, dt, `${where}: spikeSource`)
      const first = (j: number) => j === 0 || steps[j] !== steps[j - 1] || neurons[j] !== neurons[j - 1]
      return {
        model: sourceModel('spike source', {}, {}),
        describe: () => ({
          kind: 'given',
          steps: steps.filter((_, j) => first(j)),
          neurons: neurons.filter((_, j) => first(j)),
        }),
      }
    },
  }
}
