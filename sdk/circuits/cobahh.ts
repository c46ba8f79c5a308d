import { hodgkinHuxley } from '../neurons/index.js'
import type { Conductance } from '../units/index.js'
import type { Builder, ExcitatoryInhibitory, Sliceable } from './builder.js'
import { awake, conductances } from './coba.js'
import { sparselyCoupled, type SparselyCoupledOptions } from './sparselyCoupled.js'

/** Options of {@link cobahh}. */
export type CobahhOptions = SparselyCoupledOptions<Conductance>

/**
 * COBAHH: COBA with Hodgkin-Huxley cells of Traub & Miles, 4,000 of them at some 37 Hz, in bursts (benchmark 3 of
 * Brette et al. 2007, J Comput Neurosci 23:349).
 *
 * The cell is `hodgkinHuxley`. It begins with `v` normal (-65, 5 mV), `ge` normal (40, 15 nS), `gi` normal
 * (200, 120 nS), gates at 0. Weights are 6 and 67 nS, and each ordered pair is connected with probability .02. Published
 * with a step of .1 ms, which is the delay; channels want no longer step.
 *
 * @param net `network({ dt: '0.1 ms' })`
 * @param options name, size, p, excitation (`'6 nS'`), inhibition (`'67 nS'`)
 * @returns all cells, and the excitatory and the inhibitory among them
 * @throws RangeError for an unknown option, a size below 5, a probability outside 0..1
 * @example
 * const net = network({ dt: '0.1 ms' })
 * const { cells } = circuits.cobahh(net, { size: 1000 })
 * const v = net.record(cells.slice(0, 3), 'v')
 * await net.run('200 ms')
 */
export function cobahh<Cells extends Sliceable<Cells>>(
  net: Builder<Cells>,
  options: CobahhOptions = {},
): ExcitatoryInhibitory<Cells> {
  return sparselyCoupled('cobahh', net, hodgkinHuxley, awake, options, conductances)
}
