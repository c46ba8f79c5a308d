import assert from 'node:assert/strict'
import { learnPatterns, randomPatterns, wrongPatterns } from '../../../quantum/tasks/index.js'
import { millsRatio } from '../../../quantum/tasks/millsRatio.js'

describe('random patterns', () => {
  it('have odd inputs, +-1 everywhere, and as many of them as the load says', () => {
    const { inputs, count, signed } = randomPatterns({ inputs: 101, load: 0.5 })
    assert.deepEqual([inputs, count, signed.length], [101, 51, 5151])
    assert(signed.every(x => Math.abs(x) === 1))
    assert(Math.abs(signed.reduce((sum, x) => sum + x, 0)) < 4 * Math.sqrt(5151))
    assert.throws(() => randomPatterns({ inputs: 100, load: 0.5 }), /inputs must be an odd whole number.*got 100/)
    assert.throws(() => randomPatterns({ inputs: 101, load: 0 }), /load must be positive, got 0/)
  })

  it('of a few are learned by every method that has the levels in mind, and the weights are what it says of them', () => {
    const patterns = randomPatterns({ inputs: 101, load: 0.1 })
    for (const method of ['superposition', 'entropic', 'straight-through'] as const) {
      for (const levels of [2, 16] as const) {
        const { solved, wrong, weights } = learnPatterns(patterns, { method, levels })
        assert.deepEqual([method, levels, solved, wrong], [method, levels, true, 0])
        assert.equal(wrongPatterns(patterns, weights), 0)
        assert(weights.every(w => Number.isInteger(Math.round(((w + 1) / 2) * (levels - 1) * 1e9) / 1e9)))
      }
    }
  })

  it('near capacity are learned in superposition, where straight-through training ends with errors', () => {
    const outcomes = [1, 2, 3].map(seed => {
      const patterns = randomPatterns({ inputs: 401, load: 0.6, seed })
      const [wave, plain] = (['superposition', 'straight-through'] as const).map(
        method => learnPatterns(patterns, { method, seed, steps: 1500 }).solved,
      )
      return { wave, plain }
    })
    // The reference: 8 of 8 against 0 of 8. At most one seed in three may miss.
    assert(outcomes.filter(({ wave }) => wave).length >= 2)
    assert(outcomes.filter(({ plain }) => plain).length <= 1)
  })

  it('names what is wrong', () => {
    const patterns = randomPatterns({ inputs: 11, load: 0.5 })
    assert.throws(
      () => learnPatterns(patterns, { method: 'annealing' as 'entropic' }),
      /method must be one of .*"annealing"/,
    )
    assert.throws(() => learnPatterns(patterns, { steps: 0 }), /steps must be a positive whole number, got 0/)
    assert.throws(() => learnPatterns(patterns, { speed: 1 } as object), /unknown option "speed"/)
  })
})

describe('the ratio of the normal density to its distribution function', () => {
  it('is what mpmath gives, to nine digits', () => {
    // mpmath at 30 digits: npdf(z) / ncdf(z).
    const known = [
      [-30, 30.0332596674337],
      [-8, 8.12136811223611],
      [-4, 4.22560714448947],
      [-1, 1.52513527616098],
      [0, 0.797884560802865],
      [2, 0.0552478626789899],
      [9, 1.02797735716689e-18],
    ]
    for (const [z, ratio] of known) {
      const found = millsRatio(z)
      assert(Math.abs(found / ratio - 1) < 1e-9, `${found} at ${z}, expected ${ratio}`)
    }
  })
})
