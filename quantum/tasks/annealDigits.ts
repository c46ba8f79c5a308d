import { refuseUnknown } from '../../sdk/options.js'
import { philox } from '../../sdk/random/index.js'
import { simulatedAnnealing, solve, type Solutions, type Solver } from '../solvers/index.js'
import { levelValues, type Levels } from '../superposition/index.js'
import { digitsProblem } from './digitsProblem.js'
import { digitLayers, digitRanges, share, splitDigits, tested, type LabelledImages } from './digitTrials.js'
import { spikingTrials } from './spikingTrial.js'

export interface AnnealDigitsOptions {
  /** Levels of a weight: 2, 4, 8 or 16; default 4. */
  readonly levels?: Levels
  /** How to look for them; default annealing in as many sweeps as make 12 proposals for each weight, `beta` from .2 to 5
   * over the loss of all images, geometrically. */
  readonly solver?: Solver
  /** Images kept for the test; default 500. */
  readonly test?: number
  /** Of the split, the input's spikes and the search; default 1. */
  readonly seed?: number
  /** Ends the search; the best weights so far are tested. */
  readonly signal?: AbortSignal
}

/** What {@link annealDigits} found. */
export interface AnnealedDigits {
  /** Share of the test images that are told right. */
  readonly accuracy: number
  /** Mean loss of the training images, as they were shown. */
  readonly loss: number
  readonly predicted: Uint8Array
  readonly actual: Uint8Array
  readonly solutions: Solutions
}

/**
 * The network of {@link learnDigits}, trained without gradients: its weights are spins, and a solver looks for those with
 * the least loss on the training images, each shown once, with the same spikes in every evaluation. Of a flip only what
 * it changes is computed anew; see `digitsProblem`. For comparison: it needs all training images for every proposal.
 *
 * @throws RangeError for unknown options, levels that are not supported, and pictures that are not 64 pixels
 * @example
 * const { accuracy } = await annealDigits(await digits(), { levels: 2 })
 */
export async function annealDigits(set: LabelledImages, options: AnnealDigitsOptions = {}): Promise<AnnealedDigits> {
  const where = 'annealDigits'
  refuseUnknown(where, options, ['levels', 'solver', 'test', 'seed', 'signal'])
  const { levels = 4, test = 500, seed = 1, signal } = options
  const values = levelValues(levels, where).map(v => digitRanges[0] * v)
  const { solver = simulatedAnnealing({ sweeps: 12 / Math.log2(levels), beta: [0.2, 5], schedule: 'geometric' }) } =
    options
  const { train, kept, picture, actual } = splitDigits(where, set, test, seed)
  const { inputs, hidden, steps } = digitLayers

  const { word } = philox(seed, 'training')
  const spikes = new Uint32Array(train.length * inputs)
  for (const [n, image] of train.entries()) {
    const rates = picture(image)
    for (let t = 0; t < steps; t++)
      for (let i = 0; i < inputs; i++) if (word() < rates[i] * 2 ** 32) spikes[n * inputs + i] |= 1 << t
  }
  const labels = Uint8Array.from(train, i => set.labels[i])
  const problem = digitsProblem(digitLayers, { count: train.length, spikes, labels }, values)
  const solutions = await solve(problem, solver, { reads: 1, seed, signal })

  const weights = problem.weights(solutions.best.state)
  const layers = [weights.subarray(0, inputs * hidden), weights.subarray(inputs * hidden)].map(own => ({
    weights: own,
    variances: new Float64Array(own.length),
  }))
  const { predicted } = tested(spikingTrials(digitLayers, layers[0], layers[1]), kept, picture, seed)
  return { accuracy: share(predicted, actual), loss: solutions.energy / train.length, predicted, actual, solutions }
}
