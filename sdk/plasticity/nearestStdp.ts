import { synapse } from '../model/index.js'

/**
 * STDP of nearest neighbours, additive: as {@link stdp}, but each spike is paired with the last one of the other side
 * alone, since a trace is set rather than raised (Izhikevich & Desai 2003, Neural Comput 15:1511; the symmetric scheme of
 * Morrison, Diesmann & Gerstner 2008, Biol Cybern 98:459).
 *
 * Time in ms; `aPlus`, `aMinus` and `wMax` in the unit of the weight.
 *
 * @example
 * net.connect(a, b, { plasticity: nearestStdp({ wMax: 2 }), weight: 1 })
 */
export const nearestStdp = synapse({
  name: 'nearest-stdp',
  equations: `
    dx/dt = -x/tauPlus
    dy/dt = -y/tauMinus`,
  parameters: { tauPlus: '20 ms', tauMinus: '20 ms', aPlus: 0.01, aMinus: 0.0105, wMax: 1 },
  onPre: 'x = aPlus; w = clip(w - y, 0, wMax)',
  onPost: 'y = aMinus; w = clip(w + x, 0, wMax)',
})
