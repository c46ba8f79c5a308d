import { synapse } from '../model/index.js'

/**
 * Spike-timing-dependent plasticity of pairs, all to all, additive (Song, Miller & Abbott 2000, Nature Neuroscience
 * 3:919): a postsynaptic spike raises the weight by what is left of `aPlus` of every presynaptic one before it, and a
 * presynaptic spike lowers it by what is left of `aMinus` of every postsynaptic one; it stays within 0 and `wMax`.
 *
 * An isolated pair at lag `t = t_post - t_pre`, taken at the synapse, gives `aPlus e^(-t/tauPlus)` for `t >= 0` and
 * `-aMinus e^(t/tauMinus)` for `t < 0`. Time in ms; `aPlus`, `aMinus` and `wMax` in the unit of the weight.
 *
 * @example
 * net.connect(a, b, { plasticity: stdp({ wMax: 16, aPlus: 0.16, aMinus: 0.168 }), weight: 8 })
 */
export const stdp = synapse({
  name: 'stdp',
  equations: `
    dx/dt = -x/tauPlus
    dy/dt = -y/tauMinus`,
  parameters: { tauPlus: '20 ms', tauMinus: '20 ms', aPlus: 0.01, aMinus: 0.0105, wMax: 1 },
  onPre: 'x += aPlus; w = clip(w - y, 0, wMax)',
  onPost: 'y += aMinus; w = clip(w + x, 0, wMax)',
})
