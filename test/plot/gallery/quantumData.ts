import {
  barrier,
  entangle,
  gapCurve,
  simulatedAnnealing,
  simulatedQuantumAnnealing,
  solve,
  superposed,
  waveFunction,
} from '../../../quantum/index.js'
import { randomIsing } from '../../quantum/instances.js'

/** Weights, groups and waves for the gallery: made from seeds, so that every machine draws the same pictures. */

/** How a weight of a projection went that learns its targets. */
const learner = superposed({ shape: 240, levels: 16, updates: 400, localisation: 4, seed: 2 })
const probabilities: Float64Array[] = []
for (let k = 0; k < 400; k++) {
  probabilities.push(learner.probabilities(4))
  learner.learn(learner.weights.map((w, i) => w - 0.8 * Math.sin(1.7 * i)))
}
export const history = { values: learner.values, probabilities }

/** A projection of which some have seen much, and others little. */
export const weights = superposed({ shape: [12, 20], levels: 16, localisation: 0, field: 0, normalise: false, seed: 2 })
const seen = Float64Array.from({ length: 240 }, (_, i) => {
  const [row, column] = [Math.floor(i / 20), i % 20]
  return 6 * Math.sin(2.3 * i) * Math.exp(-((column - 6) ** 2) / 30 - (row - 5) ** 2 / 12)
})
for (let k = 0; k < 40; k++) weights.learn(seen)

const measured = superposed({ shape: 40, levels: 4, updates: 100, seed: 3 })
for (let k = 0; k < 30; k++) measured.learn(measured.weights.map((w, i) => w - Math.sin(i)))
const stage = () => Array.from({ length: 40 }, (_, i) => measured.probabilities(i))
const before = stage()
measured.collapse({ weights: Array.from({ length: 20 }, (_, i) => i), by: 'born' })
const half = stage()
measured.collapse()
export const { values } = measured
export const stages = { before, 'the first twenty measured': half, 'all measured': stage() }

const chain = Array.from({ length: 7 }, (_, i) => ({ weight: -1, spins: [i, i + 1] }))
export const group = entangle(8, { seed: 2 }).cool(chain, { field: 0.8, time: 8, dt: 0.1 })
group.measure(0)

export const wave = () => waveFunction({ potential: v => 8 * (v * v - 0.36) ** 2, start: 3 })

export const curve = gapCurve(randomIsing(8, 1))

/** A spike on the way down: replicas that tunnel through it, and annealing that has to climb it. */
const spike = barrier({ n: 32, height: 8 })
const tunnelling = (sweeps: number) =>
  simulatedQuantumAnnealing({ sweeps, beta: 16, field: [1.5, 0.001], scale: [0, 1], moves: ['cluster'] })
export const { best: traced } = await solve(spike, tunnelling(100), { reads: 1, seed: 3, trace: true })
const against = async (lengths: readonly number[], solver: typeof tunnelling, reads: number) => {
  const points = []
  for (const sweeps of lengths) {
    const found = await solve(spike, solver(sweeps), { reads })
    points.push({ effort: sweeps * found.circumstances.updates, success: found.success(0) })
  }
  return points
}
export const success = {
  annealing: await against([100, 1000, 10_000], sweeps => simulatedAnnealing({ sweeps, beta: [0, 5] }), 200),
  'path integrals, 16 slices': await against([30, 100, 300], tunnelling, 20),
}
