import { check, kindOf } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import { objective as objectiveOf } from '../ising/index.js'
import { simulatedQuantumAnnealing, solve, type Solutions, type SolveOptions, type Solver } from '../solvers/index.js'
import { levelValues, type Levels } from '../superposition/index.js'
import { levelSpins } from './levelSpins.js'

/** What `net.connect` returns, as far as it is needed here. */
export interface AnnealableProjection {
  readonly label: string
  read(): Promise<Float64Array>
  write(weights: Float64Array): Promise<void>
}

export interface AnnealOptions extends SolveOptions {
  /**
   * What is to be small, of the weights of all synapses in the order of `projection.from`. The array is the same in
   * every call: read it, do not keep it.
   */
  readonly objective: (weights: Float64Array) => number
  /** Levels of a weight: 2, 4, 8 or 16; default 16. */
  readonly levels?: Levels
  /** Weights lie in centre - range .. centre + range, in the unit of the projection; default 1. */
  readonly range?: number
  /** The middle of the weights; default 0. */
  readonly centre?: number
  /** How to look for them; default `simulatedQuantumAnnealing({ sweeps: 300, slices: 8, moves: ['local'] })`: eight coupled replicas. */
  readonly solver?: Solver
}

/** What {@link anneal} found. */
export interface Annealed {
  /** The weights that the projection has now, each on one of its levels. */
  readonly weights: Float64Array
  /** What the objective gives for them. */
  readonly energy: number
  /** All reads; it displays itself as a table. */
  readonly solutions: Solutions
}

/**
 * Tunnelling into the network: looks for the weights of a projection, on few levels, that make an objective of yours
 * small, by replicas that are coupled to each other, and writes the best that it found. Needs no gradient. A weight is
 * log2 L spins in Gray's code, so that a flip reaches the neighbouring levels; every proposal costs one evaluation, and
 * a sweep proposes `synapses · log2 L · replicas · moves` of them: for projections of up to some hundred synapses, or
 * objectives that are quick. Where there is a gradient, learning from it (`superposed`) is far cheaper.
 *
 * Weights that cannot be written are refused before the search; if anything fails the projection stays as it was. A
 * projection that learns goes on from the weights that were found, unless by `superposition`, whose amplitudes hold its
 * weights.
 *
 * @param projection what `net.connect` returned
 * @param options `objective`; `levels` (16), `range` (1), `centre` (0), `solver`; and those of {@link solve}
 * @throws RangeError for an objective that returns NaN, an infinite number or a promise, for options that do not exist
 *   or are out of range, and for levels outside the bounds of the projection
 * @example
 * const wanted = [0.2, -0.6, 1]
 * const objective = (w: Float64Array) => wanted.reduce((sum, x, i) => sum + (w[i] - x) ** 2, 0)
 * const { weights, energy } = await anneal(projection, { objective, seed: 1 })
 */
export async function anneal(projection: AnnealableProjection, options: AnnealOptions): Promise<Annealed> {
  const where = `anneal ${projection.label}`
  const own = ['objective', 'levels', 'range', 'centre', 'solver']
  refuseUnknown(where, options, [...own, 'reads', 'seed', 'target', 'timeLimit', 'signal', 'onProgress', 'trace'])
  const { objective, levels = 16, range = 1, centre = 0, solver = defaultSolver(), ...search } = options
  check(typeof objective === 'function', `${where}: objective must be a function of weights, got ${kindOf(objective)}`)
  check(range > 0 && range < Infinity, `${where}: range must be positive, got ${range}`)
  check(Number.isFinite(centre), `${where}: centre must be finite, got ${centre}`)
  const values = levelValues(levels, where).map(v => centre + range * v)

  const before = await projection.read()
  check(before.length > 0, `${where}: it has no synapses`)
  // Both ends of the range, in alternation: what the projection would not take in the end it refuses now.
  const ends = [values[0], values[levels - 1]]
  for (const first of [0, 1]) {
    await projection.write(before.map((_, i) => ends[(i + first) % 2]))
    await projection.write(before)
  }

  const code = levelSpins(before.length, values)
  const tried = new Float64Array(before.length)
  const problem = objectiveOf(code.n, state => {
    const energy = objective(code.weights(state, tried)) as unknown
    check(
      Number.isFinite(energy),
      () => `${where}: ${refusal(energy)} for the weights ${few(code.weights(state, tried))}`,
    )
    return energy as number
  })
  const solutions = await solve(problem, solver, search)
  const weights = code.weights(solutions.best.state, new Float64Array(before.length))
  await projection.write(weights)
  return { weights, energy: solutions.energy, solutions }
}

const defaultSolver = () => simulatedQuantumAnnealing({ sweeps: 300, slices: 8, moves: ['local'] })

const refusal = (energy: unknown) =>
  energy instanceof Promise
    ? 'the objective must return a number at once, and returned a promise'
    : `the objective must return a finite number, and returned ${typeof energy === 'number' ? energy : kindOf(energy)}`

const few = (weights: Float64Array) =>
  Array.from(weights.subarray(0, 8), w => Number(w.toPrecision(4))).join(' ') + (weights.length > 8 ? ' ...' : '')
