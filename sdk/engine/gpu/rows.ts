import { variablesOf, type Expression, type NeuronModel } from '../../model/index.js'
import { longestDelay, type ProjectionDescription } from '../../network/index.js'

/** Steps whose spikes fit into one number: single precision counts exactly up to 2^24. */
export const historyBits = 24

/** How a population knows that a neuron is refractory. */
export type Refractory =
  | { readonly kind: 'none' }
  /** It fired within so many steps, which the history of its spikes tells. */
  | { readonly kind: 'history'; readonly steps: number }
  /** A row counts the steps that are left, since they are more than the first row of the history holds. */
  | { readonly kind: 'count'; readonly steps: number; readonly row: number }
  /** A row says whether it still is. */
  | { readonly kind: 'condition'; readonly prolongs: Expression; readonly row: number }

/**
 * The state of a population on the device: one array of rows, one number a neuron in each.
 *
 * The variables come first. Then the history of its spikes: in the first of these rows bit `d` says whether the neuron
 * fired `d + 1` steps ago, the next row goes on where it ends; a neuron whose state is no longer finite has -1 there.
 * Then a like row for each other event, and one for the refractory period if it needs one.
 */
export interface Rows {
  readonly variables: readonly string[]
  /** The first row of the history of spikes, and how many rows it has. */
  readonly history: { readonly row: number; readonly count: number }
  /** The row of each event of the model, in their order. */
  readonly events: readonly number[]
  readonly refractory: Refractory
  readonly count: number
}

/** For how many steps projections have to know of the spikes of a population, by its name. */
export const rememberedSteps = (projections: readonly ProjectionDescription[], population: string): number =>
  projections
    .flatMap(projection => [
      projection.pre === population && !projection.continuous ? longestDelay(projection) : 0,
      projection.post === population && projection.rules?.length ? 1 + (projection.dendriticDelay ?? 0) : 0,
    ])
    .reduce((a, b) => Math.max(a, b), 0)

/**
 * @param dt ms
 * @param longest the most steps for which projections have to know of spikes
 */
export function rowsOf(model: NeuronModel, dt: number, longest: number): Rows {
  const variables = variablesOf(model)
  const history = { row: variables.length, count: Math.max(1, Math.ceil(longest / historyBits)) }
  let count = history.row + history.count
  const events = model.events.map(({ name }) => (name === 'spike' ? history.row : count++))
  const refractory = refractoryOf(model, dt, count)
  if ('row' in refractory) count++
  return { variables, history, events, refractory, count }
}

function refractoryOf({ refractory, events }: NeuronModel, dt: number, row: number): Refractory {
  if (typeof refractory !== 'number') return { kind: 'condition', prolongs: refractory, row }
  const steps = Math.round(refractory / dt)
  if (steps === 0 || !events.some(({ name }) => name === 'spike')) return { kind: 'none' }
  return steps <= historyBits ? { kind: 'history', steps } : { kind: 'count', steps, row }
}

/** What stands in each row, in words. */
export function rowNames(model: NeuronModel, { variables, history, events, refractory, count }: Rows): string[] {
  return Array.from({ length: count }, (_, row) => {
    const event = events.indexOf(row)
    if (row < variables.length) return variables[row]
    if (row < history.row + history.count)
      return `spikes of ${row === history.row ? 'the last' : 'earlier'} ${historyBits} steps`
    return 'row' in refractory && refractory.row === row
      ? 'refractory'
      : `${model.events[event].name} of the last ${historyBits} steps`
  })
}
