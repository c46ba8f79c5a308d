import {
  amplitudeRule,
  annealDigits,
  levelValues,
  waveFunction,
  weightChain,
  learnDigits,
  learnPatterns,
  randomPatterns,
  type LearnDigitsOptions,
  type LearnPatternsOptions,
  type Levels,
} from '../../../quantum/index.js'
import { means, variances } from '../../../quantum/superposition/index.js'
import { digits } from '../../../sdk/data/index.js'
import { mean, type Experiment, type Findings } from './experiment.js'

const well = (v: number) => 8 * (v * v - 0.36) ** 2

export const weightsInSuperposition: Experiment = {
  once: true,
  measure: async () => {
    const [psi, values] = [new Float64Array(4).fill(0.5), levelValues(4)]
    const updates = Array.from({ length: 10 }, () => {
      amplitudeRule(psi, values, [1], { rate: 0.1, field: 0.5, localisation: 1 })
      return [...psi.map(a => a * a), means(psi, values)[0]]
    })
    const tilted = weightChain({ levels: 16, field: 0.5, potential: v => well(v) - 0.2 * v })
    const symmetric = weightChain({ levels: 16, field: 0.5, potential: well })
    const [ground] = tilted.states
    const deviation = Math.sqrt(variances(ground, tilted.values)[0])
    return {
      'first step': updates[0],
      'tenth step': updates[9],
      tilted: [...tilted.energies.slice(0, 2), means(ground, tilted.values)[0], deviation],
      symmetric: [symmetric.energies[0], symmetric.energies[1] - symmetric.energies[0]],
      tunnelling: waveFunction({ potential: well, start: 3, dt: 0.001 })
        .run(20)
        .probability(v => v > 0),
    }
  },
}

const seeds = [1, 2, 3, 4, 5, 6, 7, 8]

/** Of eight sets of patterns, how many are learned. */
const solved = (inputs: number, load: number, options: LearnPatternsOptions): number =>
  seeds.filter(seed => learnPatterns(randomPatterns({ inputs, load, seed }), { ...options, seed }).solved).length

const nightly = () => true

export const binaryPatterns: Experiment = {
  once: true,
  nightly,
  measure: async () => ({
    '.5': solved(401, 0.5, {}),
    '.6': solved(401, 0.6, {}),
    '.65': solved(401, 0.65, {}),
    '.7': solved(401, 0.7, {}),
    '.65 without': solved(401, 0.65, { field: 0 }),
    '.65 entropic': solved(401, 0.65, { method: 'entropic' }),
  }),
}

export const fourBitPatterns: Experiment = {
  once: true,
  nightly,
  measure: async () => ({
    '1.5': solved(201, 1.5, { levels: 16 }),
    '1.6': solved(201, 1.6, { levels: 16 }),
    '1.6 without': solved(201, 1.6, { levels: 16, field: 0 }),
  }),
}

export const plainPatterns: Experiment = {
  once: true,
  nightly,
  measure: async () => ({
    '.5 straight-through': solved(401, 0.5, { method: 'straight-through' }),
    '.55 straight-through': solved(401, 0.55, { method: 'straight-through' }),
    '.6 straight-through': solved(401, 0.6, { method: 'straight-through' }),
    '.6 rounding': solved(401, 0.6, { method: 'rounding' }),
    '1.5 straight-through': solved(201, 1.5, { levels: 16, method: 'straight-through' }),
    '1.6 straight-through': solved(201, 1.6, { levels: 16, method: 'straight-through' }),
    '1.6 rounding': solved(201, 1.6, { levels: 16, method: 'rounding' }),
  }),
}

const six = seeds.slice(0, 6)

/** Test accuracy on the digits, the mean of six seeds; of some methods also with noise on a tenth of the weights' range. */
async function accuracies(methods: Readonly<Record<string, LearnDigitsOptions>>): Promise<Findings> {
  const set = await digits()
  const found: Record<string, number> = {}
  for (const [name, options] of Object.entries(methods)) {
    const runs = six.map(seed => learnDigits(set, { ...options, seed }))
    found[name] = mean(runs.map(({ accuracy }) => accuracy))
    if (options.noise) found[`${name}, noise`] = mean(runs.map(({ noisy }) => noisy))
  }
  return found
}

const noise = 0.1
const born = { measurement: 'born' } as const

export const spikingDigits: Experiment = {
  once: true,
  nightly,
  measure: () =>
    accuracies({
      'rule 2': { levels: 2, noise },
      'rule 4': { levels: 4, noise },
      'rule 16': { levels: 16, noise },
      'no hopping 2': { levels: 2, superposition: { field: 0 } },
      'no hopping 4': { levels: 4, superposition: { field: 0 } },
      'no hopping 16': { levels: 16, superposition: { field: 0 } },
      'born 2': { levels: 2, superposition: born },
      'born 4': { levels: 4, superposition: born },
      'born 16': { levels: 16, superposition: born },
    }),
}

export const plainDigits: Experiment = {
  once: true,
  nightly,
  measure: () =>
    accuracies({
      real: { method: 'real' },
      'straight-through 2': { levels: 2, method: 'straight-through', noise },
      'straight-through 4': { levels: 4, method: 'straight-through', noise },
      'straight-through 16': { levels: 16, method: 'straight-through', noise },
      'rounding 2': { levels: 2, method: 'rounding' },
      'rounding 4': { levels: 4, method: 'rounding' },
      'rounding 16': { levels: 16, method: 'rounding' },
    }),
}

export const annealedDigits: Experiment = {
  once: true,
  nightly,
  async measure() {
    const set = await digits()
    const accuracy = async (levels: Levels) => {
      const runs: number[] = []
      for (const seed of six) runs.push((await annealDigits(set, { levels, seed })).accuracy)
      return mean(runs)
    }
    return { 'annealing 2': await accuracy(2), 'annealing 4': await accuracy(4), 'annealing 16': await accuracy(16) }
  },
}
