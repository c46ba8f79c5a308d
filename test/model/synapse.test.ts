import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { EquationError, evaluator, closedForm, elapsed, synapse, type SynapseOptions } from '../../sdk/model/index.js'

const scopes = (options: SynapseOptions) =>
  Object.fromEntries(synapse(options).model.variables.map(({ name, scope }) => [name, scope]))

const pairs = synapse({
  name: 'pairs',
  equations: 'dx/dt = -x/tauPlus; dy/dt = -y/tauMinus',
  parameters: { tauPlus: '20 ms', tauMinus: '0.03 s', aPlus: 0.01, wMax: 1 },
  onPre: 'x += aPlus; w = clip(w - y, 0, wMax)',
  onPost: 'y += 1; w = clip(w + x, 0, wMax)',
})

describe('a learning rule', () => {
  it('is plain data', () => {
    const { model } = pairs
    assert.deepEqual(structuredClone(model), model)
    assert.deepEqual(JSON.parse(JSON.stringify(model)), model)
    assert.deepEqual(model.parameters, { tauPlus: 20, tauMinus: 30, aPlus: 0.01, wMax: 1 })
    assert.deepEqual(
      [...model.onPre, ...model.onPost].map(({ variable }) => variable),
      ['x', 'w', 'y', 'w'],
    )
  })

  it('makes variants with other parameters, in their units, and another name', () => {
    const variant = pairs({ wMax: 2, tauPlus: '1 s' }, { name: 'slow' })
    assert.deepEqual([variant.model.parameters.wMax, variant.model.parameters.tauPlus], [2, 1000])
    assert.equal(variant.model.name, 'slow')
    assert.equal(pairs.model.parameters.wMax, 1)
    assert.deepEqual(variant.model.onPre, pairs.model.onPre)
  })

  it('shows itself', () => {
    assert.equal(
      inspect(pairs),
      'rule "pairs"\n' +
        '  dx/dt = -x/tauPlus; dy/dt = -y/tauMinus\n' +
        '  onPre: x += aPlus; w = clip(w - y, 0, wMax)\n' +
        '  onPost: y += 1; w = clip(w + x, 0, wMax)\n' +
        '  x: one a presynaptic neuron\n' +
        '  y: one a postsynaptic neuron\n' +
        '  tauPlus = 20 ms, tauMinus = 30 ms, aPlus = 0.01, wMax = 1',
    )
    const bundle = pairs[Symbol.for('Jupyter.display') as keyof typeof pairs] as () => Record<string, string>
    assert.match(bundle()['text/markdown'], /\\frac\{dx\}\{dt\}[^]*onPost: `y \+= 1; w = clip[^]*\| \$\\tau_/)
  })

  it('has variables of synapses, of sources and of targets, found from its statements', () => {
    assert.deepEqual(scopes({ equations: 'dx/dt = -x; dy/dt = -y', onPre: 'x += 1; w -= y', onPost: 'y += 1' }), {
      x: 'pre',
      y: 'post',
    })
    // What depends on both, on the weight, or on chance, is of the synapse; so is what nothing ties to a neuron.
    assert.deepEqual(
      scopes({
        initial: { x: 0, y: 0, both: 0, of: 0, drawn: 0, free: 1, start: 'w', late: 0 },
        onPre: 'x += 1; both = x*y; of = w; drawn = rand()',
        onPost: 'y += 1; late = x',
        every: { '1 ms': 'free += 1; start *= 2' },
      }),
      {
        x: 'pre',
        y: 'post',
        both: 'synapse',
        of: 'synapse',
        drawn: 'synapse',
        free: 'synapse',
        start: 'synapse',
        late: 'synapse',
      },
    )
    // What spikes of both change is of the synapse, and so is what depends on that.
    assert.deepEqual(scopes({ initial: { a: 0, b: 0 }, onPre: 'a += 1; b = a', onPost: 'a += 1' }), {
      a: 'synapse',
      b: 'synapse',
    })
    assert.deepEqual(
      scopes({
        equations: 'du/dt = (v_post - u)/10; dr/dt = -r/100',
        onPost: 'r += 1',
        every: { '10 ms': 'theta += r - u; total = sum_post(w); out = sum_pre(w*r); w *= 1/total' },
        continuous: { where: 'u > theta', do: 'theta = 0' },
        initial: { total: 0, theta: 0, out: 0 },
      }),
      { u: 'post', r: 'post', total: 'post', theta: 'post', out: 'pre' },
    )
  })

  it('reads a vector as one number of a neuron or synapse, too', () => {
    const { variables, onPre, efficacy } = synapse({
      variables: { psi: 'L' },
      parameters: { L: 3 },
      onPre: 'psi = psi[k+1] + psi[0]*k; w = mean(psi^2)',
      efficacy: 'sum(psi)',
    })({ L: 5 }).model
    assert.deepEqual(
      variables.map(({ name, length, scope }) => [name, length, scope]),
      [['psi', 5, 'pre']],
    )
    assert.deepEqual(
      [...onPre[1].reductions, ...efficacy!.reductions].map(({ op, over, vector }) => [op, over, vector]),
      [
        ['mean', 'components', 'psi'],
        ['sum', 'components', 'psi'],
      ],
    )
  })

  it('has intermediate lines, which statements may use', () => {
    const { model } = synapse({
      equations: 'gap = v_post - theta; dx/dt = -x/tau',
      parameters: { theta: -45, tau: 5 },
      onPre: 'w += gap*x',
    })
    assert.deepEqual(model.ends, { pre: [], post: ['v'] })
  })

  it('solves an equation that is linear in its variable in closed form', () => {
    const [x, y, z] = synapse({
      equations: 'dx/dt = -x/tau; dy/dt = (a - y)/tau; dz/dt = a',
      parameters: { tau: 20, a: 3 },
      onPre: 'x += 1; y += 1; z += 1',
    }).model.variables
    const after = (variable: typeof x, from: number) => {
      const values: Record<string, number> = { tau: 20, a: 3, [elapsed]: 7, [variable.name]: from }
      return evaluator(closedForm(variable), name => () => values[name])(0)
    }
    const close = (a: number, b: number) => assert(Math.abs(a - b) < 1e-14, `${a}, not ${b}`)
    close(after(x, 2), 2 * Math.exp(-7 / 20))
    close(after(y, 2), 3 - Math.exp(-7 / 20))
    close(after(z, 2), 23)
  })

  it('takes its interval from a parameter, so that a variant has its own', () => {
    const scaled = synapse({ parameters: { interval: '100 ms' }, every: { interval: 'w *= 1 - 0.001*interval' } })
    assert.equal(scaled.model.every[0].interval, 100)
    assert.equal(scaled({ interval: '1 s' }).model.every[0].interval, 1000)
    assert.throws(() => scaled({ interval: 0 }), {
      message: 'rule "rule": every: the interval must be positive, got interval = 0',
    })
  })

  it('leaves equations that are not to every step, where the rule has steps', () => {
    const { variables } = synapse({ equations: 'dx/dt = -x^3; dy/dt = -y/5 + x; dz/dt = -z', continuous: true }).model
    assert.deepEqual(
      variables.map(({ flow }) => flow !== undefined),
      [false, false, true],
    )
  })
})

describe('a learning rule with a fault', () => {
  const psi = { variables: { psi: 3, phi: 4 } }
  const cases: [string, SynapseOptions | object, string][] = [
    [
      'an unknown name',
      { name: 'r', onPre: 'w += aplus', parameters: { aPlus: 1 } },
      'rule "r": onPre, line 1, column 6: unknown name "aplus"; it has w, aPlus, and variables of the neurons as v_pre, v_post; did you mean "aPlus"?\n  w += aplus\n       ^',
    ],
    [
      'a parameter that is assigned',
      { onPost: 'w += 1\n wMax = 2', parameters: { wMax: 1 } },
      'rule "rule": onPost, line 2, column 2: "wMax" is a parameter and cannot be assigned; it changes w\n  wMax = 2\n  ^',
    ],
    [
      'a write to the neuron',
      { onPre: 'v_post += w' },
      'rule "rule": onPre, line 1, column 1: "v_post" belongs to a neuron: rules change the weight and variables of their own, and efficacy what is transmitted; it changes w\n  v_post += w\n  ^',
    ],
    [
      'a variable that nobody declared',
      { onPre: 'g += 1' },
      'rule "rule": onPre, line 1, column 1: unknown variable "g"; if it is one without an equation, give its start, as in initial: { g: 0 }; it changes w\n  g += 1\n  ^',
    ],
    [
      'a modulator that is assigned',
      { onPre: 'dopamine += 1', modulators: ['dopamine'] },
      'rule "rule": onPre, line 1, column 1: "dopamine" is a modulator, which rewards change and rules only read; it changes w\n  dopamine += 1\n  ^',
    ],
    [
      'a sum at a spike',
      { onPre: 'w /= sum_post(w)' },
      'rule "rule": onPre, line 1, column 6: sum_post goes over the synapses, which only "every" and "onReward" can; at a spike there is one synapse\n  w /= sum_post(w)\n       ^',
    ],
    [
      'a reward elsewhere',
      { onPre: 'w += reward' },
      'rule "rule": onPre, line 1, column 6: "reward" is known in onReward only; a modulator keeps it, as in modulators: { dopamine: { tau: 200 } }\n  w += reward\n       ^',
    ],
    [
      'an equation that bends',
      { equations: 'dx/dt = -x^2', onPre: 'w += x' },
      'rule "rule": equations, line 1, column 1: dx/dt is not linear in x, so that it has no closed form between events; write continuous: true to move it on in every step, or an equation linear in itself alone\n  dx/dt = -x^2\n  ^',
    ],
    [
      'an equation with the voltage',
      { equations: 'du/dt = (v_post - u)/10', onPre: 'w += u' },
      'rule "rule": equations, line 1, column 1: du/dt depends on v_post, so that it has no closed form between events; write continuous: true to move it on in every step, or an equation linear in itself alone\n  du/dt = (v_post - u)/10\n  ^',
    ],
    [
      'a time constant of 0',
      { equations: 'dx/dt = -x/tau', parameters: { tau: 0 }, onPre: 'w += x' },
      'rule "rule": dx/dt has a coefficient of -Infinity; look for a time constant of 0 among its parameters',
    ],
    [
      'noise',
      { onPre: 'w += xi' },
      'rule "rule": onPre, line 1, column 6: "xi" is noise, which rules do not have; draw with rand(), uniform in 0 .. 1\n  w += xi\n       ^',
    ],
    [
      'a vector for a number',
      { onPre: 'w = psi', ...psi },
      'rule "rule": onPre, line 1, column 5: a vector of 3 components, where what it is for is one number; reduce it, as in sum(...) or mean(...)\n  w = psi\n      ^',
    ],
    [
      'vectors of two lengths',
      { onPre: 'psi = psi + phi', ...psi },
      'rule "rule": onPre, line 1, column 13: vectors of 3 and of 4 components\n  psi = psi + phi\n              ^',
    ],
    [
      'an index that is none',
      { onPre: 'psi = psi[2*k]', ...psi },
      'rule "rule": onPre, line 1, column 12: the index of "psi" must be k, k + 1, k - 1 or a whole number\n  psi = psi[2*k]\n             ^',
    ],
    [
      'a component outside',
      { onPre: 'w = psi[3]', ...psi },
      'rule "rule": onPre, line 1, column 5: "psi" has components 0 to 2, not 3\n  w = psi[3]\n      ^',
    ],
    [
      'a component of a number',
      { onPre: 'x = x[1]', initial: { x: 0 } },
      'rule "rule": onPre, line 1, column 5: "x" is no vector; say how long it is, as in variables: { x: 16 }\n  x = x[1]\n      ^',
    ],
    [
      'a condition of the source',
      { continuous: { where: 'x > 1', do: 'w += 1' }, initial: { x: 0 }, onPre: 'x += 1' },
      'rule "rule": continuous: "x > 1" must be a condition of the postsynaptic neuron alone, but x is not; test it in the statements, as in "w += x > 1 ? ... : 0"',
    ],
    [
      'an interval in volts',
      { every: { '10 mV': 'w = 1' } },
      'rule "rule": every: "10 mV" is a voltage, expected a time (ms, s, us, min, h)',
    ],
    [
      'nothing to do',
      { parameters: { a: 1 } },
      'rule "rule" does nothing; give onPre, onPost, onReward, every, continuous or efficacy',
    ],
    [
      'an unknown option',
      { onpre: 'w = 1' },
      'synapse: unknown option "onpre"; it has name, equations, parameters, initial, variables, efficacy, onPre, onPost, onReward, every, continuous, modulators, units; did you mean "onPre"?',
    ],
    [
      'a name that is taken',
      { initial: { sum: 0 }, onPre: 'w = 1' },
      'rule "rule": "sum" cannot be a variable: it is a function',
    ],
    [
      'a parameter that is a variable',
      { equations: 'dx/dt = -x', parameters: { x: 1 }, onPre: 'w = 1' },
      'rule "rule": equations, line 1, column 1: "x" is a variable and a parameter\n  dx/dt = -x\n  ^',
    ],
    ['statements that are no text', { onPre: 5 }, 'rule "rule": onPre must be a text, got the number 5'],
    [
      'a modulator without a time constant',
      { modulators: { d: { tau: 0 } }, onPre: 'w += d' },
      'rule "rule": modulator d: tau must be positive, got 0 ms',
    ],
  ]
  for (const [what, options, message] of cases) {
    it(`says so: ${what}`, () => {
      assert.throws(
        () => synapse(options),
        (error: unknown) => {
          assert(error instanceof RangeError || error instanceof EquationError)
          assert.equal(error.message, message)
          return true
        },
      )
    })
  }

  it('says so of a variant', () => {
    assert.throws(
      () => pairs({ wmax: 2 } as never),
      /rule "pairs": unknown parameter "wmax"; it has tauPlus, tauMinus, aPlus, wMax; did you mean "wMax"\?/,
    )
    assert.throws(
      () => pairs({ tauPlus: '5 mV' as never }),
      /rule "pairs": parameter tauPlus: "5 mV" is a voltage, expected a time/,
    )
    assert.throws(() => pairs({ tauPlus: 0 }), /rule "pairs": dx\/dt has a coefficient of -Infinity/)
    assert.throws(() => pairs({}, { nam: 'x' } as never), /rule "pairs": unknown option "nam"; it has name/)
  })
})
