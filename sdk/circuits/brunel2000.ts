import { check } from '../check.js'
import { neuron } from '../model/index.js'
import { poisson } from '../network/index.js'
import { fixedInDegree } from '../network/topology/index.js'
import { refuseUnknown } from '../options.js'
import { voltage, type Time, type Voltage } from '../units/index.js'
import type { Builder, ExcitatoryInhibitory, Sliceable } from './builder.js'
import { excitatorySize, split } from './split.js'

const cell = neuron({
  name: 'Brunel 2000',
  equations: 'dv/dt = -v/tau',
  parameters: { tau: '20 ms', Vr: '10 mV', theta: '20 mV' },
  threshold: 'v >= theta',
  reset: 'v = Vr',
  refractory: '2 ms',
})

/** Options of {@link brunel2000}. */
export interface Brunel2000Options {
  /** Name of the population; default `'cells'`. */
  name?: string
  /** How much stronger an inhibitory synapse is than an excitatory one; default 5. */
  g?: number
  /** Rate of the external input, in units of the rate that just reaches the threshold; default 2. */
  eta?: number
  /**
   * Neurons, four of five excitatory; default 12,500, as published. The inputs of a neuron stay as they are, so that mean
   * and variance of its input, and its rate, stay too; in a small network neurons share more of their inputs, and
   * correlate.
   */
  size?: number
  /** Excitatory inputs of each neuron; it has a quarter as many inhibitory ones; default 1000, as published. */
  inputs?: number
  /** What an excitatory spike adds to v; default .1 mV. */
  weight?: Voltage
  /** Default 1.5 ms. */
  delay?: Time
  /** Whether one source may be drawn more than once for a neuron, as NEST does by default; default false. */
  repeats?: boolean
}

/**
 * The sparse network of Brunel 2000 (J Comput Neurosci 8:183, model A): 10,000 excitatory and 2,500 inhibitory leaky
 * cells, at rest at 0, whose state follows from the balance `g` and the external drive `eta` (figure 8):
 *
 * | g, eta | state |
 * |---|---|
 * | 3, 2 | synchronous, regular |
 * | 5, 2 | asynchronous, irregular: the default, 37.4 to 37.9 Hz by seed; the theory of the paper says 37.95 |
 * | 6, 4 | a fast rhythm of the population, 180 Hz, while neurons fire irregularly at some 60 Hz |
 * | 4.5, .9 | a slow rhythm of the population, 22 Hz, while neurons fire at some 5 Hz |
 *
 * Each neuron has exactly 1,000 excitatory and 250 inhibitory inputs from other neurons, distinct, and Poisson spikes of
 * its own at `eta theta / (J tau)`, each of J = .1 mV; inhibitory spikes have -g J, delays are 1.5 ms. Membrane 20 ms,
 * threshold 20 mV, reset 10 mV, refractory 2 ms, in which input is lost. `v` begins at 0: drop the first half second
 * before measuring. The published step is not given; the rates above are those at .1 ms.
 *
 * @param net `network({ dt: '0.1 ms' })`
 * @param options g, eta, name, size, inputs, weight, delay, repeats
 * @returns all cells, and the excitatory and the inhibitory among them
 * @throws RangeError for an unknown option, a negative g or eta, or fewer cells than inputs
 * @example
 * const net = network({ dt: '0.1 ms' })
 * const { cells } = circuits.brunel2000(net, { g: 6, eta: 4 })
 * const spikes = net.record(cells.slice(0, 50), 'spikes')
 * await net.run('200 ms')
 */
export function brunel2000<Cells extends Sliceable<Cells>>(
  net: Builder<Cells>,
  options: Brunel2000Options = {},
): ExcitatoryInhibitory<Cells> {
  const where = 'brunel2000'
  refuseUnknown(where, options, ['name', 'g', 'eta', 'size', 'inputs', 'weight', 'delay', 'repeats'])
  const { name = 'cells', g = 5, eta = 2, size = 12_500, inputs = 1000, delay = '1.5 ms', repeats = false } = options
  const J = voltage(options.weight ?? '0.1 mV', `${where}: weight`)
  check(g >= 0, `${where}: g must not be negative, got ${g}; an inhibitory synapse has the weight -g J`)
  check(eta >= 0, `${where}: eta must not be negative, got ${eta}`)
  check(J > 0, `${where}: weight must be positive, got ${J} mV; g makes inhibition`)
  const first = excitatorySize(size, where)
  const [C_E, C_I] = [inputs, Math.round(inputs / 4)]
  check(
    Number.isInteger(inputs) && inputs >= 0 && inputs < first && C_I < size - first,
    `${where}: ${inputs} excitatory inputs and a quarter as many inhibitory ones need as many other cells; of ${size} cells ${first} are excitatory; raise size or lower inputs`,
  )

  const groups = split(net.population(name, size, cell), first)
  const { cells, excitatory, inhibitory } = groups
  // One by one, so that no neuron is among its own inputs.
  for (const post of [excitatory, inhibitory]) {
    net.connect(excitatory, post, { topology: fixedInDegree({ k: C_E, repeats }), weight: J, delay })
    net.connect(inhibitory, post, { topology: fixedInDegree({ k: C_I, repeats }), weight: -g * J, delay })
  }
  const { theta, tau } = cell.model.parameters as Readonly<Record<'theta' | 'tau', number>>
  net.stimulate(cells, poisson({ rate: (1000 * eta * theta) / (J * tau), weight: J }))
  return groups
}
