import { neuron } from '../model/index.js'

/**
 * The activity of a population as a rate unit (Wilson & Cowan 1972, Biophys J 12:1, eqs. 11 to 15): `E` is the share of
 * cells that fire in a moment, the response `S` a sigmoid of the input, 0 without any. It has no spikes; units are
 * joined by continuous connections. Defaults are the paper's excitatory population; the inhibitory one of its figure 11
 * is `wilsonCowan({ a: 2, theta: 3.7 })`. Time in ms, all else without unit.
 *
 * @example
 * const [e, i] = [net.population('E', 1, wilsonCowan), net.population('I', 1, wilsonCowan({ a: 2, theta: 3.7 }))]
 * net.stimulate(e, 1.25)
 * net.connect(e, i, { continuous: 'w*E_pre', weight: 15 })
 * net.connect(i, e, { continuous: 'w*E_pre', weight: -12 })
 */
export const wilsonCowan = neuron({
  name: 'wilsonCowan',
  equations: `
    dE/dt = (-E + (1 - r*E)*S)/tau
    S = 1/(1 + exp(-a*(I - theta))) - 1/(1 + exp(a*theta))`,
  parameters: { tau: '8 ms', a: 1.3, theta: 4, r: 1 },
  method: 'exponential-euler',
})
