import assert from 'node:assert/strict'
import {
  barrier,
  exact,
  ising,
  objective,
  randomPerceptron,
  readsToTarget,
  robustEnsemble,
  sbpi,
  simulatedAnnealing,
  simulatedBifurcation,
  simulatedQuantumAnnealing,
  solve,
  successProbability,
  type Solver,
} from '../../../quantum/index.js'
import { binaryIsing, randomIsing } from '../instances.js'

const solvers: Record<string, Solver> = {
  'simulated annealing': simulatedAnnealing({ sweeps: 200 }),
  'simulated annealing with restarts': simulatedAnnealing({ sweeps: 200, restarts: 4, schedule: 'geometric' }),
  'simulated quantum annealing': simulatedQuantumAnnealing({ sweeps: 200 }),
  'simulated quantum annealing, all moves': simulatedQuantumAnnealing({
    sweeps: 50,
    moves: ['local', 'cluster', 'global'],
  }),
  'a robust ensemble': robustEnsemble({ sweeps: 200 }),
  'discrete bifurcation': simulatedBifurcation({ sweeps: 500 }),
  'ballistic bifurcation': simulatedBifurcation({ sweeps: 500, kind: 'ballistic' }),
  'simulated quantum annealing, plain': simulatedQuantumAnnealing({ sweeps: 200, engine: 'plain' }),
  'simulated quantum annealing on gpu.js': simulatedQuantumAnnealing({
    sweeps: 12,
    moves: ['local', 'cluster', 'global'],
    engine: 'gpu',
    backend: 'webasm',
  }),
  'discrete bifurcation, plain': simulatedBifurcation({ sweeps: 500, engine: 'plain' }),
  'discrete bifurcation on gpu.js': simulatedBifurcation({ sweeps: 100, engine: 'gpu', backend: 'webasm' }),
  'ballistic bifurcation on gpu.js': simulatedBifurcation({
    sweeps: 100,
    kind: 'ballistic',
    engine: 'gpu',
    backend: 'cpu',
  }),
}

describe('solve', () => {
  for (const [name, solver] of Object.entries(solvers)) {
    describe(name, () => {
      it('finds the ground states of random instances, which enumeration knows', async () => {
        for (const seed of [1, 2, 3]) {
          // Strong fields leave ballistic bifurcation beside the ground state: it gets instances without.
          const problem = name.startsWith('ballistic') ? binaryIsing(14, seed) : randomIsing(14, seed)
          const ground = await solve(problem, exact())
          const found = await solve(problem, solver, { reads: 20, seed })
          assert(Math.abs(found.energy - ground.energy) < 1e-12)
          assert.equal(found.energy, problem.energy(found.best.state))
        }
      })

      it('gives every read numbers of its own, the same for the same seed, however many there are', async () => {
        const problem = binaryIsing(60, 1)
        const states = async (reads: number, seed: number) =>
          (await solve(problem, solver, { reads, seed })).reads.map(({ state }) => state.join())
        const [eight, three, other] = [await states(8, 1), await states(3, 1), await states(8, 2)]
        assert.deepEqual(eight.slice(0, 3), three)
        assert.notDeepEqual(eight, other)
        // A problem without fields has every ground state twice: reads cannot all have found the same one.
        assert(new Set(eight).size > 1, 'reads differ')
      })
    })
  }

  it('takes problems that are not quadratic', async () => {
    const perceptron = randomPerceptron({ n: 51, load: 0.4, seed: 1 })
    const some = objective(10, s => (s.join() === '1,1,-1,1,-1,-1,1,1,1,-1' ? -1 : 0))
    for (const solver of [simulatedAnnealing(), simulatedQuantumAnnealing({ moves: ['local'] }), robustEnsemble()]) {
      assert.equal((await solve(perceptron, solver, { target: 0 })).energy, 0)
      assert.equal((await solve(some, solver, { target: -1 })).energy, -1)
    }
    const learned = await solve(perceptron, sbpi(), { target: 0 })
    assert.equal(perceptron.energy(learned.best.state), 0)
  })

  it('tunnels through a spike that holds annealing back', async () => {
    const problem = barrier({ n: 32, height: 8 })
    const thermal = await solve(problem, simulatedAnnealing({ sweeps: 100, beta: [0, 5] }), { reads: 100 })
    const quantum = await solve(
      problem,
      simulatedQuantumAnnealing({
        sweeps: 100,
        slices: 32,
        beta: 16,
        field: [1.5, 0],
        scale: [0, 1],
        moves: ['cluster'],
      }),
      { reads: 20, target: 0 },
    )
    assert(thermal.success(0).value < 0.3, `annealing reached the bottom in ${thermal.success(0).value}`)
    assert.equal(quantum.success(0).value, 1)
  })

  it('finds the best energy known of 200 fully connected spins', async () => {
    const found = await solve(binaryIsing(200, 1), simulatedQuantumAnnealing({ sweeps: 200 }), { target: -2144 })
    assert.equal(found.energy, -2144)
  })

  it('ends a read at its target, and says how many sweeps it took', async () => {
    const { best } = await solve(ising({ fields: [1, 1, 1] }), simulatedAnnealing(), { reads: 1, target: -3 })
    assert.equal(best.energy, -3)
    assert.equal(best.sweep, best.sweeps)
    assert(best.sweeps < 1000 && best.finished)
  })

  it('keeps what it found when it is stopped', async () => {
    const problem = binaryIsing(100, 1)
    const long = simulatedAnnealing({ sweeps: 1e6 })
    const late = await solve(problem, long, { timeLimit: '30 ms' })
    assert.equal(late.circumstances.stopped, 'time limit')
    assert(late.best.energy < 0 && !late.best.finished)
    assert.throws(() => late.timeToTarget(), /no read has been finished/)
    assert.equal(late.table().numRows(), 1)
    const aborted = await solve(problem, long, { signal: AbortSignal.abort() })
    assert.equal(aborted.circumstances.stopped, 'signal')
    assert.equal(aborted.best.sweeps, 1)
  })

  it('tells how far it is', async () => {
    const told: [number, number][] = []
    const onProgress = (reads: number, energy: number) => void told.push([reads, energy])
    const { energy } = await solve(binaryIsing(100, 1), simulatedAnnealing({ sweeps: 2000 }), { reads: 4, onProgress })
    assert(told.length >= 4)
    assert.deepEqual(told.at(-1), [4, energy])
    assert(told.every(([reads], i) => i === 0 || reads >= told[i - 1][0]))
  })

  it('makes a table: a row for each configuration, with the sweeps to reach it', async () => {
    const found = await solve(randomIsing(8, 1), simulatedAnnealing({ sweeps: 5 }), { reads: 50 })
    const rows = found.table().objects() as {
      energy: number
      occurrences: number
      sweep: number
      toTarget: number
      low: number
      high: number
      state: string
    }[]
    assert.deepEqual(
      rows.map(({ energy }) => energy),
      rows.map(({ energy }) => energy).toSorted((a, b) => a - b),
    )
    assert.equal(
      rows.reduce((sum, { occurrences }) => sum + occurrences, 0),
      50,
    )
    assert.equal(rows[0].state, '-++--+++')
    for (const { low, toTarget, high, sweep } of rows)
      assert(low <= toTarget && toTarget <= high && sweep >= 1 && sweep <= 5)
    assert.match(found.toString(), /simulated annealing, 50 reads of 5 sweeps: energy -9\.127/)
  })

  it('keeps energies sweep by sweep if asked, with the escapes from local minima', async () => {
    const problem = barrier({ n: 32, height: 8 })
    const solver = simulatedQuantumAnnealing({ sweeps: 100, slices: 8, beta: 16, field: [1.5, 0.01] })
    const { trace } = (await solve(problem, solver, { reads: 1, trace: true })).best
    assert.equal(trace!.energies.length, 800)
    assert(trace!.escapes.every(sweep => sweep >= 1 && sweep <= 100))
    assert.equal((await solve(problem, solver, { reads: 1 })).best.trace, undefined)
  })

  it('says where a transverse field that reaches 0 was clamped', async () => {
    const found = await solve(ising({ n: 2 }), simulatedQuantumAnnealing({ sweeps: 10, field: [2, 0] }), { reads: 1 })
    assert.deepEqual(found.notes, ['the transverse field was clamped to 0.000200 in 1 of 10 sweeps'])
    assert.deepEqual((await solve(ising({ n: 2 }), simulatedQuantumAnnealing(), { reads: 1 })).notes, [])
  })

  it('names what is wrong', async () => {
    const problem = ising({ n: 2 })
    const refuses = (what: () => unknown, message: RegExp) => assert.rejects(async () => what(), message)
    await refuses(() => simulatedAnnealing({ sweeps: 0 }), /sweeps must be a whole number of 1 or more, got 0/)
    await refuses(() => simulatedAnnealing({ swept: 1 } as never), /unknown option "swept"/)
    await refuses(() => simulatedAnnealing({ sweeps: 5, restarts: 6 }), /restarts must be .* 5 sweeps .* got 6/)
    await refuses(() => simulatedQuantumAnnealing({ slices: 5 }), /slices must be an even whole number.* got 5/)
    await refuses(() => simulatedQuantumAnnealing({ moves: ['jump'] as never }), /unknown move "jump"/)
    await refuses(() => simulatedQuantumAnnealing({ moves: 'local' as never }), /moves must be an array of/)
    await refuses(() => simulatedQuantumAnnealing({ engine: 'warp' as never }), /unknown engine "warp"; there are wasm/)
    await refuses(() => simulatedBifurcation({ engine: 'gpu', backend: 'cuda' as never }), /unknown back end "cuda"/)
    await refuses(() => simulatedBifurcation({ backend: 'cpu' }), /a back end is that of engine "gpu"/)
    await refuses(
      () => solve(barrier({ n: 4, height: 1 }), simulatedQuantumAnnealing({ engine: 'wasm' })),
      /engine "wasm" needs couplings, which a problem of the kind "barrier" does not have/,
    )
    await refuses(() => sbpi({ clip: 20 }), /clip must be odd.* got 20/)
    await refuses(() => robustEnsemble({ replicas: 1 }), /replicas must be .* got 1/)
    await refuses(
      () => solve(problem, simulatedAnnealing({ beta: t => 1 - 2 * t })),
      /beta must be finite and 0 or more at every t, got -/,
    )
    await refuses(
      () => solve(problem, simulatedAnnealing({ beta: [0, 1], schedule: 'geometric' })),
      /from 0 to 1 there are no equal ratios/,
    )
    await refuses(() => solve(problem, simulatedQuantumAnnealing({ field: 0 })), /field must be above 0 somewhere/)
    await refuses(() => solve(problem, sbpi()), /a problem of the kind "ising" does not have/)
    await refuses(() => solve(barrier({ n: 4, height: 1 }), simulatedBifurcation()), /needs couplings.*"barrier"/)
    await refuses(() => solve(ising({ n: 25 }), exact()), /25 spins have 3.4e\+7 configurations/)
    await refuses(() => solve(problem, exact(), { reads: 2 }), /every read of "exact enumeration" is the same/)
    await refuses(() => solve(problem, simulatedAnnealing(), { reads: 0 }), /reads must be/)
    await refuses(() => solve(problem, simulatedAnnealing(), { timeLimit: 0 }), /timeLimit must be above 0/)
    await refuses(() => solve(problem, simulatedAnnealing(), { target: NaN }), /target must be a number/)
    await refuses(() => solve(problem, simulatedAnnealing(), { red: 1 } as never), /unknown option "red"/)
  })
})

describe('the heat bath', () => {
  it('draws configurations with the Boltzmann distribution', async () => {
    const problem = randomIsing(4, 5)
    const weights = Array.from({ length: 16 }, (_, b) =>
      Math.exp(-0.8 * problem.energy([0, 1, 2, 3].map(i => 1 - 2 * ((b >> i) & 1)))),
    )
    const total = weights.reduce((a, b) => a + b, 0)
    const counts = new Array<number>(16).fill(0)
    const run = await simulatedAnnealing({ sweeps: 40_000, beta: 0.8 })
      .prepare(problem)
      .start(Uint32Array.of(1, 2, 3, 4))
    let samples = 0
    for (let s = 0; s < 40_000; s++) {
      void run.sweep(s)
      if (s % 8) continue // far enough apart to be independent
      samples++
      counts[run.state().reduce((b, spin, i) => b + (spin < 0 ? 1 << i : 0), 0)]++
    }
    const chiSquare = counts.reduce((sum, count, b) => {
      const expected = (samples * weights[b]) / total
      return sum + (count - expected) ** 2 / expected
    }, 0)
    assert(chiSquare < 37.7, `chi square ${chiSquare}, 15 degrees of freedom: above 37.7 once in a thousand`)
  })
})

describe('time to target', () => {
  it('is one read where all succeed, and never where none does', () => {
    assert.equal(readsToTarget(10, 10).value, 1)
    assert.deepEqual([readsToTarget(0, 10).value, readsToTarget(0, 10).high], [Infinity, Infinity])
    assert(Math.abs(readsToTarget(50, 100).value - Math.log(0.01) / Math.log(0.5)) < 1e-12)
    assert.throws(() => readsToTarget(1, 2, 1), /confidence must lie between 0 and 1/)
  })

  it("has Wilson's interval (Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20)", () => {
    const rounded = (hits: number, reads: number) => {
      const { low, high } = successProbability(hits, reads)
      return [low.toFixed(4), high.toFixed(4)]
    }
    assert.deepEqual(rounded(81, 263), ['0.2553', '0.3662'])
    assert.deepEqual(rounded(15, 148), ['0.0624', '0.1605'])
    assert.deepEqual(rounded(0, 20), ['0.0000', '0.1611'])
  })
})
