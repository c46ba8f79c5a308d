import { neuron } from '../model/index.js'

/**
 * Quadratic integrate-and-fire (Latham et al. 2000, J Neurophysiol 83:808, eq. 1): what every cell is near the onset of
 * firing by a saddle-node, hence any low rate. `Vrest` is where it rests without input, `Vcrit` where it would fire by
 * itself.
 *
 * With `s = sqrt(R I/d - 1/4)`, `d = Vcrit - Vrest` and `m = (Vrest + Vcrit)/2` it fires every
 * `(tau/s)(atan((Vpeak - m)/(d s)) - atan((Vr - m)/(d s)))` ms for a constant `I > d/(4 R)`. Time in ms, voltage in mV,
 * current in pA, resistance in GOhm.
 *
 * @example
 * const cells = net.population('cells', 100, qif({ tau: '20 ms' }))
 */
export const qif = neuron({
  name: 'qif',
  equations: 'dv/dt = ((v - Vrest)*(v - Vcrit)/(Vcrit - Vrest) + R*I)/tau',
  parameters: { tau: '10 ms', Vrest: '-65 mV', Vcrit: '-50 mV', R: '0.1 GOhm', Vr: '-75 mV', Vpeak: '30 mV' },
  threshold: 'v >= Vpeak',
  reset: 'v = Vr',
  initial: { v: 'Vrest' },
  method: 'rk4',
  units: { I: 'pA' },
})
