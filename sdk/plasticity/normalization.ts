import { synapse } from '../model/index.js'

/**
 * Keeps the sum of the weights onto each neuron at `total` (von der Malsburg 1973, Kybernetik 14:85; subtractive and
 * multiplicative forms: Miller & MacKay 1994, Neural Comput 6:100): every `interval` all of them are multiplied alike.
 *
 * A neuron whose weights have all become 0 keeps them.
 *
 * @example
 * net.connect(a, b, { plasticity: [stdp(), normalization({ total: 20 })], weight: 0.5 })
 */
export const normalization = synapse({
  name: 'normalization',
  parameters: { total: 1, interval: '100 ms' },
  every: { interval: 'w *= sum_post(w) > 0 ? total/sum_post(w) : 1' },
})
