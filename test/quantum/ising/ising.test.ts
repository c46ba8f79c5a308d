import assert from 'node:assert/strict'
import fc from 'fast-check'
import { bitsOf, ising, spins } from '../../../quantum/index.js'
import { randomIsing } from '../instances.js'

describe('ising', () => {
  const numbers = { min: -2, max: 2, noNaN: true }

  it('has the energy of the textbook: a positive coupling wants its spins equal, a positive field its spin up', () => {
    const pair = ising({ couplings: [[0, 0.5], [0.5, 0]], fields: [0.25, -1], constant: 3 }) // prettier-ignore
    assert.deepEqual(
      [[1, 1], [1, -1], [-1, 1], [-1, -1]].map(s => pair.energy(s)), // prettier-ignore
      [3.25, 2.25, 4.75, 1.75],
    )
  })

  it('is the same from a matrix, from a flat matrix and from edges', () => {
    const couplings = [[0, 1, -2], [1, 0, 0], [-2, 0, 0]] // prettier-ignore
    const problems = [
      ising({ couplings }),
      ising({ couplings: Float64Array.from(couplings.flat()) }),
      ising({ edges: [[2, 0, -2], [0, 1, 1]] }), // prettier-ignore
    ]
    for (const { offsets, targets, weights } of problems) {
      assert.deepEqual([...offsets], [0, 2, 3, 4])
      assert.deepEqual([...targets], [1, 2, 0, 0])
      assert.deepEqual([...weights], [1, -2, 1, -2])
    }
  })

  it('has the published ground states of random instances', () => {
    const least = (n: number, seed: number) => {
      const problem = randomIsing(n, seed)
      const energies = Array.from({ length: 2 ** n }, (_, b) => problem.energy(spins(b, n)))
      const min = Math.min(...energies)
      return [min.toFixed(8), energies.indexOf(min)]
    }
    assert.deepEqual(least(8, 1), ['-9.12713414', 25])
    assert.deepEqual(least(12, 1), ['-16.49983017', 3620])
  })

  it('walks: after any flips, energy and differences are those of the state', () => {
    const problem = randomIsing(9, 3)
    fc.assert(
      fc.property(fc.nat(511), fc.array(fc.nat(8), { maxLength: 30 }), (b, flips) => {
        const walker = problem.walker(spins(b, 9))
        for (const i of flips) walker.flip(i)
        assert(Math.abs(walker.energy - problem.energy(walker.state)) < 1e-12)
        for (let i = 0; i < 9; i++) {
          const flipped = walker.state.slice()
          flipped[i] = -flipped[i]
          assert(Math.abs(problem.energy(flipped) - walker.energy - walker.delta(i)) < 1e-12)
        }
      }),
    )
  })

  it('does not change when spins and their couplings are flipped together (gauge)', () => {
    fc.assert(
      fc.property(fc.array(fc.double(numbers), { minLength: 10, maxLength: 10 }), fc.nat(31), fc.nat(31), (J, b, g) => {
        const [gauge, state] = [spins(g, 5), spins(b, 5)]
        const pairs = [[0, 1], [0, 2], [0, 3], [0, 4], [1, 2], [1, 3], [1, 4], [2, 3], [2, 4], [3, 4]] // prettier-ignore
        const plain = ising({ n: 5, edges: pairs.map(([i, j], k) => [i, j, J[k]]) })
        const turned = ising({ n: 5, edges: pairs.map(([i, j], k) => [i, j, J[k] * gauge[i] * gauge[j]]) })
        const difference = plain.energy(state) - turned.energy(state.map((s, i) => s * gauge[i]))
        assert(Math.abs(difference) < 1e-12)
      }),
    )
  })

  it('names what is wrong', () => {
    const bad = (options: object, message: RegExp) => {
      assert.throws(() => ising(options), message)
    }
    bad({ couplings: [[0, 1], [2, 0]] }, /not symmetric: \[0\]\[1\] is 1, \[1\]\[0\] is 2/) // prettier-ignore
    bad({ couplings: [[0, 1], [1]] }, /not square: 2 rows, but row 1 has 1 numbers/)
    bad({ couplings: [[1, 1], [1, 0]] }, /spin 0 is coupled to itself by 1/) // prettier-ignore
    bad({ couplings: [[0, NaN], [NaN, 0]] }, /\[0\]\[1\] must be finite, got NaN/) // prettier-ignore
    bad({ couplings: new Float64Array(5) }, /a flat matrix must have n² numbers for some n of 1 or more, got 5/)
    bad({ couplings: [[0]], n: 2 }, /n is 2, but the couplings are those of 1 spins/)
    bad({ n: 1.5 }, /1 spin or more, got 1.5/)
    bad({ couplings: [[0]], fields: [1, 2] }, /1 spins need 1 fields, got 2/)
    bad({ fields: [1, Infinity] }, /field of spin 1 must be finite, got Infinity/)
    bad({ edges: [[0, 0, 1]] }, /spin 0 is coupled to itself/)
    bad({ edges: [[0, 1, 1], [1, 0, 1]] }, /the edge 0, 1 is given twice/) // prettier-ignore
    bad({ edges: [[0, 3, 1]], n: 3 }, /a spin must be a whole number of 0 to 2, got 3/)
    bad({ edges: [[0, 1, NaN]] }, /the weight must be finite, got NaN/)
    bad({}, /there must be 1 spin or more/)
    bad({ coupling: [[0]] }, /unknown option "coupling"; .*did you mean "couplings"/)
    assert.throws(() => ising({ n: 2 }).energy([1, 0]), /spin 1 must be 1 or -1, got 0/)
    assert.throws(() => ising({ n: 2 }).energy([1]), /the problem has 2 spins, the state 1/)
  })
})

describe('spins', () => {
  it('go to the index of state vectors and back', () => {
    assert.deepEqual([...spins(5, 3)], [-1, 1, -1])
    for (const b of [0, 1, 12345, 2 ** 40 + 7]) assert.equal(bitsOf(spins(b, 45)), b)
    assert.throws(() => spins(8, 3), /0 to 2\^3 - 1, got 8/)
  })
})
