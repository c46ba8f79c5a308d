import { check } from '../../sdk/check.js'
import { backends, type Backend, type GpuKernels } from '../../sdk/engine/index.js'
import type { Problem } from '../ising/index.js'

/** What computes a solver's sweeps. */
export type SolverEngine = 'wasm' | 'plain' | 'gpu'

/** Which engine a solver takes. */
export interface EngineOptions {
  /**
   * `'wasm'`: WebAssembly, several numbers at once in single precision; `'plain'`: loops over typed arrays, which take
   * problems of any kind; `'gpu'`: gpu.js kernels. Default `'wasm'` for Ising problems, `'plain'` for others. Each has
   * random numbers of its own: a seed gives the same reads again on the same engine.
   */
  readonly engine?: SolverEngine
  /** Where `'gpu'` computes: `'webgpu'`, `'webasm'` or `'cpu'`; default the first of them that works. */
  readonly backend?: Backend
}

const engines: readonly SolverEngine[] = ['wasm', 'plain', 'gpu']

/** Checks the names of an engine and a back end. */
export function checkEngine(where: string, { engine, backend }: EngineOptions): void {
  check(
    engine === undefined || engines.includes(engine),
    `${where}: unknown engine ${JSON.stringify(engine)}; there are ${engines.join(', ')}`,
  )
  check(
    backend === undefined || engine === 'gpu',
    `${where}: a back end is that of engine "gpu"; leave backend out, or take that engine`,
  )
  check(
    backend === undefined || backends.includes(backend),
    `${where}: unknown back end ${JSON.stringify(backend)}; there are ${backends.join(', ')}`,
  )
}

/**
 * The engine for a problem.
 *
 * @throws RangeError if the one asked for needs couplings that the problem does not have
 */
export function engineFor(where: string, problem: Problem, engine?: SolverEngine): SolverEngine {
  const quadratic = problem.kind === 'ising'
  check(
    quadratic || engine === undefined || engine === 'plain',
    `${where}: engine "${engine}" needs couplings, which a problem of the kind "${problem.kind}" does not have; leave engine out`,
  )
  return engine ?? (quadratic ? 'wasm' : 'plain')
}

/**
 * Refuses what kernels of gpu.js cannot count: they have numbers of single precision alone.
 *
 * @throws RangeError for 2^24 or more
 */
export function checkCountable(what: string, count: number): void {
  check(count < 2 ** 24, `engine "gpu" counts ${what} to 2^24, and there are ${count}; take engine "wasm"`)
}

/** On which back end gpu.js computes, and why on no better one. */
export const backendNote = ({ backend, because }: GpuKernels): string =>
  `gpu.js computed on ${backend}${because && ` (${because})`}`
