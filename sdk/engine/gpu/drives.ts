import type { Description, InputDescription } from '../../network/index.js'
import { isConstant } from '../currents.js'
import { networkInputs, type Receiver } from '../drive.js'
import { lookup } from '../lookup.js'
import { toGrid, type Spread } from './grid.js'
import type { Kernels } from './kernels.js'

/** Variables that get something from inputs which are not constant, of each population. */
export function drivenBy(description: Description, inputs: readonly InputDescription[]): ReadonlySet<string>[] {
  const driven = description.populations.map(() => new Set<string>())
  for (const input of inputs) {
    if (input.kind === 'current' && isConstant(input)) continue
    driven[lookup(description, input.population)].add(input.kind === 'current' ? 'I' : input.variable)
  }
  return driven
}

/** The inputs of a network, made on the host for the steps of a call. */
export function networkDrives(description: Description) {
  const { populations } = description
  const rows = populations.map(() => new Map<string, Float32Array>())
  const inputs = networkInputs(description, (name, variable): Receiver => {
    const p = lookup(description, name)
    if (!rows[p].has(variable)) rows[p].set(variable, new Float32Array(populations[p].size))
    return { values: rows[p].get(variable)!, mark() {} }
  })
  return {
    inputs,
    /** What arrives at the targets of each driven population, `[step][target][neuron]`; undefined for the others. */
    of(step: number, steps: number, { targets, grids, driven }: Kernels): (Spread | undefined)[] {
      if (!driven.includes(true)) return []
      const drives = driven.map((is): Spread[] | undefined => (is ? [] : undefined))
      for (let k = 0; k < steps; k++) {
        for (const population of rows) for (const row of population.values()) row.fill(0)
        inputs.apply(step + k)
        drives.forEach((drive, p) => {
          if (!drive) return
          const { size, chunks } = grids[p]
          const values = targets[p].map(target => rows[p].get(target)?.slice() ?? new Float32Array(size))
          const spread = toGrid(values, grids[p])
          if (chunks === 1) drive.push(spread)
          else drive.push(...(spread as Spread[]))
        })
      }
      return drives
    },
  }
}
