import { entangle, superposed, waveFunction } from '../../../quantum/index.js'

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
