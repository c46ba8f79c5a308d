import { neuron } from '../model/index.js'
import { uniform, whiteNoise } from '../network/index.js'
import { allToAll } from '../network/topology/index.js'
import { refuseUnknown } from '../options.js'
import type { Builder, ExcitatoryInhibitory, Sliceable } from './builder.js'
import { excitatorySize, split } from './split.js'

// The program draws one number r a cell, and all four parameters follow from it.
const cell = neuron({
  name: 'Izhikevich 2003',
  equations: `
    dv/dt = 0.04*v^2 + 5*v + 140 - u + I
    du/dt = a*(b*v - u)
    a = inhibitory > 0 ? 0.02 + 0.08*r : 0.02
    b = inhibitory > 0 ? 0.25 - 0.05*r : 0.2
    c = inhibitory > 0 ? -65 : -65 + 15*r^2
    d = inhibitory > 0 ? 2 : 8 - 6*r^2`,
  parameters: { r: 0, inhibitory: 0 },
  threshold: 'v >= 30',
  reset: 'v = c; u += d',
  initial: { v: -65, u: '(inhibitory > 0 ? 0.25 - 0.05*r : 0.2)*v' },
  method: 'euler-sequential',
  substeps: { v: 2 },
})

/** Options of {@link izhikevich2003}. */
export interface Izhikevich2003Options {
  /** Name of the population; default `'cells'`. */
  name?: string
  /**
   * Neurons, four of five excitatory; default 1000, as published. All are connected with all, and weights are scaled by
   * `1000 / size`: the mean input of a neuron stays, at the same rates.
   */
  size?: number
  /** Largest weight of an excitatory synapse at size 1000, mV/ms; weights are uniform from 0; default .5. */
  excitation?: number
  /** Strongest weight of an inhibitory synapse at size 1000, mV/ms; weights are uniform up to 0; default -1. */
  inhibition?: number
  /** Standard deviation of the thalamic input of excitatory cells, mV/ms; default 5. */
  excitatoryNoise?: number
  /** Standard deviation of the thalamic input of inhibitory cells, mV/ms; default 2. */
  inhibitoryNoise?: number
}

/**
 * The network of Izhikevich 2003 (IEEE Trans Neural Netw 14:1569, program of figure 3): 800 excitatory and 200
 * inhibitory cells of his simple model, no two alike, all connected with all, under noise. It fires at some 7.5 Hz, in a
 * rhythm of 7 to 8 Hz.
 *
 * Of each cell, `r` is uniform in 0..1: excitatory cells range from regular spiking to chattering (c = -65 + 15 r^2,
 * d = 8 - 6 r^2), inhibitory ones from low-threshold to fast spiking (a = .02 + .08 r, b = .25 - .05 r). A spike adds its
 * weight to the current of its targets in the next step (receptor `pulse`). `v` takes two half steps, then `u` one.
 *
 * Published with a step of 1 ms. A weight acts for one step: at half the step a spike has half the effect.
 *
 * @param net `network({ dt: '1 ms' })`
 * @param options name, size, excitation, inhibition, excitatoryNoise, inhibitoryNoise
 * @returns all cells, and the excitatory and the inhibitory among them
 * @throws RangeError for an unknown option or a size below 5
 * @example
 * const net = network({ dt: '1 ms' })
 * const { cells } = circuits.izhikevich2003(net)
 * const spikes = net.record(cells, 'spikes')
 * await net.run('1 s')
 */
export function izhikevich2003<Cells extends Sliceable<Cells>>(
  net: Builder<Cells>,
  options: Izhikevich2003Options = {},
): ExcitatoryInhibitory<Cells> {
  const known = ['name', 'size', 'excitation', 'inhibition', 'excitatoryNoise', 'inhibitoryNoise']
  refuseUnknown('izhikevich2003', options, known)
  const { name = 'cells', size = 1000, excitation = 0.5, inhibition = -1 } = options
  const { excitatoryNoise = 5, inhibitoryNoise = 2 } = options
  const first = excitatorySize(size, 'izhikevich2003')
  const parameters = { r: uniform(0, 1), inhibitory: (i: number) => (i < first ? 0 : 1) }
  const groups = split(net.population(name, size, cell, { parameters }), first)
  const { cells, excitatory, inhibitory } = groups
  const everyone = { topology: allToAll({ self: true }), receptor: 'pulse' }
  const scale = 1000 / size
  net.connect(excitatory, cells, { ...everyone, weight: uniform(0, scale * excitation) })
  net.connect(inhibitory, cells, { ...everyone, weight: uniform(scale * inhibition, 0) })
  net.stimulate(excitatory, whiteNoise({ sigma: excitatoryNoise }))
  net.stimulate(inhibitory, whiteNoise({ sigma: inhibitoryNoise }))
  return groups
}
