import type { Description, InputDescription } from '../../network/index.js'
import { isConstant } from '../currents.js'
import { networkInputs, type Receiver } from '../drive.js'
import type { Values } from '../initial.js'
import { lookup } from '../lookup.js'
import { spikeLists } from '../sources.js'
import { toGrid, type Grid, type Spread } from './grid.js'
import type { Kernels, StepInputs } from './kernels.js'

/** Variables that get something from inputs which are not constant, of each population. */
export function drivenBy(description: Description, inputs: readonly InputDescription[]): ReadonlySet<string>[] {
  const driven = description.populations.map(() => new Set<string>())
  for (const input of inputs) {
    if (input.kind === 'current' && isConstant(input)) continue
    driven[lookup(description, input.population)].add(input.kind === 'current' ? 'I' : input.variable)
  }
  return driven
}

/** What a call is given, and who fires in each source at each of its steps. */
export interface CallInputs {
  readonly given: StepInputs
  readonly fired: readonly (readonly ArrayLike<number>[])[]
}

/**
 * What is made on the host for the steps of a call: inputs, the spikes of sources, the time and where the noise goes on.
 *
 * @param parameters of each population, live
 * @param shared the row of a step in what all kernels share
 */
export function callInputs(
  description: Description,
  parameters: readonly Values[],
  shared: (step: number) => Float32Array,
) {
  const { populations } = description
  const sources = populations.map((population, p) => spikeLists(population, description, parameters[p]))
  const rows = populations.map(() => new Map<string, Float32Array>())
  const inputs = networkInputs(description, (name, variable): Receiver => {
    const p = lookup(description, name)
    if (!rows[p].has(variable)) rows[p].set(variable, new Float32Array(populations[p].size))
    return { from: 0, to: populations[p].size, values: rows[p].get(variable)!, mark() {} }
  })

  /** `[step][target][neuron]` of each driven population. */
  function drivesOf(step: number, steps: number, { targets, grids, driven }: Kernels): (Spread[] | undefined)[] {
    if (!driven.includes(true)) return []
    const drives = driven.map((is): Spread[] | undefined => (is ? [] : undefined))
    for (let k = 0; k < steps; k++) {
      for (const population of rows) for (const row of population.values()) row.fill(0)
      inputs.apply(step + k)
      drives.forEach((drive, p) => {
        const values = () =>
          targets[p].map(target => rows[p].get(target)?.slice() ?? new Float32Array(populations[p].size))
        drive?.push(...chunksOf(values(), grids[p]))
      })
    }
    return drives
  }

  function marksOf(fired: ArrayLike<number>, grid: Grid): readonly Spread[] {
    const row = new Float32Array(grid.size)
    for (let j = 0; j < fired.length; j++) row[fired[j]] = 1
    return chunksOf([row], grid)
  }

  return {
    inputs,
    of(step: number, steps: number, kernels: Kernels): CallInputs {
      const all = Array.from({ length: steps }, (_, k) => step + k)
      const fired = sources.map(source => (source ? all.map(source) : []))
      return {
        fired,
        given: {
          drives: drivesOf(step, steps, kernels),
          fired: fired.map((of, p) => kernels.listened[p] && of.flatMap(list => marksOf(list, kernels.grids[p]))),
          shared: kernels.shared && all.map(shared),
        },
      }
    },
  }
}

/** The rows of one step, chunk by chunk. */
const chunksOf = (rows: readonly Float32Array[], grid: Grid): readonly Spread[] =>
  grid.chunks === 1 ? [rows] : (toGrid(rows, grid) as readonly Spread[])
