import assert from 'node:assert/strict'
import fc from 'fast-check'
import { means, variances, waveFunction, weightChain } from '../../../quantum/superposition/index.js'

const well = (v: number) => 8 * (v * v - 0.36) ** 2
const near = (found: number, expected: number, within = 1e-6) => {
  assert(Math.abs(found - expected) <= within, `${found}, expected ${expected} within ${within}`)
}

describe('one weight on the chain of its levels', () => {
  it('has the exact energies, mean and deviation of a tilted double well', () => {
    const { energies, states, values } = weightChain({ levels: 16, field: 0.5, potential: v => well(v) - 0.2 * v })
    near(energies[0], 0.18064341, 1e-8)
    near(energies[1], 0.40597889, 1e-8)
    near(means(states[0], values)[0], 0.574359)
    near(Math.sqrt(variances(states[0], values)[0]), 0.118308)
  })

  it('has a level split by tunnelling where the wells are alike', () => {
    const { energies } = weightChain({ levels: 16, field: 0.5, potential: well })
    near(energies[0], 0.29400524, 1e-8)
    near(energies[1] - energies[0], 0.00087353, 1e-8)
  })

  it('tunnels through the barrier in real time as it must', () => {
    const weight = waveFunction({ potential: well, field: 0.5, start: 3, dt: 0.001 })
    near(
      weight.run(20).probability(v => v > 0),
      0.391157,
    )
    assert.equal(weight.time, 20)
  })

  it('keeps its norm, and comes to the same by many runs as by one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 5 }), parts => {
        const [whole, pieces] = [0, 1].map(() => waveFunction({ levels: 8, potential: well, start: 1, dt: 0.01 }))
        whole.run(parts.reduce((sum, p) => sum + p / 100, 0))
        for (const p of parts) pieces.run(p / 100)
        whole.probabilities().forEach((p, k) => {
          near(pieces.probabilities()[k], p, 1e-9)
        })
        near(
          whole.probability(() => true),
          1,
          1e-10,
        )
      }),
      { numRuns: 20 },
    )
  })

  it('does not move in a state of a definite energy', () => {
    const { states } = weightChain({ levels: 16, potential: well, field: 0.5 })
    const weight = waveFunction({ potential: well, field: 0.5, start: states[2] })
    const before = weight.probabilities()
    weight.run(7)
    weight.probabilities().forEach((p, k) => {
      near(p, before[k], 1e-5)
    })
  })

  it('names what is wrong', () => {
    assert.throws(() => waveFunction({ start: 16 }), /start must be a level of 0 to 15, got 16/)
    assert.throws(() => waveFunction({ start: [1, 0] }), /start must have an amplitude for each of 16 levels, got 2/)
    assert.throws(() => waveFunction({ potential: v => 1 / (v - 1) }), /potential at 1 is Infinity; it must be finite/)
    assert.throws(() => waveFunction({ levels: 3 as 2 }), /waveFunction: levels must be 2, 4, 8 or 16/)
    assert.throws(() => waveFunction({ steps: 3 } as object), /unknown option "steps"/)
    assert.throws(() => waveFunction().run(-1), /run takes a time of 0 or more, got -1/)
    assert.throws(() => weightChain({ levels: 4, potential: well, field: -1 }), /field must be 0 or more, got -1/)
  })
})
