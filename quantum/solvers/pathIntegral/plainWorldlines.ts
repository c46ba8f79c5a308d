import type { Ising, Spins } from '../../ising/index.js'
import { isingArrays, localFields } from '../isingArrays.js'
import type { Stream } from '../stream.js'
import { clusterSweep, emptySlices, globalSweep, localSweep } from './kernels.js'
import type { Move, Worldlines } from './worldlines.js'

/** Worldlines of an Ising problem by the loops of `kernels.ts`. */
export const plainWorldlines =
  (problem: Ising, moves: readonly Move[]) =>
  (start: readonly Spins[], random: Stream): Worldlines => {
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
      sweep(strengths) {
        for (const { b, coupling } of strengths)
          for (const move of moves) {
            if (move === 'local') localSweep(arrays, slices, b, coupling, random)
            else if (move === 'cluster') clusterSweep(arrays, slices, b, coupling, random)
            else globalSweep(arrays, slices, b, random)
          }
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
