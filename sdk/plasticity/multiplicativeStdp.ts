import { synapse } from '../model/index.js'

/**
 * STDP whose steps shrink towards the bounds: up by `aPlus (wMax - w)`, down by `aMinus w` (Rubin, Lee & Sompolinsky 2001,
 * Phys Rev Lett 86:364). `aPlus` and `aMinus` are shares; weights gather around one value rather than at the bounds.
 *
 * Uncorrelated trains balance where `aPlus tauPlus (wMax - w) = aMinus tauMinus w`.
 *
 * @example
 * net.connect(a, b, { plasticity: multiplicativeStdp({ wMax: 2 }), weight: 1 })
 */
export const multiplicativeStdp = synapse({
  name: 'multiplicative-stdp',
  equations: `
    dx/dt = -x/tauPlus
    dy/dt = -y/tauMinus`,
  parameters: { tauPlus: '20 ms', tauMinus: '20 ms', aPlus: 0.005, aMinus: 0.00525, wMax: 1 },
  onPre: 'x += aPlus; w = max(w - y*w, 0)',
  onPost: 'y += aMinus; w = min(w + x*(wMax - w), wMax)',
})
