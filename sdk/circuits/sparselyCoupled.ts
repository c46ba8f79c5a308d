import type { Neuron } from '../model/index.js'
import { pairwise } from '../network/topology/index.js'
import { refuseUnknown } from '../options.js'
import type { AnyQuantity } from '../units/index.js'
import type { Builder, CellOptions, ExcitatoryInhibitory, Sliceable } from './builder.js'
import { excitatorySize, split } from './split.js'

/** What the three benchmarks of Brette et al. 2007 have in common. `Weight` has the unit of their synapses. */
export interface SparselyCoupledOptions<Weight extends AnyQuantity> {
  /** Name of the population; default `'cells'`. */
  name?: string
  /** Neurons, four of five excitatory; default 4000, as published. */
  size?: number
  /**
   * Probability that an ordered pair is connected; default `80 / size` (at most 1), which is the published .02 at 4000:
   * so a smaller or larger network keeps its mean of 64 excitatory and 16 inhibitory inputs a neuron, and its rate.
   */
  p?: number
  /** What an excitatory spike adds to `ge`. */
  excitation?: Weight
  /** What an inhibitory spike adds to `gi`. */
  inhibition?: Weight
}

/** Four of five cells excitatory, every ordered pair connected with one probability, no delay beyond the step. */
export function sparselyCoupled<Cells extends Sliceable<Cells>, Weight extends AnyQuantity>(
  where: string,
  net: Builder<Cells>,
  cell: Neuron,
  initial: CellOptions['initial'],
  options: SparselyCoupledOptions<Weight>,
  published: { readonly excitation: Weight; readonly inhibition: Weight },
): ExcitatoryInhibitory<Cells> {
  refuseUnknown(where, options, ['name', 'size', 'p', 'excitation', 'inhibition'])
  const { name = 'cells', size = 4000 } = options
  const { excitation = published.excitation, inhibition = published.inhibition } = options
  const first = excitatorySize(size, where)
  const topology = pairwise({ p: options.p ?? Math.min(1, 80 / size) })
  const groups = split(net.population(name, size, cell, { initial }), first)
  net.connect(groups.excitatory, groups.cells, { topology, weight: excitation, receptor: 'ge' })
  net.connect(groups.inhibitory, groups.cells, { topology, weight: inhibition, receptor: 'gi' })
  return groups
}
