import { refuseUnknown } from '../../options.js'
import { frequency, type Frequency } from '../../units/index.js'
import { perNeuron } from '../perNeuron.js'
import { sourceModel, type Source } from './source.js'

/**
 * Neurons that fire at random, as Poisson processes, independent of each other. All that one of them is connected to
 * receives the same spikes; for independent spikes into every neuron see the stimulus `poisson`.
 *
 * A neuron fires at most once a step, so with probability 1 - exp(-rate dt). Equivalent to Brian2's `PoissonGroup`
 * and to NEST's `poisson_generator` with a parrot neuron each.
 *
 * @param options rate: Hz or `'10 Hz'`, at least 0, or one number (Hz) for each neuron; `group.write('rate', 50)`
 *   changes it between runs
 * @throws RangeError for an unknown option or a rate that is negative or not finite
 * @example
 * const noise = net.population('noise', 100, poissonSource({ rate: '10 Hz' }))
 * net.connect(noise, cells, { topology: pairwise({ p: 0.1 }), weight: 2 })
 */
export function poissonSource(options: { rate: Frequency | ArrayLike<number> }): Source {
  refuseUnknown('poissonSource', options, ['rate'])
  const rate = perNeuron(options.rate, frequency, 'poissonSource: rate', {
    words: 'not be negative',
    unit: 'Hz',
    holds: x => x >= 0,
  })
  return {
    kind: 'poisson',
    bind: (_where, _size, { stream }) => ({
      model: sourceModel('poisson source', { rate }, { rate: 'Hz' }),
      describe: parameters => ({ kind: 'poisson', rate: parameters.rate, stream }),
    }),
  }
}
