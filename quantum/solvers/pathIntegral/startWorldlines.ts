import type { Ising, Problem, Spins } from '../../ising/index.js'
import { isingArrays, localFields } from '../isingArrays.js'
import { randomSpins, type Stream } from '../stream.js'
import { clusterSweep, emptySlices, globalSweep, localSweep } from './kernels.js'
import { walkerWorldlines } from './walkerWorldlines.js'
import type { Worldlines } from './worldlines.js'

/** Worldlines that start from one random configuration a slice, or from the same one in all. */
export function startWorldlines(problem: Problem, count: number, random: Stream, start?: Spins): Worldlines {
  const slices = Array.from({ length: count }, () => start ?? randomSpins(random, problem.n))
  return problem.kind === 'ising'
    ? isingWorldlines(problem as Ising, slices, random)
    : walkerWorldlines(problem, slices, random)
}

function isingWorldlines(problem: Ising, start: readonly Spins[], random: Stream): Worldlines {
  const { n } = problem
  const count = start.length
  const arrays = isingArrays(problem)
  const slices = emptySlices(n, count)
  const { spins, fields, energies } = slices
  start.forEach((state, k) => {
    for (let i = 0; i < n; i++) spins[i * count + k] = state[i]
  })
  const slice = (k: number) => Int8Array.from({ length: n }, (_, i) => spins[i * count + k])
  const refresh = () => {
    fields.set(localFields(arrays, spins, count))
    for (let k = 0; k < count; k++) energies[k] = problem.energy(slice(k))
  }
  refresh()
  return {
    sweep(move, b, coupling) {
      if (move === 'local') localSweep(arrays, slices, b, coupling, random)
      else if (move === 'cluster') clusterSweep(arrays, slices, b, coupling, random)
      else globalSweep(arrays, slices, b, random)
    },
    refresh,
    energies,
    slice,
    equalBonds() {
      let equal = 0
      for (let base = 0; base < spins.length; base += count)
        for (let k = 0; k < count; k++) if (spins[base + k] === spins[base + ((k + 1) % count)]) equal++
      return equal
    },
  }
}
