import assert from 'node:assert/strict'
import { evaluator, integration, neuron, type Expression, type NeuronOptions } from '../../sdk/model/index.js'
import { network } from '../../sdk/simulation/index.js'

const value = (e: Expression, at: Record<string, number>) => evaluator(e, name => () => at[name])(0)

describe('intermediate lines', () => {
  it('stand in any order and are put into equations, conditions and resets', () => {
    const { model } = neuron({
      equations: `
        drive = gain*above
        dv/dt = drive - v
        above = max(v - rest, 0)`,
      parameters: { gain: 3, rest: -60 },
      threshold: 'drive > 10',
      reset: 'v = rest - above',
    })
    const at = { v: -55, gain: 3, rest: -60 }
    assert.equal(value(model.equations[0].right, at), 3 * 5 + 55)
    assert.equal(value(model.events[0].condition, at), 1)
    assert.equal(value(model.events[0].reset[0].value, at), -65)
    assert.equal(value(model.lines!.drive, at), 15)
  })

  const of = (equations: string) => () => neuron({ equations, parameters: { a: 1 } })
  const faults: [string, string, RegExp][] = [
    ['a circle', 'x = 2*y\ny = x + 1\ndv/dt = x', /line 1, column 1: "x" depends on itself: x -> y -> x\n {2}x = 2\*y/],
    ['a line set twice', 'x = 1\ndv/dt = x\n x = 2', /line 3, column 2: "x" is set twice/],
    ['a line named like a variable', 'v = 1\ndv/dt = v', /line 1, column 1: "v" cannot name a line: it is a variable/],
    ['a line named like a parameter', 'a = 1\ndv/dt = v', /"a" cannot name a line: it is a parameter/],
    ['a line named like the input', 'I = 1\ndv/dt = v', /"I" cannot name a line: it is the input current/],
    ['a line named like a noise', 'xi_1 = 1\ndv/dt = v', /"xi_1" cannot name a line: it is a noise/],
    ['an unknown name in a line', 'x = 2*aa\ndv/dt = x', /line 1, column 7: unknown name "aa"; it has v, I, a.*"a"\?/],
    ['a variable named like the time', 'dt/dt = 1', /"t" cannot be a variable: it is the time/],
    ['a variable named like a function', 'dexp/dt = 1', /"exp" cannot be a variable: it is a function/],
  ]
  for (const [what, equations, message] of faults) it(`refuse ${what}`, () => assert.throws(of(equations), message))

  it('may have any other name', () => {
    const { model } = neuron({
      equations: 'constructor = 2*toString\ndv/dt = constructor',
      parameters: { toString: 3 },
    })
    assert.equal(value(model.equations[0].right, { toString: 3 }), 6)
  })
})

describe('noise', () => {
  const of = (equations: string, more: Partial<NeuronOptions> = {}) => neuron({ equations, ...more })

  it('is listed in order of appearance, that of lines too', () => {
    assert.deepEqual(of('dw/dt = -w + 2*xi_b\ndv/dt = n - v\nn = 3*xi + xi_b').model.noises, ['xi_b', 'xi'])
    assert.deepEqual(of('dv/dt = -v\nunused = xi').model.noises, [])
  })

  it('is refused where it is not added, or outside of equations', () => {
    assert.throws(() => of('dw/dt = -w\ndv/dt = -v + xi^2'), /line 2, column 1: noise must be added, times a strength/)
    assert.throws(() => of('dv/dt = sqrt(xi)'), /noise must be added/)
    assert.throws(() => of('dv/dt = xi*xi_2'), /noise must be added/)
    assert.throws(() => of('dv/dt = xi > 0 ? 1 : 2'), /noise must be added/)
    const noisy = 'dv/dt = -v + n\nn = 2*xi'
    assert.throws(() => of(noisy, { threshold: 'v > xi' }), /threshold, line 1, column 5: "xi" is noise, which only/)
    assert.throws(() => of(noisy, { threshold: 'n > 1' }), /threshold, line 1, column 1: "n" is noise, which only/)
    assert.throws(() => of(noisy, { threshold: 'v > 1', reset: 'v = n' }), /reset, line 1, column 5: "n" is noise/)
    assert.throws(() => of(noisy, { refractory: { while: 'n > 1' } }), /refractory, line 1, column 1: "n" is noise/)
    assert.throws(() => of('dv/dt = xi', { parameters: { xi: 1 } }), /"xi" cannot be a parameter: it is a noise/)
  })
})

describe('events', () => {
  const options: NeuronOptions = {
    equations: 'dv/dt = -v; dw/dt = -w',
    threshold: { spike: 'v >= 30', up: 'v > -50' },
    reset: { up: 'w += 1' },
  }

  it('are in the order written', () => {
    const { events } = neuron(options).model
    assert.deepEqual(
      events.map(({ name, reset }) => [name, reset.length]),
      [
        ['spike', 0],
        ['up', 1],
      ],
    )
    assert.deepEqual(neuron({ equations: 'dr/dt = -r' }).model.events, [])
  })

  const faults: [string, Partial<NeuronOptions>, RegExp][] = [
    ['a reset of another event', { reset: { upp: 'w = 1' } }, /reset of unknown event "upp"; the thresholds are spike, up; did you mean "up"\?/], // prettier-ignore
    ['a reset without a threshold', { threshold: undefined, reset: 'v = 1' }, /never happens; add threshold/],
    ['an event named like a variable', { threshold: { w: 'v > 1' }, reset: {} }, /"w" cannot name an event: it is a variable/], // prettier-ignore
    ['an event that is no word', { threshold: { 'go up': 'v > 1' }, reset: {} }, /expected a word such as spike/],
    ['a fault in one of the texts', { reset: { up: 'w += q' } }, /reset of "up", line 1, column 6: unknown name "q"/],
    ['a threshold that is no text', { threshold: 30 as never, reset: {} }, /threshold must be a text, or texts by event/], // prettier-ignore
    ['a reset that is no text', { reset: { up: 3 as never } }, /reset must be a text, got the number 3/],
  ]
  for (const [what, change, message] of faults)
    it(`refuse ${what}`, () => assert.throws(() => neuron({ ...options, ...change }), message))
})

describe('a refractory period that is a condition', () => {
  const cell = neuron({
    equations: 'dv/dt = -v/5 + 3\nhigh = v - 2',
    threshold: 'v > 10',
    reset: 'v = 20',
    refractory: { while: 'high > 5 and t >= 0' },
    frozen: [],
    initial: { v: 12 },
    method: 'euler',
  })

  it('lasts until a step begins at which it does not hold', async () => {
    const net = network({ dt: 1, engine: 'reference' })
    const cells = net.population('cells', 1, cell)
    const [spikes, v] = [net.record(cells, 'spikes'), net.record(cells, 'v')]
    await net.run(30)
    // The plain loop: test, integrate, detect.
    let x = 12
    let waits = false
    const fired: number[] = []
    for (let k = 0; k < 30; k++) {
      assert(Math.abs(v.values[k] - x) < 1e-12)
      if (waits && !(x - 2 > 5)) waits = false
      x += -x / 5 + 3
      if (!waits && x > 10) {
        fired.push(k)
        x = 20
        waits = true
      }
    }
    // It relaxes to 15 and stays refractory for good.
    assert.deepEqual([...spikes.time], fired)
    assert.equal(fired.length, 1)
  })

  it('knows the time', async () => {
    const timed = neuron({
      equations: 'dv/dt = 1',
      threshold: 'v > 0',
      refractory: { while: 't < 5' },
      method: 'euler',
    })
    const net = network({ dt: 1, engine: 'reference' })
    const cells = net.population('cells', 1, timed)
    const spikes = net.record(cells, 'spikes')
    await net.run(7)
    assert.deepEqual([...spikes.time], [0, 5, 6])
  })

  it('is refused where it mentions what is not there yet', () => {
    const of = (text: string) => () => neuron({ equations: 'dv/dt = -v + I\nx = 2*I', refractory: { while: text } })
    assert.throws(of('I > 1'), /refractory, line 1, column 1: unknown name "I"; it has v/)
    assert.throws(of('x > 1'), /unknown name "x"/)
    assert.throws(of('v'), /expected a condition such as "v >= 30", found a number/)
    assert.throws(
      () => neuron({ equations: 'dv/dt = -v', refractory: {} as never }),
      /refractory must be a time such as/,
    )
  })
})

describe('parameters with units', () => {
  const cell = neuron({
    equations: 'dv/dt = (gL*(EL - v) + I)/C',
    parameters: { C: '0.2 nF', gL: '10 nS', EL: '-0.06 V', R: '50 MOhm', b: 3 },
    initial: { v: '-65 mV' },
  })

  it('are numbers in the canonical unit, which the model remembers', () => {
    assert.deepEqual(cell.model.parameters, { C: 200, gL: 10, EL: -60, R: 0.05, b: 3 })
    assert.deepEqual(cell.model.units, { v: 'mV', C: 'pF', gL: 'nS', EL: 'mV', R: 'GOhm' })
    assert.equal(value(cell.model.initial.v as Expression, {}), -65)
  })

  it('take numbers, arrays and quantities of their kind in variants', () => {
    const variant = cell({ C: '1 nF', gL: [1, 2], EL: -70, b: '5 mV' }, { initial: { v: '-0.07 V' } })
    assert.deepEqual(variant.model.parameters, { C: 1000, gL: Float64Array.of(1, 2), EL: -70, R: 0.05, b: 5 })
    assert.equal(value(variant.model.initial.v as Expression, {}), -70)
  })

  it('of another kind do not compile, and do not run', () => {
    // @ts-expect-error a conductance is no capacitance
    assert.throws(() => cell({ C: '200 nS' }), {
      message: 'neuron "neuron": parameter C: "200 nS" is a conductance, expected a capacitance (pF, nF, uF)',
    })
    // @ts-expect-error a time is no voltage
    assert.throws(() => cell({ EL: '5 ms' }), /parameter EL: "5 ms" is a time, expected a voltage \(mV, V, uV\)/)
    // @ts-expect-error there is no such parameter
    assert.throws(() => cell({ gl: 5 }), /unknown parameter "gl"; it has C, gL, EL, R, b; did you mean "gL"\?/)
    assert.throws(() => cell({}, { initial: { v: '5 nS' } }), /initial v: "5 nS" is a conductance, expected a voltage/)
  })

  it('may be said for variables and the input', () => {
    const made = neuron({ equations: 'dg/dt = -g + I', units: { g: 'nS', I: 'nS/ms' }, initial: { g: '1 uS' } })
    assert.deepEqual(made.model.units, { g: 'nS', I: 'nS/ms' })
    assert.equal(value(made.model.initial.g as Expression, {}), 1000)
    assert.throws(
      () => neuron({ equations: 'dg/dt = -g', units: { h: 'nS' } }),
      /unknown name "h" in units; it has g, I/,
    )
  })
})

describe('the step of a model', () => {
  it('has NaN for its constants where a parameter divides by zero, and does not search for ever', () => {
    for (const tau of [0, 1e-320]) {
      const { constants } = integration(neuron({ equations: 'dv/dt = -v/tau', parameters: { tau } }).model, 0.1)
      assert(Number.isNaN(constants[0].values(() => tau)[0]), `tau ${tau}`)
    }
  })

  it('has names that no user can give', () => {
    for (const method of ['euler', 'euler-sequential', 'heun', 'rk4', 'exponential-euler', 'exact'] as const) {
      const { constants, free } = integration(neuron({ equations: 'dv/dt = -v; dw/dt = -w', method }).model, 0.1)
      for (const name of [...constants.flatMap(({ names }) => names), ...free.locals.map(local => local.name)])
        assert.match(name, / /, method)
    }
  })
})
