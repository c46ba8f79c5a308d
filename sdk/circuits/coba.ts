import { neuron } from '../model/index.js'
import { normal } from '../network/index.js'
import type { Conductance } from '../units/index.js'
import type { Builder, CellOptions, ExcitatoryInhibitory, Sliceable } from './builder.js'
import { sparselyCoupled, type SparselyCoupledOptions } from './sparselyCoupled.js'

const cell = neuron({
  name: 'COBA',
  equations: `
    dv/dt = (gL*(El - v) + ge*(Ee - v) + gi*(Ei - v))/C
    dge/dt = -ge/taue
    dgi/dt = -gi/taui`,
  parameters: {
    C: '200 pF',
    gL: '10 nS',
    El: '-60 mV',
    Ee: '0 mV',
    Ei: '-80 mV',
    taue: '5 ms',
    taui: '10 ms',
    Vr: '-60 mV',
    Vt: '-50 mV',
  },
  threshold: 'v > Vt',
  reset: 'v = Vr',
  refractory: '5 ms',
  units: { ge: 'nS', gi: 'nS' },
})

/** Where COBA and COBAHH begin: `El + 5 N(0,1) - 5`, `(1.5 N(0,1) + 4) 10 nS`, `(12 N(0,1) + 20) 10 nS`. */
export const awake: CellOptions['initial'] = {
  v: normal('-65 mV', '5 mV'),
  ge: normal('40 nS', '15 nS'),
  gi: normal('200 nS', '120 nS'),
}

/** Published weights of COBA and COBAHH. */
export const conductances = { excitation: '6 nS', inhibition: '67 nS' } as const

/** Options of {@link coba}. */
export type CobaOptions = SparselyCoupledOptions<Conductance>

/**
 * COBA: 4,000 leaky cells with exponential synaptic conductances that keep each other firing at some 19 Hz, in bursts
 * (Vogels & Abbott 2005, J Neurosci 25:10786; benchmark 1 of Brette et al. 2007, J Comput Neurosci 23:349).
 *
 * From conductances of 0 it would stay silent: it begins as the benchmark's COBAHH does, `v` normal (-65, 5 mV), `ge`
 * normal (40, 15 nS), `gi` normal (200, 120 nS). Weights are 6 and 67 nS, and each ordered pair is connected with
 * probability .02. Published with a step of .1 ms, which is the delay: a spike acts in the next step.
 *
 * @param net `network({ dt: '0.1 ms' })`
 * @param options name, size, p, excitation (`'6 nS'`), inhibition (`'67 nS'`)
 * @returns all cells, and the excitatory and the inhibitory among them
 * @throws RangeError for an unknown option, a size below 5, a probability outside 0..1
 * @example
 * const net = network({ dt: '0.1 ms' })
 * const { cells } = circuits.coba(net, { inhibition: '51 nS' })
 * const spikes = net.record(cells, 'spikes')
 * await net.run('1 s')
 */
export function coba<Cells extends Sliceable<Cells>>(
  net: Builder<Cells>,
  options: CobaOptions = {},
): ExcitatoryInhibitory<Cells> {
  return sparselyCoupled('coba', net, cell, awake, options, conductances)
}
