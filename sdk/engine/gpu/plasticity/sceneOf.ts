import { isDraw } from '../../../model/index.js'
import type { Description } from '../../../network/index.js'
import { philox } from '../../../random/index.js'
import type { Values } from '../../initial.js'
import type { Grid } from '../grid.js'
import type { Rows } from '../rows.js'
import { formulasOf, namesOf } from './formulas.js'
import { learningRows } from './learningRows.js'
import type { End, Scene, Side } from './scene.js'
import { slotsOf, type Slots } from './slots.js'

/** A population at one end of a projection. */
export interface Neurons {
  readonly grid: Grid
  readonly rows: Rows
  /** As they are now. */
  readonly parameters: Values
}

/** How the synapses of a projection that learns lie, and what the texts of its kernels are made from. */
export function sceneOf(
  { dt, seed, modulators = [], projections }: Description,
  index: number,
  neurons: Readonly<Record<Side, Neurons>>,
  widest: number,
): { scene: Scene; slots: Slots } {
  const projection = projections[index]
  const rules = projection.rules!.map(({ model }) => model)
  const mentioned = (side: Side): Values =>
    Object.fromEntries(
      Object.entries(neurons[side].parameters).filter(([name]) => rules.some(({ ends }) => ends[side].includes(name))),
    )
  const grids = { pre: neurons.pre.grid, post: neurons.post.grid }
  const parameters = { pre: mentioned('pre'), post: mentioned('post') }
  const draws = rules.flatMap((model, r) =>
    [...new Set(formulasOf(model).flatMap(namesOf).filter(isDraw))].map((name): [string, () => number] => {
      const { uniform } = philox(seed, 'rule on the device', index, r, Number(name.slice('rand '.length)))
      return [`${r} ${name}`, uniform]
    }),
  )
  const slots = slotsOf(projection, grids, parameters, new Map(draws), widest)
  const endOf = (side: Side): End => ({
    grid: grids[side],
    variables: neurons[side].rows.variables,
    history: neurons[side].rows.history.row,
    parameters: parameters[side],
  })
  return {
    slots,
    scene: {
      rules,
      rows: learningRows(rules),
      grid: slots.grid,
      columns: slots.columns,
      ends: { pre: endOf('pre'), post: endOf('post') },
      modulators: modulators.map(({ name }) => name),
      ...(projection.bounds && { bounds: projection.bounds }),
      dendritic: projection.dendriticDelay ?? 0,
      dt,
    },
  }
}
