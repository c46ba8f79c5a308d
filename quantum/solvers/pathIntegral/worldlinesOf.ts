import type { Backend } from '../../../sdk/engine/index.js'
import type { Ising, Problem, Spins } from '../../ising/index.js'
import type { SolverEngine } from '../engine.js'
import { randomSpins, type Stream } from '../stream.js'
import { gpuWorldlines } from './gpuWorldlines.js'
import { plainWorldlines } from './plainWorldlines.js'
import { walkerWorldlines } from './walkerWorldlines.js'
import { wasmWorldlines } from './wasmWorldlines.js'
import type { Move, WorldlinesOf } from './worldlines.js'

/** Worldlines of a problem in so many slices, which move in these ways, on an engine. */
export function worldlinesOf(
  problem: Problem,
  count: number,
  moves: readonly Move[],
  engine: SolverEngine,
  backend?: Backend,
): WorldlinesOf {
  const slices = (random: Stream, start?: Spins) =>
    Array.from({ length: count }, () => start ?? randomSpins(random, problem.n))
  if (engine === 'gpu') {
    const device = gpuWorldlines(problem as Ising, count, moves, backend)
    return {
      batch: device.batch,
      start: (random, start) => device.start(slices(random, start), random),
      close: device.close,
      get notes() {
        return device.notes
      },
    }
  }
  const begin =
    engine === 'wasm'
      ? wasmWorldlines(problem as Ising, count, moves)
      : problem.kind === 'ising'
        ? plainWorldlines(problem as Ising, moves)
        : walkerWorldlines(problem, moves)
  return { batch: 1, start: (random, start) => begin(slices(random, start), random) }
}
