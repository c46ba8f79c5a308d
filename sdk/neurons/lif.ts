import { neuron } from '../model/index.js'

/**
 * Leaky integrate-and-fire (Lapicque 1907, J Physiol Pathol Gen 9:620; Gerstner et al. 2014, Neuronal Dynamics, section
 * 1.3): the membrane is a leaking capacitor that is emptied when it reaches the threshold.
 *
 * Solved exactly: for a constant current `I` (pA) it fires at `1/(tRef + tau ln[(R I + E - Vr)/(R I + E - Vth)])`,
 * rounded up to whole steps. Time in ms, voltage in mV, current in pA, resistance in GOhm (mV/pA). After a spike `v` is
 * held for 2 ms.
 *
 * @example
 * const cells = net.population('cells', 100, lif({ tau: '20 ms' }, { refractory: '5 ms' }))
 * net.stimulate(cells, current('200 pA'))
 */
export const lif = neuron({
  name: 'lif',
  equations: 'dv/dt = (E - v + R*I)/tau',
  parameters: { tau: '10 ms', E: '-65 mV', R: '0.1 GOhm', Vr: '-65 mV', Vth: '-50 mV' },
  threshold: 'v >= Vth',
  reset: 'v = Vr',
  refractory: '2 ms',
  initial: { v: 'E' },
  units: { I: 'pA' },
})
