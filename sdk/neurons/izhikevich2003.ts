import { neuron, type Neuron } from '../model/index.js'
import { izhikevichParameters, type IzhikevichType } from './izhikevichTypes.js'

const cell = neuron({
  name: 'izhikevich2003',
  equations: `
    dv/dt = 0.04*v^2 + 5*v + 140 - u + I
    du/dt = a*(b*v - u)`,
  parameters: izhikevichParameters('izhikevich2003', 'RS'),
  threshold: 'v >= 30',
  reset: 'v = c; u += d',
  method: 'euler-sequential',
  substeps: { v: 2 },
  initial: { v: -65, u: 'b*v' },
  units: { u: 'mV/ms', I: 'mV/ms', c: 'mV', d: 'mV/ms', a: '1/ms', b: '1/ms' },
})

/**
 * Izhikevich's simple model as the program of his 2003 paper steps it (IEEE Trans Neural Netw 14:1569, figure 3): `v`
 * (mV) in two half steps for stability, then `u` (mV/ms) in one from the new `v`; a spike where `v >= 30`
 * is reset at once, without a refractory period. `I` in mV/ms, the same in both half steps; published with dt 1 ms.
 *
 * {@link izhikevich} has the same parameters and is the cell of the SDK's own networks; `circuits.izhikevich2003` is the
 * whole program, whose cells all differ.
 *
 * @param type `RS` regular spiking (default), `IB` intrinsically bursting, `CH` chattering, `FS` fast spiking,
 *   `LTS` low-threshold spiking, `TC` thalamo-cortical, `RZ` resonator
 * @throws RangeError if there is no such type
 * @example
 * const net = network({ dt: '1 ms' })
 * const cells = net.population('cells', 100, izhikevich2003('CH'))
 * net.stimulate(cells, 10)
 */
export function izhikevich2003(type: IzhikevichType = 'RS'): Neuron<{ a: number; b: number; c: number; d: number }> {
  return cell(izhikevichParameters('izhikevich2003', type))
}
