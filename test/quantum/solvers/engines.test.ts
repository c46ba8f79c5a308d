import assert from 'node:assert/strict'
import {
  ising,
  pathIntegral,
  simulatedBifurcation,
  simulatedQuantumAnnealing,
  solve,
  trotterAverages,
  type EngineOptions,
  type Ising,
} from '../../../quantum/index.js'
import { gpuOscillators } from '../../../quantum/solvers/bifurcation/gpuOscillators.js'
import type { BifurcationStep, Oscillators, OscillatorsOf } from '../../../quantum/solvers/bifurcation/oscillators.js'
import { plainOscillators } from '../../../quantum/solvers/bifurcation/plainOscillators.js'
import { wasmOscillators } from '../../../quantum/solvers/bifurcation/wasmOscillators.js'
import { colouring } from '../../../quantum/solvers/colouring.js'
import { worldlinesOf } from '../../../quantum/solvers/pathIntegral/worldlinesOf.js'
import type { Move } from '../../../quantum/solvers/pathIntegral/worldlines.js'
import { binaryIsing, chain, gset, randomGraph, randomIsing } from '../instances.js'

interface Tested extends EngineOptions {
  readonly name: string
  /** How many sweeps it is given, as a share: what is slow gets fewer, and a wider interval. */
  readonly share: number
}

const engines: readonly Tested[] = [
  { name: 'plain', engine: 'plain', share: 1 },
  { name: 'wasm', engine: 'wasm', share: 4 },
  { name: 'gpu (webasm)', engine: 'gpu', backend: 'webasm', share: 0.2 },
  { name: 'gpu (cpu)', engine: 'gpu', backend: 'cpu', share: 0.2 },
  ...(process.env.SPIKELAB_WEBGPU
    ? [{ name: 'gpu (webgpu)', engine: 'gpu', backend: 'webgpu', share: 0.01 } as const]
    : []),
]

const random = () => Uint32Array.of(1, 2, 3, 4)
const moves: readonly (readonly Move[])[] = [['local'], ['cluster'], ['local', 'global'], ['global', 'cluster']]

for (const { name, share, ...on } of engines) {
  describe(`path integrals on ${name}`, () => {
    for (const way of moves)
      it(`have the averages of so many slices: ${way.join(', ')}`, async () => {
        const problem = randomIsing(5, 1)
        // 8 slices fill vectors, 6 and 18 do not; 18 take more than one block of random numbers.
        for (const slices of share > 0.1 ? [8, 6, 18] : [8]) {
          const settings = { beta: 1, field: 1, slices }
          const expected = trotterAverages(problem, settings)
          const sweeps = Math.ceil(20_000 * share)
          const measured = await pathIntegral(problem, { ...settings, ...on, moves: way, sweeps, blocks: 40, seed: 1 })
          for (const of of ['energy', 'transverse'] as const) {
            const { mean, error } = measured[of]
            const off = (mean - expected[of]) / error
            assert(Math.abs(off) < 3, `${of} in ${slices} slices: ${off} standard errors off`)
            assert(error < 0.15 / Math.sqrt(share), `${of}: standard error ${error}`)
          }
        }
      })

    it('keep the energies of their slices while fields drift', async () => {
      const problem = randomIsing(40, 2)
      const of = worldlinesOf(problem, 10, ['local', 'cluster', 'global'], on.engine!, on.backend)
      const lines = await of.start(random())
      for (let s = 0; s < 60 * Math.min(1, share); s++) await lines.sweep([{ b: 0.05 + 0.002 * s, coupling: 0.3 }])
      for (const [k, energy] of lines.energies.entries())
        assert(Math.abs(energy - problem.energy(lines.slice(k))) < 1e-4)
      let equal = 0
      for (let k = 0; k < 10; k++) {
        const [here, next] = [lines.slice(k), lines.slice((k + 1) % 10)]
        equal += here.filter((s, i) => s === next[i]).length
      }
      assert.equal(lines.equalBonds(), equal)
      await of.close?.()
    })
  })

  describe(`simulated quantum annealing on ${name}`, () => {
    it('cools 2,000 spins of degree 20 as far as the plain loops do', async () => {
      const problem = randomGraph(2000, 20)
      const webgpu = on.backend === 'webgpu'
      const settings = { sweeps: webgpu ? 2 : 32, slices: 8, moves: ['local'] as const }
      const found = await solve(problem, simulatedQuantumAnnealing({ ...settings, ...on }), { reads: 1, seed: 1 })
      const plain = await solve(problem, simulatedQuantumAnnealing({ ...settings, engine: 'plain' }), { reads: 1 })
      assert(Math.abs(found.energy / plain.energy - 1) < 0.05, `${found.energy}, plainly ${plain.energy}`)
      assert.equal(found.energy, problem.energy(found.best.state))
      assert.deepEqual(found.notes, on.engine === 'gpu' ? [`gpu.js computed on ${on.backend}`] : [])
    })

    // 30 colours would take minutes where a call takes long.
    const patiently = share < 0.1 ? undefined : it
    patiently?.('finds the ground state of 30 fully connected spins, and the same again', async () => {
      const problem = binaryIsing(30, 1)
      const best = (await solve(problem, simulatedQuantumAnnealing({ engine: 'plain' }), { reads: 5 })).energy
      const solver = simulatedQuantumAnnealing({ sweeps: on.engine === 'gpu' ? 32 : 500, ...on })
      const [a, b] = [await solve(problem, solver, { reads: 4 }), await solve(problem, solver, { reads: 4 })]
      assert.equal(a.energy, best)
      assert.deepEqual(a.reads, b.reads)
    })
  })

  describe(`simulated bifurcation on ${name}`, () => {
    const opened: OscillatorsOf[] = []
    after(async () => {
      for (const of of opened) await of.close?.()
    })
    const begun = async (problem: Ising, discrete: boolean): Promise<Oscillators> => {
      if (on.engine === 'gpu') {
        const device = gpuOscillators(problem, discrete, on.backend)
        opened.push(device)
        return device.start(random())
      }
      return (on.engine === 'wasm' ? wasmOscillators : plainOscillators)(problem, discrete)(random())
    }
    const instances: Readonly<Record<string, () => Ising | Promise<Ising>>> = {
      'a sparse graph': () => gset('G1'),
      'a dense one': () => binaryIsing(101, 1),
      'fields and real couplings': () => randomIsing(13, 3),
      'a chain': () => chain(30, false, -1),
      'spins without couplings': () => ising({ fields: [1, -1, 0.5, 0, 2] }),
    }
    for (const [what, problem] of Object.entries(instances))
      for (const kind of ['discrete', 'ballistic'] as const)
        it(`moves ${what} as the plain loops do, step by step, ${kind}`, async () => {
          const it = await problem()
          const steps = Array.from({ length: 40 }, (_, s): BifurcationStep => {
            return { slack: 1 - s / 100, strength: 0.5 / Math.sqrt(Math.max(1, it.targets.length / it.n)), dt: 0.5 }
          })
          const [here, plain] = [
            await begun(it, kind === 'discrete'),
            plainOscillators(it, kind === 'discrete')(random()),
          ]
          await here.step(steps)
          await plain.step(steps)
          for (const of of ['positions', 'velocities'] as const) {
            const [found, expected] = [here[of](), plain[of]()]
            found.forEach((x, i) => assert(Math.abs(x - expected[i]) < 2e-5, `${of} ${i}: ${x}, not ${expected[i]}`))
          }
          assert.deepEqual(here.signs(), plain.signs())
          assert(Math.abs(here.energy - it.energy(here.signs())) < 1e-4)
        })

    it('ends, where small differences have grown, in energies like those of the plain loops', async () => {
      const problem = await gset('G6')
      const settings = { sweeps: share < 0.1 ? 64 : 200 }
      const mean = async (options: EngineOptions) => {
        const reads = share < 0.1 ? 2 : 4
        const found = await solve(problem, simulatedBifurcation({ ...settings, ...options }), { reads, seed: 1 })
        return found.reads.reduce((sum, { energy }) => sum + energy, 0) / reads
      }
      const [here, plain] = [await mean(on), await mean({ engine: 'plain' })]
      assert(Math.abs(here / plain - 1) < 0.03, `${here}, plainly ${plain}`)
    })
  })
}

describe('colouring', () => {
  const colourOf = ({ order, starts, count }: ReturnType<typeof colouring>) => {
    const colours = new Array<number>(order.length)
    for (let c = 0; c < count; c++) for (let at = starts[c]; at < starts[c + 1]; at++) colours[order[at]] = c
    return colours
  }

  it('joins no equal colours, and has classes of about one size', async () => {
    for (const problem of [randomGraph(500, 12), await gset('G1'), chain(9, true), randomIsing(20, 1)]) {
      const result = colouring(problem)
      const colours = colourOf(result)
      colours.forEach((colour, i) => {
        for (let e = problem.offsets[i]; e < problem.offsets[i + 1]; e++)
          assert.notEqual(colour, colours[problem.targets[e]])
      })
      assert.deepEqual([...result.order].sort((a, b) => a - b), [...colours.keys()]) // prettier-ignore
      const sizes = Array.from({ length: result.count }, (_, c) => result.starts[c + 1] - result.starts[c])
      assert(Math.max(...sizes) <= 2 * Math.ceil(problem.n / result.count), sizes.join())
    }
  })

  it('takes as few as there must be where that is known', () => {
    assert.equal(colouring(ising({ n: 4 })).count, 1)
    assert.equal(colouring(chain(10, true)).count, 2)
    assert.equal(colouring(binaryIsing(7, 1)).count, 7)
  })
})
