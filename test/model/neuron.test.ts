import assert from 'node:assert/strict'
import { EquationError, evaluator, neuron, type NeuronOptions } from '../../sdk/model/index.js'
import { parseAssignments, parseEquations, parseExpression } from '../../sdk/model/parse.js'

/** Value of an expression of literals and of x = 3, y = 5. */
const value = (source: string, expected: 'number' | 'condition' = 'number') =>
  evaluator(parseExpression(source, 'test', expected), name => () => ({ x: 3, y: 5 })[name]!)(0)

describe('the equation language', () => {
  it('binds as mathematics does', () => {
    const cases: Record<string, number> = {
      '2 + 3*4': 14,
      '(2 + 3)*4': 20,
      '2 - 3 - 4': -5,
      '24/4/2': 3,
      '-x^2': -9,
      '2^3^2': 512,
      '2^-1': 0.5,
      '-x*y': -15,
      '+x - -y': 8,
      '.5 + 1. + 1e-1 + 2E1': 21.6,
      'x > 2 ? 1 : 0': 1,
      'x > 4 ? 1 : y > 4 ? 2 : 3': 2,
      'min(x, y) + max(x, y)*10 + clip(7, x, y)*100': 553,
      'floor(-1.5) + abs(-2) + sqrt(16)': 4,
      'exp(0) + log(1) + tanh(0) + sin(0) + cos(0) + tan(0)': 2,
      'cosh(x)': Math.cosh(3),
      'sinh(-y) + 2*cosh(x - x)': 2 + Math.sinh(-5),
    }
    for (const [source, expected] of Object.entries(cases)) assert.equal(value(source), expected, source)
  })

  it('knows conditions', () => {
    const cases: Record<string, boolean> = {
      'x < y and not x > y': true,
      'not x < y or y >= 5': true,
      'x == 3 and y != 3 and x <= 3': true,
      'x + 1 > y or x*2 < y': false,
    }
    for (const [source, expected] of Object.entries(cases))
      assert.equal(value(source, 'condition'), Number(expected), source)
  })

  it('reads several lines, semicolons, comments and Windows line ends', () => {
    const equations = parseEquations('# two\r\ndv/dt = -v # leak\r\n\r\n; dw/dt = v;;', 'test')
    assert.deepEqual(
      equations.map(e => 'right' in e && e.variable),
      ['v', 'w'],
    )
    assert.deepEqual(
      parseAssignments('v = c; u += d\n w *= 2', 'test').map(a => a.variable),
      ['v', 'u', 'w'],
    )
  })

  it('goes on in the next line after an operator and before one', () => {
    const equations = parseEquations(
      `dv/dt = (a  # the leak
         + b)   *

         min(v,
           1)
       dw/dt = v > 0
         and w > 0 ?
           1 : -w
       x = 2`,
      'test',
    )
    assert.deepEqual(
      equations,
      parseEquations('dv/dt=(a+b)*min(v,1);dw/dt=v>0 and w>0?1:-w;x=2', 'test').map((line, i) => ({
        ...line,
        ...equations[i],
      })),
    )
    assert.deepEqual(
      equations.map(e => ('right' in e ? e.variable : e.name)),
      ['v', 'w', 'x'],
    )
    assert.throws(
      () => parseEquations('dv/dt = -v;\n+ 1', 'test'),
      /line 2, column 1: expected dv\/dt = .*, found "\+"/,
    )
    assert.throws(
      () => parseEquations('dv/dt =\ndw/dt = 1', 'test'),
      /line 1, column 8: expected a value, found the end/,
    )
  })

  const qif: NeuronOptions = {
    name: 'qif',
    equations: 'dv/dt = a*v^2 + I\ndu/dt = a*(b*v - u)',
    parameters: { a: 1, b: 2 },
    threshold: 'v >= 30',
  }
  const faults: [string, Partial<NeuronOptions>, string | RegExp][] = [
    [
      'an unknown name',
      { equations: 'dv/dt = a*v\n  du/dt = a*(b*vv - u)' },
      'neuron "qif": equations, line 2, column 16: unknown name "vv"; it has v, u, I, a, b; did you mean "v"?\n  du/dt = a*(b*vv - u)\n               ^'.replace(
        '               ^',
        '               ^',
      ),
    ],
    [
      'an unknown variable in the threshold',
      { threshold: 'w > 30' },
      /neuron "qif", line 1, column 1: unknown variable "w" in threshold "w > 30"; it has v, u, I, a, b/,
    ],
    [
      'a missing bracket',
      { equations: 'dv/dt = a*(v + 1' },
      /equations, line 1, column 17: expected "\)", found the end of the line\n {2}dv\/dt = a\*\(v \+ 1\n {2,}\^/,
    ],
    [
      'a product written as a call',
      { equations: 'dv/dt = a(v + 1)' },
      /column 9: unknown function "a"; there are exp.*\(write "a\*\(\.\.\.\)" for a product\)/,
    ],
    ['a wrong number of arguments', { equations: 'dv/dt = clip(v, 1)' }, /column 9: clip takes 3 arguments, got 2/],
    ['a strange character', { equations: 'dv/dt = v $ 2' }, /column 11: unexpected character "\$"/],
    ['no derivative', { equations: 'v = 2' }, /equations are empty; expected at least one "dv\/dt = \.\.\."/],
    ['half a derivative', { equations: 'dv/dx = 2' }, /expected an equation "dv\/dt = \.\.\." or a line "x = \.\.\."/],
    ['nothing on the right', { equations: 'dv/dt =' }, /column 8: expected a value, found the end/],
    [
      'a number where a condition belongs',
      { threshold: 'v' },
      /expected a condition such as "v >= 30", found a number/,
    ],
    ['a condition where a number belongs', { equations: 'dv/dt = v > 2' }, /expected a number, found a condition/],
    ['a chain of comparisons', { threshold: '1 < v < 2' }, /expected a number, found a condition/],
    ['two equations for one variable', { equations: 'dv/dt = 1; dv/dt = 2' }, /column 12: "v" has two equations/],
    [
      'a variable that is a parameter',
      { equations: 'da/dt = 1', threshold: 'a > 1' },
      /"a" is a variable and a parameter/,
    ],
    [
      'assignment to a parameter',
      { reset: 'a = 3' },
      /reset, line 1, column 1: "a" is a parameter and cannot be assigned; variables are v, u/,
    ],
    ['assignment to nothing known', { reset: 'v = 3; x = 1' }, /reset, line 1, column 8: unknown variable "x"/],
    ['an expression as a reset', { reset: 'v + 1' }, /expected "=" or "\+=" after "v"/],
    ['two thresholds in one', { threshold: 'v > 1; u > 1' }, /expected one condition/],
    ['an empty threshold', { threshold: ' ' }, /expected one condition/],
    ['empty equations', { equations: '\n' }, /equations are empty/],
    [
      'a parameter that is not finite',
      { parameters: { a: NaN, b: 1 } },
      /neuron "qif": parameter a: must be a finite number, got NaN/,
    ],
    ['a parameter named I', { parameters: { a: 1, b: 1, I: 2 } }, /"I" cannot be a parameter: it is the input current/],
    ['a negative refractory period', { refractory: -1 }, /refractory must not be negative, got -1 ms/],
    [
      'a refractory period in volts',
      { refractory: '3 mV' as '3 ms' },
      /refractory: "3 mV" is a voltage, expected a time \(ms, s, us, min, h\)/,
    ],
    ['a frozen variable that is none', { frozen: ['z'] }, /unknown variable "z" in frozen; it has v, u/],
    ['an initial value of nothing', { initial: { z: 1 } }, /unknown variable "z" in initial/],
    [
      'an initial value that comes later',
      { initial: { v: 'u' } },
      /initial v, line 1, column 1: unknown name "u"; it has a, b/,
    ],
    ['an initial array with a hole', { initial: { v: [1, NaN] } }, /initial v must be finite, got NaN for neuron 1/],
    [
      'an unknown option',
      { treshold: 'v > 1' } as never,
      /neuron: unknown option "treshold"; it has .*; did you mean "threshold"\?/,
    ],
    ['an unknown method', { method: 'magic' as 'euler' }, /unknown method "magic"; there are auto, euler/],
  ]
  for (const [what, change, message] of faults) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => neuron({ ...qif, ...change }),
        error => {
          assert(error instanceof EquationError || error instanceof RangeError)
          if (typeof message === 'string') assert.equal(error.message, message)
          else assert.match(error.message, message)
          return true
        },
      )
    })
  }

  it('makes variants, checked like the original', () => {
    const cell = neuron({ equations: 'dv/dt = a*v', parameters: { a: 1 }, threshold: 'v > 1' })
    const variant = cell({ a: [1, 2] }, { refractory: '2 ms', frozen: [] })
    assert.deepEqual(variant.model.parameters.a, Float64Array.of(1, 2))
    assert.equal(variant.model.refractory, 2)
    assert.equal(cell.model.refractory, 0)
    assert.throws(
      () => cell({ aa: 1 } as never),
      /neuron "neuron": unknown parameter "aa"; it has a; did you mean "a"\?/,
    )
    assert.throws(() => cell({}, { refractoriness: 1 } as never), /unknown option "refractoriness"/)
  })
})
