import assert from 'node:assert/strict'
import fc from 'fast-check'
import { evaluator, parseExpression } from '../../sdk/model/index.js'
import { bounds } from '../../sdk/model/interval.js'

const formulas = [
  '0.04*v^2 + 5*v + 140 - u',
  '(v - u)/(2 + v^2)',
  'exp(v/10) - tanh(u) + exprel(v/5)',
  'abs(v) + min(v, u) - max(u, 1) + clip(v, -1, 2)',
  'sin(v)*cos(u) + floor(v)',
  'v^3 - u^4 + sqrt(abs(u)) + log(1 + v^2)',
  '-(v > u ? v : u) + 2^v',
]

describe('bounds by interval arithmetic', () => {
  it('hold every value of an expression over the ranges of its names', () => {
    const number = fc.double({ min: -8, max: 8, noNaN: true })
    fc.assert(
      fc.property(
        fc.constantFrom(...formulas),
        number,
        number,
        number,
        number,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (formula, a, b, c, d, share) => {
          const ranges = { v: [Math.min(a, b), Math.max(a, b)], u: [Math.min(c, d), Math.max(c, d)] } as const
          const expression = parseExpression(formula, 'f')
          const [low, high] = bounds(expression, name => ranges[name as 'v'])
          // Between subnormal numbers the sum may round to one beyond the range.
          const at = ([from, to]: readonly [number, number], part: number) =>
            Math.min(to, Math.max(from, from + part * (to - from)))
          const value = evaluator(
            expression,
            name => () => at(ranges[name as 'v'], name === 'v' ? share : 1 - share),
          )(0)
          const room = 1e-9 * (1 + Math.abs(value))
          assert(low - room <= value && value <= high + room, `${formula}: ${value} not in ${low} .. ${high}`)
        },
      ),
      { numRuns: 500, examples: [['sin(v)*cos(u) + floor(v)', -5e-324, -8.761435144598338e-308, 0, 0, 1]] },
    )
  })

  it('decide conditions where they can', () => {
    const decide = (text: string, v: readonly [number, number]) => [
      ...bounds(parseExpression(text, 'f', 'condition'), () => v),
    ]
    assert.deepEqual(decide('v >= 30', [-71, -69]), [0, 0])
    assert.deepEqual(decide('v >= 30', [30, 31]), [1, 1])
    assert.deepEqual(decide('v >= 30', [29, 31]), [0, 1])
    assert.deepEqual(decide('v < 0 and not (v > -100)', [-71, -69]), [0, 0])
    assert.deepEqual(decide('v < 0 or v == 3', [-71, -69]), [1, 1])
  })

  it('are none where nothing can be said', () => {
    const of = (text: string) => [...bounds(parseExpression(text, 'f'), () => [-1, 1])]
    for (const text of ['1/v', 'log(v)', '(v > 0 ? 1 : 2)', 'tan(2*v)', 'v^0.5']) {
      assert.deepEqual(of(text), [-Infinity, Infinity], text)
    }
  })
})
