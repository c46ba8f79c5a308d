import type { Problem, Spins } from '../../ising/index.js'
import { fillUniform, never, type Stream } from '../stream.js'
import type { Move, Worldlines } from './worldlines.js'

/** Worldlines of any problem, from one walker a slice: the moves of `kernels.ts`, by differences of the energy. */
export const walkerWorldlines =
  (problem: Problem, moves: readonly Move[]) =>
  (start: readonly Spins[], random: Stream): Worldlines => {
    const { n } = problem
    const count = start.length
    const walkers = start.map(state => problem.walker(state))
    const energies = Float64Array.from(walkers, ({ energy }) => energy)
    const u = new Float64Array(2 * count)
    const accepts = (x: number, uniform: number) => x <= never && uniform * (1 + Math.exp(x)) < 1
    const states = walkers.map(({ state }) => state)
    const before = (k: number) => states[k === 0 ? count - 1 : k - 1]
    const after = (k: number) => states[k === count - 1 ? 0 : k + 1]

    const local = (i: number, b: number, coupling: number) => {
      for (let parity = 0; parity < 2; parity++)
        for (let k = parity; k < count; k += 2) {
          const slices = 2 * coupling * states[k][i] * (before(k)[i] + after(k)[i])
          if (accepts(b * walkers[k].delta(i) + slices, u[k])) walkers[k].flip(i)
        }
    }
    const cluster = (i: number, b: number, coupling: number) => {
      const join = 1 - Math.exp(-2 * coupling)
      const joined = states.map((state, k) => state[i] === after(k)[i] && u[k] < join)
      const open = joined.indexOf(false)
      let piece: number[] = []
      // From the first slice of a piece on; where all are joined, anywhere.
      for (let q = 1; q <= count; q++) {
        const k = (open + q) % count
        piece.push(k)
        if (q < count && joined[k]) continue
        const cost = piece.reduce((sum, slice) => sum + walkers[slice].delta(i), 0)
        if (accepts(b * cost, u[count + k])) for (const slice of piece) walkers[slice].flip(i)
        piece = []
      }
    }
    const global = (i: number, b: number) => {
      const cost = walkers.reduce((sum, walker) => sum + walker.delta(i), 0)
      if (accepts(b * cost, u[0])) for (const walker of walkers) walker.flip(i)
    }

    return {
      sweep(strengths) {
        for (const { b, coupling } of strengths)
          for (const move of moves)
            for (let i = 0; i < n; i++) {
              fillUniform(random, u)
              if (move === 'local') local(i, b, coupling)
              else if (move === 'cluster') cluster(i, b, coupling)
              else global(i, b)
            }
        walkers.forEach(({ energy }, k) => (energies[k] = energy))
      },
      refresh: () => undefined,
      energies,
      slice: k => walkers[k].state.slice(),
      equalBonds() {
        let equal = 0
        for (let i = 0; i < n; i++) for (let k = 0; k < count; k++) if (states[k][i] === after(k)[i]) equal++
        return equal
      },
    }
  }
