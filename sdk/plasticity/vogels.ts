import { synapse } from '../model/index.js'

/**
 * Plasticity of inhibitory synapses (Vogels, Sprekeler, Zenke, Clopath & Gerstner 2011, Science 334:1569): pairs in either
 * order strengthen, and an arriving spike alone weakens, until the neuron fires at `target`. For independent Poisson
 * trains the mean is `w' = 2 eta tau r_pre (r_post - target)`. Weights are strengths, 0 to `wMax`: connect to a receptor
 * that inhibits.
 *
 * @example
 * net.connect(inhibitory, cells, { plasticity: vogels({ target: 3 }), weight: 1, receptor: 'gaba' })
 */
export const vogels = synapse({
  name: 'vogels',
  equations: `
    dx/dt = -x/tau
    dy/dt = -y/tau`,
  parameters: { target: 5, tau: '20 ms', eta: 0.005, wMax: 100 },
  units: { target: 'Hz' },
  onPre: 'x += 1; w = clip(w + eta*(y - 2*target*tau/1000), 0, wMax)',
  onPost: 'y += 1; w = clip(w + eta*x, 0, wMax)',
})
