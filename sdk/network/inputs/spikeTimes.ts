import { refuseUnknown } from '../../options.js'
import type { SpikeTimesDescription } from '../description.js'
import { spikeRows, type GivenSpikes } from '../spikeRows.js'
import { boundEvent, type EventOptions, type Stimulus } from './stimulus.js'

/**
 * Given spikes: neuron `neuron[j]` of the target receives one at `time[j]`, at the first step at or after it.
 *
 * @param spikes two columns of equal length, as a recording or an encoder gives them; `time` in ms
 * @param options weight, receptor
 * @throws RangeError for columns of different length, a negative time or a neuron outside the target
 * @example
 * net.stimulate(retina, spikeTimes(latency().encode(image), { weight: 30 }))
 */
export function spikeTimes(spikes: GivenSpikes, options: EventOptions): Stimulus {
  refuseUnknown('spikeTimes', options, ['weight', 'receptor'])
  return {
    kind: 'spike times',
    bind(target, context): SpikeTimesDescription {
      const { steps, neurons } = spikeRows(spikes, target.to - target.from, context.dt, 'spikeTimes')
      return { kind: 'spike times', ...target, steps, neurons, ...boundEvent('spikeTimes', options, context) }
    },
  }
}
