import { synapse } from '../model/index.js'

/**
 * STDP that waits for dopamine (Izhikevich 2007, Cereb Cortex 17:2443): pairs of nearest neighbours change the
 * eligibility trace `c` of a synapse, and while it lasts the weight follows `w' = (tonic + dopamine) c`, taken every
 * `interval`. A reward raises the modulator `dopamine`, which all rules of a network share.
 *
 * The numbers are those of the program behind the paper's figure 1 (ModelDB 84167), per 10 ms: there depression pairs
 * with the trace after a further step of decay, so that `aMinus` is 1.5 times .1 over .95 at steps of 1 ms.
 *
 * @example
 * net.connect(exc, all, { plasticity: dopamineStdp({ wMax: 4 }), weight: 1, receptor: 'pulse' })
 * await net.reward(0.5)
 */
export const dopamineStdp = synapse({
  name: 'dopamine-stdp',
  equations: `
    dx/dt = -x/tau
    dy/dt = -y/tau
    dc/dt = -c/tauC`,
  parameters: {
    ...{ tau: '19.4957 ms', tauC: '995 ms', aPlus: 0.1, aMinus: 0.15 / 0.95 },
    ...{ tonic: 0.002, interval: '10 ms', wMax: 4 },
  },
  modulators: { dopamine: { tau: '199.5 ms' } },
  onPre: 'x = aPlus; c -= y',
  onPost: 'y = aMinus; c += x',
  every: { interval: 'w = clip(w + (tonic + dopamine)*c, 0, wMax)' },
})
