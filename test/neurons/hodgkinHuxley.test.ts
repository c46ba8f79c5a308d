import assert from 'node:assert/strict'
import { evaluator } from '../../sdk/model/index.js'
import { hodgkinHuxley } from '../../sdk/neurons/index.js'

describe('hodgkinHuxley', () => {
  it('has rates without singularities: finite and smooth where their formulas say 0/0', () => {
    const lines = Object.fromEntries(hodgkinHuxley.model.equations.map(({ variable, right }) => [variable, right]))
    const rate = (variable: string, v: number) => {
      const values: Record<string, number> = { v, VT: -63, m: 0, h: 0, n: 0 }
      return evaluator(lines[variable], name => () => values[name])(0)
    }
    // alpha_m is .32*4 at v = VT + 13, alpha_n .032*5 at VT + 15; both have slope 1/2 of that over the unit of z.
    for (const [variable, at, limit, unit] of [
      ['m', -50, 1.28, 4],
      ['n', -48, 0.16, 5],
    ] as const) {
      assert.equal(rate(variable, at), limit)
      for (const distance of [1e-13, 1e-9, 1e-6, -1e-6, -1e-9]) {
        const z = (at + distance - at) / unit
        const series = limit * (1 + z / 2 + (z * z) / 12)
        assert(Math.abs(rate(variable, at + distance) - series) < 4e-16 * 2 * limit, `${variable} at ${distance}`)
      }
    }
  })
})
