import assert from 'node:assert/strict'
import fc from 'fast-check'
import { derivative, evaluator, simplify, type Expression } from '../../sdk/model/index.js'
import { functions } from '../../sdk/model/expression.js'
import { linear } from '../../sdk/model/linear.js'
import { parseExpression } from '../../sdk/model/parse.js'
import { withoutSingularities } from '../../sdk/model/removable.js'
import { substitute } from '../../sdk/model/symbolic.js'
import { expressionLatex } from '../../sdk/model/index.js'

const parse = (text: string) => parseExpression(text, 'test')
const value = (e: Expression, at: Record<string, number>) => evaluator(e, name => () => at[name])(0)

/** Random texts of numbers, x, y and all that the language has; powers have bases above 0. */
const { text } = fc.letrec<{ text: string }>(tie => ({
  text: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('x', 'y', '2', '0.5', '3'),
    fc.tuple(tie('text'), fc.constantFrom('+', '-', '*'), tie('text')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a} / (1 + ${b}^2))`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `((1 + abs(${a}))^tanh(${b}))`),
    fc.tuple(tie('text'), tie('text'), tie('text'), tie('text')).map(([a, b, c, d]) => `(${a} < ${b} ? ${c} : ${d})`),
    fc
      .tuple(fc.constantFrom('sin', 'cos', 'tanh', 'abs', '-', 'exprel', 'exp'), tie('text'))
      .map(([f, a]) => (f.startsWith('exp') ? `${f}(sin(${a}))` : `(${f}(${a}))`)),
    tie('text').map(a => `sqrt(1 + ${a}^2)`),
    tie('text').map(a => `log(2 + ${a}^2)`),
    tie('text').map(a => `tan(tanh(${a}))`),
    fc.tuple(fc.constantFrom('min', 'max'), tie('text'), tie('text')).map(([f, a, b]) => `${f}(${a}, ${b})`),
    tie('text').map(a => `clip(${a}, -1, 1)`),
  ),
}))

/** Places that no kink of the texts has. */
const place = fc.integer({ min: -2000, max: 2000 }).map(k => k / 1000 + 1 / 3217)

describe('the derivative', () => {
  it('equals finite differences, wherever the function is smooth', () => {
    let compared = 0
    fc.assert(
      fc.property(text, place, place, (source, x, y) => {
        const e = parse(source)
        const f = (at: number) => value(e, { x: at, y })
        const quotients = [1e-4, 5e-5].map(h => (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h))
        // Where steps or sides disagree there is a kink or a jump.
        const [one, other] = quotients
        const [left, right] = [-1e-5, 1e-5].map(h => (f(x + h) - f(x)) / h)
        const size = 1 + Math.abs(f(x)) + Math.abs(one)
        fc.pre(Number.isFinite(one) && size < 1e4)
        fc.pre(Math.abs(one - other) < 1e-8 * size && Math.abs(left - right) < 1e-3 * size)
        compared++
        const found = value(derivative(e, 'x'), { x, y })
        assert(Math.abs(found - one) < 1e-6 * size, `${source} at ${x}, ${y}: ${found}, not ${one}`)
      }),
      { numRuns: 2000, seed: 1, maxSkipsPerRun: 100 },
    )
    assert(compared > 500)
  })

  it('knows every function', () => {
    for (const [name, count] of Object.entries(functions)) {
      const args = ['0.3*x', '0.5', '2'].slice(0, count)
      assert.doesNotThrow(() => derivative(parse(`${name}(${args.join(', ')})`), 'x'), name)
    }
    assert.throws(() => derivative(parseExpression('x > 1', 'test', 'condition'), 'x'), /a condition has none/)
  })

  it('of exprel is right to rounding at 0 and near it', () => {
    const slope = derivative(parse('exprel(x)'), 'x')
    assert.equal(value(slope, { x: 0 }), 0.5)
    // The sum of x^k/(k! (k + 2)).
    const series = (x: number) => {
      let sum = 0
      for (let k = 0, term = 1; k < 40; term *= x / ++k) sum += term / (k + 2)
      return sum
    }
    for (const x of [1e-12, -1e-6, 1e-3, 0.0499, -0.0499, 0.0501, -0.3, 1, 3]) {
      const error = Math.abs(value(slope, { x }) / series(x) - 1)
      assert(error < 1e-13, `at ${x}: ${error}`)
    }
  })

  it('is short: what is 0 or 1 does not show', () => {
    const of = (source: string) => expressionLatex(derivative(parse(source), 'v'))
    assert.equal(of('0.04*v^2 + 5*v + 140 - u'), '0.04 \\left(2 v\\right) + 5')
    assert.equal(of('(E - v)/tau'), '-\\frac{1}{\\tau}')
    assert.equal(of('u > 0 ? u : 1'), '0')
  })
})

describe('simplify', () => {
  it('leaves out what does nothing', () => {
    const cases = [
      ['0*v + 1*u^1', 'u'],
      ['v - 0', 'v'],
      ['(2 + 3)*v', '5 v'],
      ['v^0', '1'],
      ['-(-v)', 'v'],
      ['0/v + exp(0*v)', 'e^{0}'],
    ]
    for (const [source, expected] of cases) assert.equal(expressionLatex(simplify(parse(source))), expected, source)
  })

  it('keeps values', () => {
    fc.assert(
      fc.property(text, source => {
        const at = { x: 0.7, y: -1.3 }
        const [a, b] = [value(parse(source), at), value(simplify(parse(source)), at)]
        assert(Math.abs(a - b) <= 1e-12 * (1 + Math.abs(a)), source)
      }),
      { numRuns: 500, seed: 2 },
    )
  })
})

describe('linear', () => {
  const of = (source: string, ...names: string[]) => {
    const found = linear(parse(source), new Set(names))
    return found && [...found.coefficients].map(([name, e]) => [name, value(e, { a: 2, b: 3, I: 7, u: 11 })])
  }

  it('finds the coefficients of what is linear', () => {
    assert.deepEqual(of('(a - v)/b + 4*(v - u)', 'v'), [['v', 4 - 1 / 3]])
    assert.deepEqual(of('-(a*v - b*w) + I', 'v', 'w'), [
      ['v', -2],
      ['w', 3],
    ])
    assert.deepEqual(of('a > 1 ? v : 2*v', 'v'), [['v', 1]])
    assert.deepEqual(of('u*v', 'v'), [['v', 11]])
    assert.deepEqual(of('a + b', 'v'), [])
    assert.deepEqual(of('v - v', 'v'), [])
  })

  it('refuses what is not', () => {
    for (const source of ['v*v', 'v*w', 'exp(v)', '1/v', 'v > 1 ? v : 2*v', 'v^2', 'abs(v)', 'max(v, a)'])
      assert.equal(of(source, 'v', 'w'), undefined, source)
  })
})

describe('substitute', () => {
  it('puts expressions in the place of names, all at once, and shares the rest', () => {
    const e = parse('x + exp(y)*x')
    const put = substitute(e, new Map([['x', parse('y')], ['y', parse('2*x')]])) // prettier-ignore
    assert.equal(expressionLatex(put), 'y + e^{2 x} y')
    assert.equal(substitute(e, new Map([['z', parse('1')]])), e)
  })
})

describe('removable singularities', () => {
  const removed = (source: string) => withoutSingularities(parse(source), new Set(['v']))
  const at = (source: string, v: number) => value(removed(source), { v, VT: -63, k: 2 })

  it('have their limit, and the formula elsewhere', () => {
    const cases: [string, number, number][] = [
      ['0.32*(13 - v + VT)/(exp((13 - v + VT)/4) - 1)', -50, 1.28],
      ['0.28*(v - VT - 40)/(exp((v - VT - 40)/5) - 1)', -23, 1.4],
      ['k*(v + 40)/(1 - exp(-(v + 40)/10))', -40, 20],
      ['(25 - v)/10/(exp((25 - v)/10) - 1)', 25, 1],
      ['-v/(exp(v/3) - 1)', 0, -3],
      ['v/(1 - exp(v))', 0, -1],
    ]
    for (const [source, where, limit] of cases) {
      assert(Math.abs(at(source, where) / limit - 1) < 3e-16, source)
      for (const v of [where + 7, where - 30]) {
        const plain = value(parse(source), { v, VT: -63, k: 2 })
        assert(Math.abs(at(source, v) / plain - 1) < 1e-13, source)
      }
    }
  })

  it('are left alone where there is a pole, or nothing changes', () => {
    for (const source of [
      '(v + 1)/(exp(v) - 1)',
      'v^2/(exp(v) - 1)',
      'k/(exp(k) - 1)',
      '1/(exp(v) - 1)',
      'v/(exp(v) - 2)',
    ]) {
      const e = parse(source)
      assert.equal(withoutSingularities(e, new Set(['v'])), e, source)
    }
  })
})

describe('exprel', () => {
  it('is (e^x - 1)/x with its limits', () => {
    const of = (x: number) => value(parse('exprel(x)'), { x })
    assert.deepEqual([0, Infinity, -Infinity].map(of), [1, Infinity, 0])
    assert.equal(of(1), Math.E - 1)
    assert(Math.abs(of(1e-9) - (1 + 5e-10)) < 3e-16)
  })
})
