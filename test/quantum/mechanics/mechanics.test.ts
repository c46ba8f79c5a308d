import assert from 'node:assert/strict'
import fc from 'fast-check'
import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import {
  adiabaticSearch,
  diagonalAverage,
  evolve,
  gapCurve,
  grover,
  ising,
  isingChain,
  landauZener,
  objective,
  pathIntegral,
  quantumAnnealing,
  spectrum,
  squaredMagnetization,
  thermalAverages,
  transverseAverage,
  transverseIsing,
  tridiagonalEigenvalues,
  trotterAverages,
  type Operator,
} from '../../../quantum/index.js'
import { chain, randomIsing } from '../instances.js'

const near = (found: number, expected: number, tolerance = 1e-8) => {
  assert(Math.abs(found - expected) <= tolerance, `${found}, expected ${expected} to ${tolerance}`)
}

/** All eigenvalues, from the full matrix. */
function diagonalised(operator: Operator): number[] {
  const { dimension } = operator
  const matrix = Matrix.zeros(dimension, dimension)
  const [unit, column] = [new Float64Array(dimension), new Float64Array(dimension)]
  for (let b = 0; b < dimension; b++) {
    unit.fill(0)
    unit[b] = 1
    operator.apply(unit, column)
    matrix.setColumn(b, column)
  }
  return new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues.toSorted((a, b) => a - b)
}

describe('spectrum', () => {
  it('has the lowest eigenvalues of the full matrix, degenerate ones as often as they are there', () => {
    for (const [problem, field] of [
      [randomIsing(6, 3), 0.7],
      [chain(6, true), 1],
      [ising({ n: 5 }), 1], // all spins free: levels of 1, 5, 10, ...
    ] as const) {
      const operator = transverseIsing(problem, field)
      const { energies, states } = spectrum(operator, { levels: 8 })
      const all = diagonalised(operator)
      energies.forEach((energy, k) => {
        near(energy, all[k], 1e-10)
      })
      const product = new Float64Array(operator.dimension)
      states.forEach((state, k) => {
        operator.apply(state, product)
        near(Math.hypot(...product.map((x, b) => x - energies[k] * state[b])), 0, 1e-7)
      })
    }
  })

  it('without a field has the classical energies', () => {
    const problem = randomIsing(5, 1)
    const { energies } = spectrum(transverseIsing(problem, 0), { levels: 32 })
    const classical = transverseIsing(problem, 0).energies.toSorted()
    energies.forEach((energy, k) => {
      near(energy, classical[k], 1e-10)
    })
  })

  it('names what is wrong', () => {
    const operator = transverseIsing(ising({ n: 2 }), 1)
    assert.throws(() => spectrum(operator, { levels: 5 }), /levels must be a whole number of 1 to 4, got 5/)
    assert.throws(() => spectrum(operator, { tolerance: 0 }), /tolerance must be above 0/)
    assert.throws(
      () => transverseIsing(ising({ n: 30 }), 1),
      /30 spins has 2\^30 amplitudes, 8\.6 GB each vector; it takes up to 16/,
    )
    assert.throws(() => transverseIsing(ising({ n: 2 }), NaN), /field must be finite/)
    assert.throws(
      () =>
        transverseIsing(
          objective(2, () => NaN),
          1,
        ),
      /returned NaN/,
    )
  })
})

describe('isingChain', () => {
  it('has the levels and the transverse field of state vectors, open and as a ring', () => {
    for (const n of [2, 3, 8])
      for (const ring of n > 2 ? [false, true] : [false])
        for (const [field, coupling] of [
          [0.5, 1],
          [1, 1],
          [2, 1.5],
        ]) {
          // prettier-ignore
          const { energies, states } = spectrum(transverseIsing(chain(n, ring, coupling), field))
          const solved = isingChain({ n, field, coupling, ring })
          near(solved.energy, energies[0], 1e-10)
          near(solved.gap, energies[1] - energies[0], 1e-10)
          near(solved.transverse, transverseAverage(states[0]) / n, 1e-7)
        }
  })

  it('has closed forms where it is critical, at any length', () => {
    for (const n of [12, 64, 777]) {
      near(isingChain({ n, field: 1 }).energy / n, (1 - 1 / Math.sin(Math.PI / (4 * n + 2))) / n, 1e-12)
      near(isingChain({ n, field: 1, ring: true }).energy / n, -2 / Math.sin(Math.PI / (2 * n)) / n, 1e-12)
      near(isingChain({ n, field: 1, ring: true }).gap, 2 * Math.tan(Math.PI / (4 * n)), 1e-10)
    }
  })

  it('says where a gap is below rounding', () => {
    const { gap, gapBelowRounding } = isingChain({ n: 200, field: 0.5 })
    assert(gapBelowRounding && gap > 0 && gap < 1e-12)
    assert(isingChain({ n: 200, field: 0.5, ring: true }).gapBelowRounding)
    assert(!isingChain({ n: 200, field: 1 }).gapBelowRounding)
  })

  it('names what is wrong', () => {
    assert.throws(() => isingChain({ n: 1, field: 1 }), /n must be/)
    assert.throws(() => isingChain({ n: 4, field: -1 }), /field must be/)
    assert.throws(() => isingChain({ n: 4, field: 1, coupling: -1 }), /coupling must be .* got -1/)
  })
})

describe('eigenvalues of a tridiagonal matrix', () => {
  it('are those of the full matrix', () => {
    const usual = fc.double({ min: -3, max: 3, noNaN: true })
    const numbers = usual.map(x => (Math.abs(x) < 1e-100 ? 0 : x)) // nothing that underflows
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(numbers, { minLength: 23, maxLength: 23 }),
        fc.boolean(),
        (n, x, zero) => {
          const d = Float64Array.from(x.slice(0, n), value => (zero ? 0 : value))
          const e = Float64Array.from(x.slice(12, 11 + n))
          const matrix = Matrix.zeros(n, n)
          d.forEach((value, i) => matrix.set(i, i, value))
          e.forEach((value, i) => matrix.set(i, i + 1, value).set(i + 1, i, value))
          const expected = new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues
          expected.sort((a, b) => a - b)
          tridiagonalEigenvalues(d, e).forEach((value, k) => {
            near(value, expected[k], 1e-12)
          })
        },
      ),
    )
  })
})

describe('thermal averages', () => {
  it('of free spins are hyperbolic tangents', () => {
    const [beta, field] = [0.8, 0.6]
    const found = thermalAverages(ising({ fields: [1, 1, 1] }), { beta, field })
    const size = Math.hypot(1, field)
    near(found.energy, (-3 * Math.tanh(beta * size)) / size)
    near(found.transverse, (3 * field * Math.tanh(beta * size)) / size)
  })

  it('go to the ground state as it grows cold, and to nothing at infinite temperature', () => {
    const problem = randomIsing(6, 2)
    const { energies, states } = spectrum(transverseIsing(problem, 1), { levels: 1 })
    const { energy, transverse } = thermalAverages(problem, { beta: 200, field: 1 })
    near(energy - transverse, energies[0])
    near(transverse, transverseAverage(states[0]), 1e-7)
    near(thermalAverages(problem, { beta: 0, field: 1 }).energy, 0)
  })

  it('are approached by slices, with an error that falls as the square of their number', () => {
    const problem = randomIsing(6, 2)
    const exact = thermalAverages(problem, { beta: 1, field: 1 })
    const error = (slices: number) => trotterAverages(problem, { beta: 1, field: 1, slices }).energy - exact.energy
    near(error(32) / error(64), 4, 0.01)
    near(error(64) / error(128), 4, 0.003)
  })

  it('of a path integral lie within its standard errors, for every move and for problems that are not quadratic', async () => {
    const problem = randomIsing(5, 1)
    const settings = { beta: 1.5, field: 1, slices: 8 }
    const same = objective(5, state => problem.energy(state))
    for (const [it, sweeps] of [
      [problem, 20_000],
      [same, 4000],
    ] as const)
      // prettier-ignore
      for (const moves of [['local'], ['cluster'], ['local', 'cluster', 'global']] as const) {
        const expected = trotterAverages(problem, settings)
        const { energy, transverse } = await pathIntegral(it, { ...settings, sweeps, moves, seed: 3 })
        near(energy.mean, expected.energy, 4 * energy.error)
        near(transverse.mean, expected.transverse, 4 * transverse.error)
        assert(energy.error < 0.15 && transverse.error < 0.15)
      }
  })

  it('name what is wrong', async () => {
    const problem = ising({ n: 2 })
    assert.throws(() => thermalAverages(ising({ n: 13 }), { beta: 1, field: 1 }), /up to 12 spins/)
    assert.throws(() => thermalAverages(problem, { beta: -1, field: 1 }), /beta must be/)
    assert.throws(() => trotterAverages(problem, { beta: 1, field: 1, slices: 3 }), /slices must be an even/)
    await assert.rejects(pathIntegral(problem, { beta: 1, field: 0 }), /field must be finite and above 0/)
    await assert.rejects(pathIntegral(problem, { beta: 1, field: 1, sweeps: 10 }), /10 sweeps in 50 blocks/)
  })
})

describe('evolve', () => {
  it('keeps to the error it was allowed, against exact rotation of one spin', () => {
    for (const tolerance of [1e-4, 1e-7, 1e-10]) {
      const operator = transverseIsing(ising({ fields: [0.6] }), 0.8) // turns at a rate of 1
      const start = { re: Float64Array.of(1, 0), im: new Float64Array(2) }
      const { state, error } = evolve({ dimension: 2, parts: [operator], coefficients: () => [1] }, start, {
        to: 30,
        tolerance,
      })
      const [c, s] = [Math.cos(30), Math.sin(30)]
      const off = Math.hypot(state.re[0] - c, state.im[0] - 0.6 * s, state.re[1], state.im[1] - 0.8 * s)
      assert(off <= tolerance && error <= tolerance, `${off}, allowed ${tolerance}`)
      assert.deepEqual([...start.re], [1, 0])
    }
  })

  it('keeps the norm, and goes back the way it came', () => {
    const operator = transverseIsing(randomIsing(5, 2), 1)
    const there = { dimension: 32, parts: [operator], coefficients: (t: number) => [1 + Math.sin(t)] }
    const back = { ...there, coefficients: (t: number) => [-1 - Math.sin(3 - t)] }
    const start = { re: new Float64Array(32), im: new Float64Array(32) }
    start.re[7] = 1
    const { state } = evolve(there, start, { to: 3 })
    near(
      state.re.reduce((sum, x, b) => sum + x * x + state.im[b] ** 2, 0),
      1,
    )
    near(evolve(back, state, { to: 3 }).state.re[7], 1)
  })

  it('names what is wrong', () => {
    const operator = { dimension: 2, parts: [], coefficients: () => [] }
    const start = { re: new Float64Array(2), im: new Float64Array(2) }
    assert.throws(() => evolve(operator, start, { to: NaN }), /no time span/)
    assert.throws(() => evolve(operator, start, { to: 1, tolerance: 0 }), /tolerance must be above 0/)
    assert.throws(() => evolve(operator, { re: start.re, im: new Float64Array(1) }, { to: 1 }), /2 amplitudes/)
  })
})

describe('annealing by exact mechanics', () => {
  it('stays in the ground state when it is slow, and finds it by chance when it is sudden', () => {
    const problem = randomIsing(4, 1)
    near(quantumAnnealing(problem, { duration: 1e-6 }).success, 1 / 16, 1e-5)
    assert(quantumAnnealing(problem, { duration: 60 }).success > 0.99)
  })

  it('counts every ground state', () => {
    near(quantumAnnealing(ising({ n: 2 }), { duration: 3 }).success, 1)
  })

  it('has the smallest gap of a curve that begins with the field and ends with the problem', () => {
    const problem = ising({ fields: [1] }) // (1 - s) and s at right angles
    const { s, ground, excited, minimum } = gapCurve(problem, { points: 5 })
    near(minimum.s, 0.5, 1e-4)
    near(minimum.gap, Math.SQRT2, 1e-8)
    assert.deepEqual([...s], [0, 0.25, 0.5, 0.75, 1])
    near(ground[0], -1)
    near(excited[4], 1)
  })

  it('names what is wrong', () => {
    const problem = ising({ n: 2 })
    assert.throws(() => quantumAnnealing(problem, { duration: 0 }), /duration must be/)
    assert.throws(() => quantumAnnealing(problem, { duration: 1, schedule: () => 2 }), /must stay in 0..1, got 2/)
    assert.throws(() => quantumAnnealing(ising({ n: 17 }), { duration: 1 }), /up to 16 spins/)
    assert.throws(() => gapCurve(problem, { points: 2 }), /points must be/)
  })
})

describe('search', () => {
  it("is the sine of Grover's angle, for every item and number of rounds", () => {
    for (const [n, marked] of [
      [1, 0],
      [3, 6],
      [8, 200],
    ])
      // prettier-ignore
      grover({ n, rounds: 15, marked }).forEach((p, k) => {
        near(p, Math.sin((2 * k + 1) * Math.asin(2 ** (-n / 2))) ** 2, 1e-12)
      })
  })

  it('is the same in two dimensions as in all', () => {
    for (const schedule of ['linear', 'local'] as const) {
      const settings = { n: 6, duration: 20, schedule, marked: 37, tolerance: 1e-10 }
      near(adiabaticSearch(settings), adiabaticSearch({ ...settings, space: 'full' }), 1e-9)
    }
  })

  it('names what is wrong', () => {
    assert.throws(() => grover({ n: 17, rounds: 1 }), /n must be a whole number of 1 to 16/)
    assert.throws(() => grover({ n: 2, rounds: 1, marked: 4 }), /marked must be an item of 0 to 2\^2 - 1, got 4/)
    assert.throws(() => adiabaticSearch({ n: 51, duration: 1 }), /1 to 50, got 51/)
    assert.throws(() => adiabaticSearch({ n: 2, duration: 1, schedule: 'fast' as never }), /schedule must be/)
  })
})

describe('Landau-Zener', () => {
  it('follows the formula', () => {
    const { stay, formula } = landauZener({ gap: 1, velocity: 2 })
    near(stay, formula, 1e-6)
    assert.throws(() => landauZener({ gap: 0, velocity: 1 }), /gap must be finite and above 0/)
  })
})

describe('averages', () => {
  it('of all spins up are 1 and 0, of all in both directions n and 1 / n', () => {
    const up = Float64Array.of(1, ...new Float64Array(15))
    near(diagonalAverage(up, squaredMagnetization(4)), 1)
    near(transverseAverage(up), 0)
    const both = new Float64Array(16).fill(0.25)
    near(transverseAverage(both), 4)
    near(diagonalAverage(both, squaredMagnetization(4)), 0.25)
    assert.throws(() => diagonalAverage(up, [1]), /16 amplitudes need as many values, got 1/)
  })
})
