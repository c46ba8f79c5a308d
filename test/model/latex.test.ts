import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import temml from 'temml'
import { alpha, conductance, expressionLatex, latex, neuron } from '../../sdk/model/index.js'
import { parseExpression } from '../../sdk/model/parse.js'
import { adex, hodgkinHuxley, izhikevich, lif } from '../../sdk/neurons/index.js'

const of = (text: string) => expressionLatex(parseExpression(text, 'test'))

describe('LaTeX', () => {
  it('of expressions is as in textbooks, with the parentheses that are needed', () => {
    const cases: [string, string][] = [
      ['0.04*v^2 + 5*v + 140 - u + I', '0.04 v^{2} + 5 v + 140 - u + I'],
      ['a*(b*v - u)', 'a \\left(b v - u\\right)'],
      ['-(v - E)/tau', '-\\frac{v - E}{\\tau}'],
      ['-2*v', '-2 v'],
      ['v - (u - w)', 'v - \\left(u - w\\right)'],
      ['v - u - w', 'v - u - w'],
      ['a/(b/c)', '\\frac{a}{\\frac{b}{c}}'],
      ['(a/b)^2', '\\left(\\frac{a}{b}\\right)^{2}'],
      ['(-x)^2', '\\left(-x\\right)^{2}'],
      ['-x^2', '-x^{2}'],
      ['2*3*x', '2 \\cdot 3 x'],
      ['exp(-v/2)', '\\exp\\left(-\\frac{v}{2}\\right)'],
      ['exp(-0.062*v)', 'e^{-0.062 v}'],
      ['sqrt(2/tau)*abs(x)', '\\sqrt{\\frac{2}{\\tau}} \\left|x\\right|'],
      ['log(x) + exprel(x) + max(x, 0)', '\\ln\\left(x\\right) + \\operatorname{exprel}\\left(x\\right) + \\max\\left(x, 0\\right)'], // prettier-ignore
      ['x > 1 ? 2 : x > 0 ? 1 : 0', '\\begin{cases} 2 & \\text{if } x > 1 \\\\ 1 & \\text{if } x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}'], // prettier-ignore
      ['x >= 1 and not y != 2 ? 1 : 0', '\\begin{cases} 1 & \\text{if } x \\ge 1 \\land \\left(\\lnot y \\ne 2\\right) \\\\ 0 & \\text{otherwise} \\end{cases}'], // prettier-ignore
      ['1e-9*x', '1 \\cdot 10^{-9} x'],
    ]
    for (const [text, expected] of cases) assert.equal(of(text), expected, text)
  })

  it('of names has Greek letters and indices', () => {
    const cases: Record<string, string> = {
      tau: '\\tau',
      tau_m: '\\tau_{m}',
      taum: '\\tau_{m}',
      tauRise_nmda: '\\tau_{\\mathrm{Rise,\\,nmda}}',
      DeltaT: '\\Delta_{T}',
      gL: 'g_{L}',
      gNa: 'g_{\\mathrm{Na}}',
      ge: 'g_{e}',
      Vpeak: 'V_{\\mathrm{peak}}',
      vRest: 'v_{\\mathrm{Rest}}',
      E_gaba: 'E_{\\mathrm{gaba}}',
      Mg_nmda: '\\mathrm{Mg}_{\\mathrm{nmda}}',
      ampa: '\\mathrm{ampa}',
      xi: '\\xi',
      xi_1: '\\xi_{1}',
      pin: '\\mathrm{pin}',
      etage: '\\mathrm{etage}',
      v: 'v',
    }
    for (const [name, expected] of Object.entries(cases)) assert.equal(of(name), expected, name)
  })

  it('of a neuron is its equations as they were written, aligned, lines too', () => {
    assert.equal(
      izhikevich('RS').latex(),
      '\\begin{aligned}\n\\frac{dv}{dt} &= 0.04 v^{2} + 5 v + 140 - u + I \\\\\n\\frac{du}{dt} &= a \\left(b v - u\\right)\n\\end{aligned}',
    )
    assert.match(adex.latex(), /g_\{L\} \\Delta_\{T\} \\exp\\left\(\\frac\{x - V_\{T\}\}\{\\Delta_\{T\}\}\\right\)/)
    assert.match(adex.latex(), /x &= \\min\\left\(v, V_\{\\mathrm\{peak\}\}\\right\)/)
  })

  it('of a neuron with receptors has their equations and the current that they make', () => {
    const text = latex(lif({}, { receptors: { syn: alpha({ tau: 2 }), gaba: conductance({ tau: 5, reversal: -80 }) } }).model) // prettier-ignore
    assert.match(text, /\\frac\{d\\mathrm\{syn\}\}\{dt\} &= \\frac\{e\^\{1\} /)
    assert.match(
      text,
      /I &= I_\{\\mathrm\{in\}\} \+ \\mathrm\{syn\} \+ \\mathrm\{gaba\} \\left\(E_\{\\mathrm\{gaba\}\} - v\\right\)/,
    )
  })

  it('is taken by a typesetter', () => {
    for (const { model } of [izhikevich('RS'), lif, adex, hodgkinHuxley])
      assert.doesNotThrow(() => temml.renderToString(latex(model), { displayMode: true, throwOnError: true }))
  })
})

describe('a neuron shows itself', () => {
  const cell = neuron({
    name: 'cell',
    equations: 'dv/dt = (E - v)/tau + I  # leak\ndw/dt = -w',
    parameters: { E: '-65 mV', tau: 20 },
    threshold: { spike: 'v > -50', up: 'v > -60' },
    reset: { spike: 'v = E' },
    refractory: '2 ms',
  })
  const shown = (made: object) =>
    (made as Record<symbol, () => Record<string, string>>)[Symbol.for('Jupyter.display')]()

  it('in a notebook: equations, behaviour, parameters with their units', () => {
    assert.equal(
      shown(cell({ tau: [10, 30] }))['text/markdown'],
      `**cell**

$$
\\begin{aligned}
\\frac{dv}{dt} &= \\frac{E - v}{\\tau} + I \\\\
\\frac{dw}{dt} &= -w
\\end{aligned}
$$

threshold: \`spike: v > -50\`, \`up: v > -60\`${'  '}
reset: \`spike: v = E\`${'  '}
refractory: \`2 ms; v frozen\`${'  '}
method: \`exact\`

| parameter | value | unit |
|:--|--:|:--|
| $E$ | -65 | mV |
| $\\tau$ | 2 values, 10 to 30 |  |`,
    )
  })

  it('elsewhere as text', () => {
    const text = `neuron "cell"
  dv/dt = (E - v)/tau + I  # leak
  dw/dt = -w
  threshold: spike: v > -50, up: v > -60
  reset: spike: v = E
  refractory: 2 ms; v frozen
  method: exact
  E = -65 mV, tau = 20`
    assert.equal(shown(cell)['text/plain'], text)
    assert.equal(inspect(cell), text)
    assert.match(inspect(cell({}, { refractory: { while: 'v > -40' } })), /\n {2}refractory: while v > -40; v frozen\n/)
    assert.match(inspect(lif({}, { receptors: { syn: alpha({ tau: 2 }) } })), /\n {2}I = I_in \+ syn\n/)
  })
})
