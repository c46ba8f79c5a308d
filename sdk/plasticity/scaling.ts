import { synapse } from '../model/index.js'

/**
 * Homeostatic scaling (Turrigiano et al. 1998, Nature 391:892; as `w' = w (1 - r/target)/tau`, van Rossum, Bi & Turrigiano
 * 2000, J Neurosci 20:8812): all synapses onto a neuron grow or shrink together until it fires at `target`, so that what
 * they learned relative to one another stays. The fixed point is r = target.
 *
 * `r` is the neuron's rate in Hz, over `tauRate`; synapses are scaled every `interval`. `tau` in ms must be long beside
 * `tauRate`, or the rate swings around its target.
 *
 * @example
 * net.connect(a, b, { plasticity: [stdp(), scaling({ target: 5 })], weight: 0.5 })
 */
export const scaling = synapse({
  name: 'scaling',
  equations: 'dr/dt = -r/tauRate',
  parameters: { target: 5, tau: '100 s', tauRate: '5 s', interval: '100 ms', wMax: 1 },
  units: { target: 'Hz', r: 'Hz' },
  initial: { r: 'target' },
  onPost: 'r += 1000/tauRate',
  every: { interval: 'w = clip(w*(1 + interval/tau*(1 - r/target)), 0, wMax)' },
})
