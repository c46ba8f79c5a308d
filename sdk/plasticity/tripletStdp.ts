import { synapse } from '../model/index.js'

/**
 * STDP of triplets, all to all (Pfister & Gerstner 2006, J Neurosci 26:9673, eqs. 2 to 4): a pair counts the more, the
 * more the other side has fired of late, so that high rates potentiate whatever the order. Defaults: the minimal model for
 * visual cortex (table 3). Slow traces are read before their own spike raises them.
 *
 * @example
 * net.connect(a, b, { plasticity: tripletStdp({ wMax: 2 }), weight: 1 })
 */
export const tripletStdp = synapse({
  name: 'triplet-stdp',
  equations: `
    dr1/dt = -r1/tauPlus
    dr2/dt = -r2/tauX
    do1/dt = -o1/tauMinus
    do2/dt = -o2/tauY`,
  parameters: {
    ...{ tauPlus: '16.8 ms', tauX: '101 ms', tauMinus: '33.7 ms', tauY: '114 ms' },
    ...{ a2Plus: 0, a3Plus: 6.5e-3, a2Minus: 7.1e-3, a3Minus: 0, wMax: 1 },
  },
  onPre: 'w = clip(w - o1*(a2Minus + a3Minus*r2), 0, wMax); r1 += 1; r2 += 1',
  onPost: 'w = clip(w + r1*(a2Plus + a3Plus*o2), 0, wMax); o1 += 1; o2 += 1',
})

/**
 * The full triplet model for visual cortex, all-to-all (Pfister & Gerstner 2006, table 3).
 *
 * @example
 * net.connect(a, b, { plasticity: fullTripletStdp(), weight: 0.5 })
 */
export const fullTripletStdp = tripletStdp(
  { tauX: '101 ms', tauY: '125 ms', a2Plus: 5e-10, a3Plus: 6.2e-3, a2Minus: 7e-3, a3Minus: 2.3e-4 },
  { name: 'full-triplet-stdp' },
)
