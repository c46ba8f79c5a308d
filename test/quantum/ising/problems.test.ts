import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  barrier,
  graphOf,
  maxCut,
  objective,
  perceptron,
  qubo,
  randomPerceptron,
  readGset,
  spins,
  toQubo,
  writeGset,
  type Problem,
} from '../../../quantum/index.js'
import { randomIsing } from '../instances.js'

const problems: Record<string, Problem> = {
  Ising: randomIsing(9, 2),
  'a perceptron': randomPerceptron({ n: 9, load: 5, seed: 1 }),
  'a barrier': barrier({ n: 9, height: 3, width: 2 }),
  'an objective': objective(9, s => -Math.abs(s.reduce((a, b) => a + b, 0))),
}

describe('a problem', () => {
  for (const [name, problem] of Object.entries(problems))
    it(`walks: after any flips, energy and differences are those of the state (${name})`, () => {
      fc.assert(
        fc.property(fc.nat(511), fc.array(fc.nat(8), { maxLength: 40 }), (b, flips) => {
          const start = spins(b, 9)
          const walker = problem.walker(start)
          for (const i of flips) {
            const expected = walker.energy + walker.delta(i)
            walker.flip(i)
            assert(Math.abs(walker.energy - expected) < 1e-12)
          }
          assert(Math.abs(walker.energy - problem.energy(walker.state)) < 1e-12)
          for (let i = 0; i < 9; i++) {
            const flipped = walker.state.map((s, k) => (k === i ? -s : s))
            assert(Math.abs(problem.energy(flipped) - walker.energy - walker.delta(i)) < 1e-12)
          }
          assert.deepEqual(start, spins(b, 9), 'the state that it was given is not its own')
        }),
      )
    })
})

describe('qubo', () => {
  it('has the energies of xᵀQx, and comes back as it went', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 16, maxLength: 16 }),
        fc.nat(15),
        (q, b) => {
          const problem = qubo(Float64Array.from(q))
          const x = [0, 1, 2, 3].map(i => (b >> i) & 1)
          let energy = 0
          for (let i = 0; i < 4; i++) for (let j = 0; j < 4; j++) energy += q[4 * i + j] * x[i] * x[j]
          assert(Math.abs(problem.energy(spins(b, 4)) - energy) < 1e-12)
          const back = toQubo(problem)
          assert(Math.abs(back.constant) < 1e-12)
          back.linear.forEach((a, i) => {
            assert(Math.abs(a - q[5 * i]) < 1e-12)
          })
          for (const [i, j, w] of back.edges) assert(Math.abs(w - q[4 * i + j] - q[4 * j + i]) < 1e-12)
        },
      ),
    )
  })

  it('takes the parts of a QUBO, and names what is wrong', () => {
    const problem = randomIsing(6, 4)
    const again = qubo(toQubo(problem))
    for (let b = 0; b < 64; b++) assert(Math.abs(problem.energy(spins(b, 6)) - again.energy(spins(b, 6))) < 1e-12)
    assert.throws(() => qubo([[1, 2]]), /qubo: not square/)
    assert.throws(() => qubo([[NaN]]), /qubo: \[0\]\[0\] must be finite/)
    assert.throws(() => qubo({ linear: Float64Array.of(1), edges: [], constant: NaN }), /constant must be finite/)
  })
})

describe('maximum cut', () => {
  const text = '4 4\n1 2 1\n2 3 -1\n3 4 2\n1 4 1\n'

  it('has minus the weight of the cut as its energy', () => {
    const problem = maxCut(readGset(text))
    assert.equal(problem.energy([1, 1, 1, 1]), 0)
    assert.equal(problem.energy([1, -1, -1, 1]), -3)
    assert.equal(problem.energy([1, -1, 1, -1]), -3)
  })

  it('is read and written in the format of the G-set', () => {
    assert.equal(writeGset(readGset(text)), text)
    assert.equal(writeGset(readGset('2 1\r\n1 2\r\n\r\n')), '2 1\n1 2 1\n')
    assert.deepEqual(graphOf(maxCut(readGset(text))).edges.toSorted(), readGset(text).edges.toSorted())
  })

  it('names what is wrong', () => {
    assert.throws(() => readGset(''), /the text is empty/)
    assert.throws(() => readGset('three'), /line 1 must be the numbers of vertices and edges, got "three"/)
    assert.throws(() => readGset('3 1\n1 4 1'), /line 2 must be two vertices of 1 to 3 and a weight, got "1 4 1"/)
    assert.throws(() => readGset('3 2\n1 2 1'), /says 2 edges, but there are 1/)
    assert.throws(() => maxCut({ n: 2, edges: [[0, 0, 1]] }), /coupled to itself/) // prettier-ignore
    assert.throws(() => graphOf(randomIsing(3, 1)), /spin 0 has the field .*one more spin/)
  })
})

describe('perceptron', () => {
  it('counts the patterns on the wrong side', () => {
    const rows = [[1, 1, 1], [1, -1, -1], [-1, -1, 1]] // prettier-ignore
    const problem = perceptron(rows, [1, 1, -1])
    assert.equal(problem.energy([1, 1, 1]), 1)
    assert.equal(problem.energy([1, 1, -1]), 0)
    assert.equal(problem.energy([-1, -1, 1]), 3)
  })

  it('names what is wrong', () => {
    assert.throws(() => perceptron([]), /no patterns/)
    assert.throws(() => perceptron([[1, 1]]), /number of inputs must be odd.*got 2; add one/)
    assert.throws(() => perceptron([[1], [1, 1, 1]]), /pattern 0 has 1 inputs, pattern 1 has 3/)
    assert.throws(() => perceptron([[0]]), /input 0 of pattern 0 must be 1 or -1, got 0/)
    assert.throws(() => perceptron([[1]], [2]), /label 0 must be 1 or -1, got 2/)
    assert.throws(() => perceptron([[1]], [1, 1]), /1 patterns need 1 labels, got 2/)
    assert.throws(() => randomPerceptron({ n: 10, load: 1 }), /odd whole number, got 10/)
    assert.throws(() => randomPerceptron({ n: 11, load: 0 }), /gives 0 patterns/)
  })
})

describe('barrier', () => {
  it('is the Hamming weight, with a spike at a quarter', () => {
    const problem = barrier({ n: 8, height: 5 })
    const up = (k: number) => spins(255 - (2 ** k - 1), 8)
    assert.deepEqual([0, 4, 5, 6, 7, 8].map(k => problem.energy(up(k))), [8, 4, 3, 7, 1, 0]) // prettier-ignore
  })

  it('names what is wrong', () => {
    assert.throws(() => barrier({ n: 0, height: 1 }), /n must be/)
    assert.throws(() => barrier({ n: 4, height: NaN }), /height must be finite/)
    assert.throws(() => barrier({ n: 4, height: 1, width: -1 }), /width must be/)
    assert.throws(() => barrier({ n: 4, height: 1, at: 5 }), /at must be a whole number of 0 to 4, got 5/)
  })
})

describe('objective', () => {
  it('refuses a function that returns NaN, with the spins for which it did', () => {
    const problem = objective(2, s => (s[0] > 0 ? 0 : NaN))
    assert.equal(problem.walker(Int8Array.of(1, 1)).energy, 0)
    assert.throws(() => problem.walker(Int8Array.of(1, 1)).delta(0), /returned NaN for the spins -1 1/)
    assert.throws(() => objective(0, () => 0), /n must be/)
  })
})
