import { neuron } from '../model/index.js'
import { uniform } from '../network/index.js'
import type { Voltage } from '../units/index.js'
import type { Builder, ExcitatoryInhibitory, Sliceable } from './builder.js'
import { sparselyCoupled, type SparselyCoupledOptions } from './sparselyCoupled.js'

const cell = neuron({
  name: 'CUBA',
  equations: `
    dv/dt = (ge + gi - (v - El))/taum
    dge/dt = -ge/taue
    dgi/dt = -gi/taui`,
  parameters: { taum: '20 ms', taue: '5 ms', taui: '10 ms', El: '-49 mV', Vr: '-60 mV', Vt: '-50 mV' },
  threshold: 'v > Vt',
  reset: 'v = Vr',
  refractory: '5 ms',
  units: { ge: 'mV', gi: 'mV' },
})

/** Options of {@link cuba}. */
export type CubaOptions = SparselyCoupledOptions<Voltage>

/**
 * CUBA: 4,000 leaky cells with exponential synaptic currents that keep each other firing at some 5.6 Hz, irregularly
 * (Vogels & Abbott 2005, J Neurosci 25:10786; benchmark 2 of Brette et al. 2007, J Comput Neurosci 23:349).
 *
 * `v` begins uniform between reset and threshold, the currents at 0. Weights are 1.62 and -9 mV, and each ordered pair
 * is connected with probability .02. Published with a step of .1 ms, which is the delay: a spike acts in the next step.
 *
 * @param net `network({ dt: '0.1 ms' })`
 * @param options name, size, p, excitation (`'1.62 mV'`), inhibition (`'-9 mV'`)
 * @returns all cells, and the excitatory and the inhibitory among them
 * @throws RangeError for an unknown option, a size below 5, a probability outside 0..1
 * @example
 * const net = network({ dt: '0.1 ms' })
 * const { cells, excitatory } = circuits.cuba(net)
 * const spikes = net.record(cells, 'spikes')
 * await net.run('1 s')
 */
export function cuba<Cells extends Sliceable<Cells>>(
  net: Builder<Cells>,
  options: CubaOptions = {},
): ExcitatoryInhibitory<Cells> {
  const published = { excitation: '1.62 mV', inhibition: '-9 mV' } as const
  return sparselyCoupled('cuba', net, cell, { v: uniform('-60 mV', '-50 mV') }, options, published)
}
