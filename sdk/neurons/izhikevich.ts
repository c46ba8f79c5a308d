import { neuron, type Neuron } from '../model/index.js'
import { izhikevichParameters, type IzhikevichType } from './izhikevichTypes.js'

const cell = neuron({
  name: 'izhikevich',
  equations: `
    dv/dt = 0.04*v^2 + 5*v + 140 - u + I
    du/dt = a*(b*v - u)`,
  parameters: izhikevichParameters('izhikevich', 'RS'),
  threshold: 'v >= 30',
  reset: 'v = c; u += d',
  refractory: '3 ms',
  frozen: 'all',
  initial: { v: -65, u: 'b*v' },
  units: { u: 'mV/ms', I: 'mV/ms', c: 'mV', d: 'mV/ms', a: '1/ms', b: '1/ms' },
})

/**
 * Izhikevich's simple model of a spiking neuron (2003, IEEE Trans Neural Netw 14:1569): `v` the membrane potential
 * in mV, `u` its recovery; `I` in mV/ms. Forward Euler, both from the old values; after a spike (`v >= 30`)
 * `v` and `u` are held for 3 ms.
 *
 * @param type `RS` regular spiking (default), `IB` intrinsically bursting, `CH` chattering, `FS` fast spiking,
 *   `LTS` low-threshold spiking, `TC` thalamo-cortical, `RZ` resonator
 * @throws RangeError if there is no such type
 * @example
 * const cells = net.population('cells', 100, izhikevich('FS'))
 * izhikevich('RS')({ d: 6 }, { refractory: 0 }) // a variant
 */
export function izhikevich(type: IzhikevichType = 'RS'): Neuron<{ a: number; b: number; c: number; d: number }> {
  return cell(izhikevichParameters('izhikevich', type))
}
