import { poisson, uniform, type Spread } from '../network/index.js'
import { smallWorld as wattsStrogatz } from '../network/topology/index.js'
import { izhikevich } from '../neurons/index.js'
import { refuseUnknown } from '../options.js'
import type { Neuron } from '../model/index.js'
import type { Frequency, Time, Voltage } from '../units/index.js'
import type { Builder, Sliceable } from './builder.js'

/** Options of {@link smallWorld}. */
export interface SmallWorldCircuitOptions {
  /** Name of the population; default `'cells'`. */
  name?: string
  /** Neurons; default 100,000. A smaller ring keeps k, p and so its clustering; its paths are shorter. */
  size?: number
  /** Neighbours on the ring, even; default 6. */
  k?: number
  /** Share of the edges that are rewired; default .02. */
  p?: number
  /** Default `izhikevich('RS')`. */
  neuron?: Neuron
  /** What a spike adds to v; default 14 mV. */
  weight?: Voltage
  /** Default uniform in 1 .. 5 ms. */
  delay?: Spread<Time, object>
  /** Rate of each neuron's own Poisson spikes, 20 mV each; default .5 Hz; 0 leaves the circuit to you. */
  drive?: Frequency
}

/**
 * A small world of Izhikevich's cells: a ring of neighbours with a few shortcuts (Watts & Strogatz 1998, Nature
 * 393:440; cells: Izhikevich 2003, IEEE Trans Neural Netw 14:1569), 100,000 neurons with 6 neighbours and .02 of the
 * edges rewired, so 300,000 edges, 600,000 synapses. Waves start where Poisson spikes fall together, run along the ring
 * and jump.
 *
 * The graph is Watts and Strogatz's; weight, delays and drive are ours and were not published. Any step will do; the
 * default of a network is .5 ms.
 *
 * @param net `network()`
 * @param options name, size, k, p, neuron, weight, delay, drive
 * @returns `cells`, in the order of the ring
 * @throws RangeError for an unknown option, an odd k, a k not below the size, a p outside 0..1
 * @example
 * const net = network()
 * const { cells } = circuits.smallWorld(net, { size: 1000 })
 * const spikes = net.record(cells, 'spikes')
 * await net.run('1 s')
 */
export function smallWorld<Cells extends Sliceable<Cells>>(
  net: Builder<Cells>,
  options: SmallWorldCircuitOptions = {},
): { readonly cells: Cells } {
  refuseUnknown('smallWorld', options, ['name', 'size', 'k', 'p', 'neuron', 'weight', 'delay', 'drive'])
  const { name = 'cells', size = 100_000, k = 6, p = 0.02, neuron = izhikevich('RS') } = options
  const { weight = '14 mV', delay = uniform('1 ms', '5 ms'), drive = '0.5 Hz' } = options
  const cells = net.population(name, size, neuron)
  net.connect(cells, cells, { topology: wattsStrogatz({ k, p }), weight, delay })
  net.stimulate(cells, poisson({ rate: drive, weight: '20 mV' }))
  return { cells }
}
