import {
  adiabaticSearch,
  barrier,
  bitsOf,
  diagonalAverage,
  exact,
  gapCurve,
  grover,
  isingChain,
  landauZener,
  pathIntegral,
  quantumAnnealing,
  randomPerceptron,
  robustEnsemble,
  sbpi,
  simulatedAnnealing,
  simulatedBifurcation,
  simulatedQuantumAnnealing,
  solve,
  spectrum,
  squaredMagnetization,
  thermalAverages,
  transverseAverage,
  transverseIsing,
  trotterAverages,
  type EngineOptions,
  type Problem,
  type Solver,
} from '../../../quantum/index.js'
import { binaryIsing, chain, gset, randomIsing } from '../../quantum/instances.js'
import type { Experiment, Findings } from './experiment.js'

const fields = [0.5, 1, 2]

const levels = (problem: Problem, field: number) => {
  const { energies, states } = spectrum(transverseIsing(problem, field))
  return { energy: energies[0], gap: energies[1] - energies[0], state: states[0] }
}

export const chains: Experiment = {
  once: true,
  async measure() {
    const found: Record<string, number[]> = { 'squared magnetization': [] }
    let difference = 0
    for (const n of [8, 12])
      for (const kind of ['open', 'ring'] as const) {
        const solved = fields.map(field => levels(chain(n, kind === 'ring'), field))
        const fermions = fields.map(field => isingChain({ n, field, ring: kind === 'ring' }))
        found[`${kind} ${n} energy`] = solved.map(({ energy }) => energy)
        found[`${kind} ${n} gap`] = solved.map(({ gap }) => gap)
        found[`${kind} ${n} transverse`] = solved.map(({ state }) => transverseAverage(state) / n)
        solved.forEach(({ energy, gap }, k) => {
          difference = Math.max(difference, Math.abs(energy - fermions[k].energy), Math.abs(gap - fermions[k].gap))
        })
        if (kind === 'ring')
          found['squared magnetization'].push(
            ...solved.map(({ state }) => diagonalAverage(state, squaredMagnetization(n))),
          )
      }
    const long = [64, 777].map(n => (isingChain({ n, field: 1 }).energy - 1 + 1 / Math.sin(Math.PI / (4 * n + 2))) / n)
    return { ...found, fermions: difference, long }
  },
}

export const randomCouplings: Experiment = {
  once: true,
  async measure() {
    const [eight, twelve] = [randomIsing(8, 1), randomIsing(12, 1)]
    const ground = async (problem: Problem) => {
      const { best } = await solve(problem, exact())
      return [best.energy, bitsOf(best.state)]
    }
    const ofTwelve = levels(twelve, 1)
    const ofEight = fields.map(field => levels(eight, field))
    const warm = thermalAverages(eight, { beta: 2, field: 1 })
    const { minimum } = gapCurve(eight)
    return {
      'ground state of 12': await ground(twelve),
      'ground state of 8': await ground(eight),
      'levels of 12': [ofTwelve.energy, ofTwelve.gap],
      'energies of 8': ofEight.map(({ energy }) => energy),
      'gaps of 8': ofEight.map(({ gap }) => gap),
      thermal: [warm.energy, warm.transverse],
      cold: thermalAverages(eight, { beta: 4, field: 0.5 }).energy,
      slices: [8, 16, 32, 64].map(slices => trotterAverages(eight, { beta: 2, field: 1, slices }).energy),
      'cold slices': trotterAverages(eight, { beta: 4, field: 0.5, slices: 32 }).energy,
      annealing: [1, 3, 10, 30, 100].map(duration => quantumAnnealing(eight, { duration }).success),
      'smallest gap': minimum.gap,
      where: minimum.s,
    }
  },
}

export const search: Experiment = {
  once: true,
  async measure() {
    const success = grover({ n: 8, rounds: 12 })
    const adiabatic = (schedule: 'linear' | 'local') =>
      [50, 100].map(duration => adiabaticSearch({ n: 8, duration, schedule, space: 'full' }))
    return {
      grover: [4, 8, 12].map(k => success[k]),
      linear: adiabatic('linear'),
      local: adiabatic('local'),
      passing: [1, 2].map(velocity => landauZener({ gap: 1, velocity }).stay),
    }
  },
}

/** Sweeps enough for a standard error that says something, where each engine is quick enough. */
const engines: readonly (EngineOptions & { readonly sweeps: number })[] = [
  { engine: 'plain', sweeps: 40_000 },
  { engine: 'wasm', sweeps: 200_000 },
  { engine: 'gpu', backend: 'webasm', sweeps: 20_000 },
  { engine: 'gpu', backend: 'cpu', sweeps: 10_000 },
]

export const pathIntegrals: Experiment = {
  once: true,
  async measure() {
    const problem = randomIsing(8, 1)
    const found: Record<string, number[]> = {}
    for (const { sweeps, ...on } of engines) {
      const name = on.backend ?? on.engine!
      const [energies, transverses, errors]: number[][] = [[], [], []]
      for (const slices of [16, 32])
        for (const move of ['local', 'cluster'] as const) {
          const settings = { beta: 2, field: 1, slices }
          const exactly = trotterAverages(problem, settings)
          const { energy, transverse } = await pathIntegral(problem, {
            ...settings,
            ...on,
            moves: [move],
            sweeps,
            seed: 1,
          })
          energies.push((energy.mean - exactly.energy) / energy.error)
          transverses.push((transverse.mean - exactly.transverse) / transverse.error)
          errors.push(energy.error)
        }
      Object.assign(found, {
        [`energy, ${name}`]: energies,
        [`transverse, ${name}`]: transverses,
        [`errors, ${name}`]: errors,
      })
    }
    return found
  },
}

export const bestKnown: Experiment = {
  once: true,
  nightly: () => true,
  async measure() {
    const two = binaryIsing(200, 1)
    const solvers = [
      simulatedAnnealing({ sweeps: 2000 }),
      simulatedQuantumAnnealing({ sweeps: 200 }),
      simulatedBifurcation({ sweeps: 1000 }),
      simulatedBifurcation({ sweeps: 1000, kind: 'ballistic' }),
    ]
    const best: number[] = []
    for (const solver of solvers) best.push((await solve(two, solver, { reads: 20, target: -2144 })).energy)
    const first = await solve(await gset('G1'), simulatedQuantumAnnealing({ sweeps: 500 }), { target: -11624 })
    const sixth = await solve(await gset('G6'), simulatedAnnealing({ sweeps: 2000 }), { target: -2178, reads: 30 })
    return { 'B(200,1)': best, G1: -first.energy, G6: -sixth.energy }
  },
}

export const spike: Experiment = {
  once: true,
  nightly: () => true,
  async measure() {
    const n = 32
    const annealing: number[] = []
    const tunnelling: number[] = []
    for (const [height, sweeps] of [
      [4, 100],
      [8, 100],
      [12, 300],
      [16, 1000],
    ]) {
      // prettier-ignore
      const problem = barrier({ n, height })
      let least = Infinity
      for (const length of [100, 300, 1000]) {
        const found = await solve(problem, simulatedAnnealing({ sweeps: length, beta: [0, 5] }), {
          reads: 3000,
          seed: 1,
        })
        least = Math.min(least, n * found.timeToTarget(0).value)
      }
      annealing.push(Math.log10(least))
      const solver = simulatedQuantumAnnealing({
        sweeps,
        slices: 32,
        beta: 16,
        field: [1.5, 0],
        scale: [0, 1],
        moves: ['cluster'],
      })
      const found = await solve(problem, solver, { reads: 60, seed: 1, target: 0 })
      tunnelling.push(Math.round(60 * found.success(0).value))
    }
    return { annealing, tunnelling }
  },
}

/** The same number of spin updates for all, 32,000 N; SBPI counts epochs. */
const learners: Readonly<Record<string, Solver>> = {
  annealing: simulatedAnnealing({ sweeps: 32_000, beta: [0.5, 5] }),
  'path integrals': simulatedQuantumAnnealing({ sweeps: 2000, slices: 16, beta: 20, field: [1, 0], moves: ['local'] }),
  'robust ensembles': robustEnsemble({ sweeps: 4000, replicas: 8, beta: [0, 4], gamma: [0, 1] }),
  SBPI: sbpi({ sweeps: 20_000, clip: 21, probability: 0.3, threshold: 0.2 }),
}

export const perceptron = (n: number, loads: readonly number[]): Experiment => ({
  once: true,
  nightly: () => true,
  async measure() {
    const found: Record<string, number[]> = {}
    for (const [name, solver] of Object.entries(learners)) {
      found[name] = []
      for (const load of loads) {
        let solved = 0
        for (let seed = 1; seed <= 20; seed++) {
          const problem = randomPerceptron({ n, load, seed })
          if ((await solve(problem, solver, { reads: 1, seed, target: 0 })).energy === 0) solved++
        }
        found[name].push(solved)
      }
    }
    return found satisfies Findings
  },
})
