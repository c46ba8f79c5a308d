import {
  simulatedAnnealing,
  simulatedBifurcation,
  simulatedQuantumAnnealing,
  type EngineOptions,
  type Ising,
  type Solver,
  type SolverEngine,
} from '../../quantum/index.js'
import { randomGraph } from '../quantum/instances.js'
import type { Contender } from './measure.js'
import { annealers } from './python.js'
import type { Row } from './row.js'

const slices = 16

/** Spin updates of path integrals on a random graph with couplings of 1 and -1, and steps of bifurcation. */
export function spinRow(n: number, degree: number): Row {
  const dense = degree > 100
  const sweeps = dense ? 200 : 50
  const path = (engine: string) => `spikelab, path integral, local, ${engine}`
  return {
    title: `Spins, ${n.toLocaleString('en')} of degree ${degree}, couplings 1 and -1, ${slices} slices`,
    unit: 'update',
    contenders() {
      const problem = randomGraph(n, degree)
      const local = (name: string, options: EngineOptions, share = 1) =>
        ours(
          problem,
          path(name),
          simulatedQuantumAnnealing({ sweeps: Math.ceil(share * sweeps), slices, moves: ['local'], ...options }),
        )
      const cluster = (engine: SolverEngine) =>
        ours(
          problem,
          `spikelab, path integral, cluster, ${engine}`,
          simulatedQuantumAnnealing({ sweeps, slices, moves: ['cluster'], engine }),
        )
      const bifurcation = (kind: 'discrete' | 'ballistic', engine: SolverEngine) =>
        ours(
          problem,
          `spikelab, ${kind} bifurcation, ${engine}`,
          simulatedBifurcation({ sweeps: slices * sweeps, kind, engine }),
        )
      return [
        local('wasm', { engine: 'wasm' }),
        cluster('wasm'),
        local('plain', { engine: 'plain' }),
        cluster('plain'),
        local('gpu.js on webasm', { engine: 'gpu', backend: 'webasm' }, 0.32),
        ...(process.env.SPIKELAB_WEBGPU
          ? [local(`gpu.js on webgpu${software}`, { engine: 'gpu', backend: 'webgpu' }, dense ? 0.005 : 0.04)]
          : []),
        bifurcation('discrete', 'wasm'),
        bifurcation('ballistic', 'wasm'),
        bifurcation('discrete', 'plain'),
        bifurcation('ballistic', 'plain'),
        ours(problem, 'spikelab, annealing', simulatedAnnealing({ sweeps: slices * sweeps })),
        recomputing(problem, sweeps),
        ...annealers(n, degree, slices, 20 * sweeps),
      ]
    },
    goals: dense
      ? [{ seconds: 1 / 6e6, of: path('wasm') }]
      : [
          { seconds: 1 / 3e7, of: path('wasm') },
          { seconds: 1 / 5e6, of: path('plain') },
        ],
  }
}

/** WebGPU without a GPU: Chromium's software for it. */
const software = /swiftshader/i.test(process.env.VK_ICD_FILENAMES ?? '') ? ' in software' : ''

function ours(problem: Ising, name: string, solver: Solver): Contender {
  const prepared = solver.prepare(problem)
  const { sweeps, batch = 1 } = prepared
  return {
    name,
    async work() {
      const run = await prepared.start(Uint32Array.of(1, 2, 3, 4))
      for (let s = 0; s < sweeps; s += batch) await run.sweep(s, Math.min(batch, sweeps - s))
      run.end?.()
      return { units: prepared.sweeps * prepared.updates }
    },
    close: () => void prepared.close?.(),
  }
}

/** What a person would write by hand: local moves that sum the neighbours anew each time, with `Math.random`. */
function recomputing({ n, offsets, targets, weights }: Ising, sweeps: number): Contender {
  return {
    name: 'typed-array loop, local fields summed anew',
    work() {
      const spins = Int8Array.from({ length: n * slices }, () => (Math.random() < 0.5 ? 1 : -1))
      const beta = 8
      for (let s = 0; s < sweeps; s++) {
        const field = 6 * (1 - s / sweeps)
        const K = -0.5 * Math.log(Math.tanh((beta * field) / slices))
        for (let k = 0; k < slices; k++)
          for (let i = 0; i < n; i++) {
            let f = 0
            for (let e = offsets[i]; e < offsets[i + 1]; e++) f += weights[e] * spins[targets[e] * slices + k]
            const beside = spins[i * slices + ((k + 1) % slices)] + spins[i * slices + ((k + slices - 1) % slices)]
            const spin = spins[i * slices + k]
            if (Math.random() < 1 / (1 + Math.exp(2 * spin * ((beta / slices) * f + K * beside))))
              spins[i * slices + k] = -spin
          }
      }
      return { units: n * slices * sweeps }
    },
  }
}
