import type { Expression, NeuronModel } from '../../model/index.js'
import type { SourceDescription } from '../description.js'

/** Neurons that fire without equations: `net.population(name, size, source)`. */
export interface Source {
  readonly kind: SourceDescription['kind']
  /** The model of a population of it, checked. @param where names the population in errors */
  bind(where: string, size: number, context: { readonly dt: number; readonly stream: number }): BoundSource
}

export interface BoundSource {
  /** Without equations; its parameters can be written between runs. */
  readonly model: NeuronModel
  /** The description, from the model's parameters as they stand. */
  readonly describe: (parameters: NeuronModel['parameters']) => SourceDescription
}

/** Whether neurons of this model fire without equations: nothing can reach them. */
export const isSource = ({ equations }: NeuronModel): boolean => equations.length === 0

const number = (value: number): Expression => ({ kind: 'number', value, at: 0 })

/** A model without equations, whose spikes come from elsewhere. */
export function sourceModel(
  name: string,
  parameters: NeuronModel['parameters'],
  units: NeuronModel['units'],
): NeuronModel {
  return {
    name,
    equations: [],
    events: [
      {
        name: 'spike',
        condition: { kind: 'binary', op: '>', left: number(0), right: number(1), at: 0 },
        reset: [],
      },
    ],
    parameters,
    initial: {},
    refractory: 0,
    frozen: [],
    receptors: {},
    noises: [],
    takesCurrent: false,
    method: 'euler',
    automatic: true,
    substeps: {},
    units,
    text: { equations: '', threshold: '', reset: '' },
  }
}
