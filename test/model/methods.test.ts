import assert from 'node:assert/strict'
import { integration, neuron, type Method, type Neuron, type NeuronOptions } from '../../sdk/model/index.js'
import { matrixExponential } from '../../sdk/model/methods/matrixExponential.js'
import { current } from '../../sdk/network/index.js'
import { network, type Group, type Network } from '../../sdk/simulation/index.js'

function made(cell: Neuron, dt: number, size = 1): { net: Network; cells: Group } {
  const net = network({ dt, engine: 'reference' })
  return { net, cells: net.population('cells', size, cell) }
}

/** A variable after a time, in ms. */
async function after(cell: Neuron, duration: number, dt: number, variable = 'v', I = 0): Promise<number> {
  const { net, cells } = made(cell, dt)
  if (I) net.stimulate(cells, I)
  await net.run(duration)
  return (await cells.read(variable))[0]
}

const close = (a: number, b: number, tolerance: number, what = '') =>
  assert(Math.abs(a - b) <= tolerance * (1 + Math.abs(b)), `${what} ${a}, not ${b}`)

describe('methods of integration', () => {
  describe('converge with their order', () => {
    // A nonlinear pair, of which v = cos t, w = sin t is the solution.
    const cell = (method: Method) =>
      neuron({
        equations: `
          dv/dt = -w + v*(1 - v^2 - w^2)
          dw/dt = v + w*(1 - v^2 - w^2)`,
        initial: { v: 1 },
        method,
      })
    // Here the time matters: v = exp(sin t).
    const timed = (method: Method) => neuron({ equations: 'dv/dt = v*cos(t) + 0*v^2', initial: { v: 1 }, method })
    const orders = { euler: 1, 'euler-sequential': 1, heun: 2, rk4: 4 } as const
    for (const [method, order] of Object.entries(orders) as [Method, number][]) {
      it(`${method}: ${order}`, async () => {
        for (const [one, truth] of [
          [cell(method), Math.cos(2)],
          [timed(method), Math.exp(Math.sin(2))],
        ] as const) {
          const [coarse, fine] = await Promise.all([0.05, 0.025].map(async dt => (await after(one, 2, dt)) - truth))
          const measured = Math.log2(Math.abs(coarse / fine))
          assert(Math.abs(measured - order) < 0.25, `order ${measured}, not ${order}`)
        }
      })
    }
  })

  it('exponential-euler solves a single linear equation exactly, with coefficients that depend on others', async () => {
    const cell = neuron({
      equations: 'dv/dt = w^2*(E - v)/tau; dw/dt = 0',
      parameters: { E: 3, tau: 7 },
      initial: { v: 10, w: 2 },
    })
    assert.equal(cell.model.method, 'exponential-euler')
    for (const dt of [0.1, 1, 4]) close(await after(cell, 8, dt), 3 + 7 * Math.exp((-4 * 8) / 7), 1e-13)
    // No leak at all: a slope of 0 is the limit, not 0/0.
    close(await after(cell({ tau: 1e300 }), 8, 1), 10, 1e-15)
  })

  it('exponential-euler is of order 1 where equations are coupled', async () => {
    const cell = neuron({ equations: 'dv/dt = -v*w; dw/dt = -w', initial: { v: 1, w: 1 } })
    const truth = Math.exp(-(1 - Math.exp(-2)))
    const [coarse, fine] = await Promise.all([0.05, 0.025].map(async dt => (await after(cell, 2, dt)) - truth))
    close(Math.log2(coarse / fine), 1, 0.05)
  })

  describe('exact', () => {
    it('equals the closed form of a pair, whatever dt is', async () => {
      // A damped oscillator from v = 1 at rest: v = e^(-t/10) (cos w t + sin(w t)/(10 w)), w^2 = 0.5^2 - 0.1^2.
      const cell = neuron({ equations: 'dv/dt = w; dw/dt = -0.25*v - 0.2*w', initial: { v: 1 } })
      assert.equal(cell.model.method, 'exact')
      const w = Math.sqrt(0.25 - 0.01)
      const truth = Math.exp(-2.4) * (Math.cos(24 * w) + (0.1 / w) * Math.sin(24 * w))
      for (const dt of [0.1, 0.5, 1, 3, 8]) close(await after(cell, 24, dt), truth, 1e-12)
    })

    it('integrates: a matrix without inverse is no case of its own', async () => {
      const cell = neuron({
        equations: 'dv/dt = w; dw/dt = a; dx/dt = 0*x + I',
        parameters: { a: 2 },
        initial: { w: 1 },
      })
      for (const dt of [0.5, 2]) {
        close(await after(cell, 6, dt), 6 + 36, 1e-13)
        close(await after(cell, 6, dt, 'x', 3), 18, 1e-13)
      }
    })

    it('is exact where two time constants are equal', async () => {
      const cell = neuron({
        equations: 'dv/dt = -v/tau + R*g/tau; dg/dt = -g/taus',
        parameters: { tau: 10, R: 2, taus: 10 },
        initial: { v: 1, g: 5 },
      })
      // v0 e^(-t/tau) + R I0 tau_s/(tau_s - tau) (e^(-t/tau_s) - e^(-t/tau)), at tau_s = tau R I0 (t/tau) e^(-t/tau).
      const t = 12
      close(await after(cell, t, 0.5), Math.exp(-1.2) * (1 + 2 * 5 * 1.2), 1e-13)
      const other = (s: number) => Math.exp(-t / 10) + ((2 * 5 * s) / (s - 10)) * (Math.exp(-t / s) - Math.exp(-t / 10))
      for (const taus of [2, 9, 30]) close(await after(cell({ taus }), t, 0.5), other(taus), 1e-12)
      close(await after(cell({ taus: 10.000001 }), t, 0.5), Math.exp(-1.2) * (1 + 2 * 5 * 1.2), 1e-6)
    })

    it('with frozen variables solves the others by themselves', async () => {
      const options: NeuronOptions = {
        equations: 'dv/dt = 1 + 0*v; dw/dt = (v - w)/4',
        threshold: 'v >= 2',
        reset: 'v = -5',
        refractory: 3,
        initial: { w: 7 },
      }
      const { net, cells } = made(neuron(options), 0.5)
      await net.run(2)
      const [w] = await cells.read('w')
      await net.run(3)
      // v stays at -5 for 3 ms, towards which w decays.
      assert.deepEqual([...(await cells.read('v'))], [-5])
      close((await cells.read('w'))[0], -5 + (w + 5) * Math.exp(-3 / 4), 1e-13)
    })

    it('has propagators for each neuron where its parameters differ', async () => {
      const { net, cells } = made(
        neuron({ equations: 'dv/dt = -v/tau', parameters: { tau: 1 }, initial: { v: 1 } })({ tau: [1, 2, 4] }),
        0.5,
        3,
      )
      await net.run(4)
      const v = await cells.read('v')
      ;[1, 2, 4].forEach((tau, i) => close(v[i], Math.exp(-4 / tau), 1e-13))
    })

    it('has only the terms that can differ from 0', () => {
      const { free, held, constants } = integration(
        neuron({ equations: 'dv/dt = (g - v)/10 + I; dg/dt = -g/5; dx/dt = -x' }).model,
        0.1,
      )
      assert.deepEqual(constants[0].names, ['P v v', 'P v g', 'P g g', 'P x x', 'Q v v'])
      assert.deepEqual(Object.keys(free.next), ['v', 'g', 'x'])
      assert.deepEqual(Object.keys(held.next), ['g', 'x'])
    })
  })

  describe('the exponential of a matrix', () => {
    it('is that of its closed forms', () => {
      const cases: [number[][], number[][]][] = [
        [[[0, 1], [0, 0]], [[1, 1], [0, 1]]], // prettier-ignore
        [[[0, -Math.PI], [Math.PI, 0]], [[-1, 0], [0, -1]]], // prettier-ignore
        [[[-50]], [[Math.exp(-50)]]],
        [[[1, 2], [0, 1]], [[Math.E, 2 * Math.E], [0, Math.E]]], // prettier-ignore
      ]
      for (const [matrix, expected] of cases) {
        const found = matrixExponential(matrix)
        expected.forEach((row, i) => row.forEach((x, j) => close(found[i][j], x, 1e-13)))
      }
    })

    it('of small rates keeps their digits', () => {
      assert.equal(matrixExponential([[-1e-12]])[0][0], Math.exp(-1e-12))
    })
  })

  describe('substeps', () => {
    it("are those of Izhikevich's program of 2003: v in two half steps, then u", async () => {
      const cell = neuron({
        equations: 'dv/dt = 0.04*v^2 + 5*v + 140 - u + I; du/dt = a*(b*v - u)',
        parameters: { a: 0.02, b: 0.2, c: -65, d: 8 },
        threshold: 'v >= 30',
        reset: 'v = c; u += d',
        initial: { v: -65, u: 'b*v' },
        method: 'euler-sequential',
        substeps: { v: 2 },
      })
      const input = Float64Array.from({ length: 500 }, (_, k) => 6 + 5 * Math.sin(k / 20))
      const { net, cells } = made(cell, 1)
      net.stimulate(cells, current({ values: input }))
      const [spikes, recorded] = [net.record(cells, 'spikes'), net.record(cells, 'u')]
      await net.run(500)

      let v = -65
      let u = 0.2 * v
      const fired: number[] = []
      input.forEach((I, k) => {
        assert.equal(recorded.values[k], u, `u at ${k} ms`)
        v = v + 0.5 * (0.04 * (v * v) + 5 * v + 140 - u + I)
        v = v + 0.5 * (0.04 * (v * v) + 5 * v + 140 - u + I)
        u = u + 1 * (0.02 * (0.2 * v - u))
        if (v >= 30) {
          fired.push(k)
          v = -65
          u = u + 8
        }
      })
      assert(fired.length > 5)
      assert.deepEqual([...spikes.time], fired)
    })

    it('of simultaneous Euler leave the others at their old values', async () => {
      const cell = neuron({
        equations: 'dv/dt = w; dw/dt = v',
        initial: { v: 1, w: 1 },
        method: 'euler',
        substeps: { v: 2 },
      })
      const { net, cells } = made(cell, 1)
      await net.run(1)
      assert.deepEqual([(await cells.read('v'))[0], (await cells.read('w'))[0]], [2, 2])
    })

    it('go with Euler only, for variables that exist, in whole numbers', () => {
      const equations = 'dv/dt = -v'
      assert.throws(
        () => neuron({ equations, substeps: { v: 2 } }),
        /substeps go with method "euler" or .*, not "auto"/,
      )
      const of = (substeps: Record<string, number>) => neuron({ equations, method: 'euler', substeps })
      assert.throws(() => of({ w: 2 }), /unknown variable "w" in substeps; it has v/)
      assert.throws(() => of({ v: 1.5 }), /substeps of v must be a whole number of 1 or more, got 1.5/)
    })
  })

  describe('euler-maruyama', () => {
    const size = 4000
    const mean = (a: ArrayLike<number>) => Array.from(a).reduce((s, x) => s + x, 0) / a.length
    const moment = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      mean(Array.from(a, (x, i) => x * b[i])) - mean(a) * mean(b)

    it('has the moments of Brownian motion and of an Ornstein-Uhlenbeck process, and correlations of shared noise', async () => {
      const cell = neuron({
        equations: `
          db/dt = sigma*xi
          dx/dt = -x/tau + sigma*xi
          dy/dt = -y/tau + sigma*xi_y`,
        parameters: { sigma: 2, tau: 5 },
        initial: { x: 10 },
      })
      assert.equal(cell.model.method, 'euler-maruyama')
      assert.deepEqual(cell.model.noises, ['xi', 'xi_y'])
      const { net, cells } = made(cell, 0.1, size)
      await net.run(10)
      const [b, x, y] = await Promise.all(['b', 'x', 'y'].map(name => cells.read(name)))
      // Of the discrete recursion, with q = 1 - dt/tau: mean 10 q^n, variance sigma^2 dt (1 - q^2n)/(1 - q^2).
      const q = 0.98
      const variance = (4 * 0.1 * (1 - q ** 200)) / (1 - q * q)
      const covariance = (4 * 0.1 * (1 - q ** 100)) / (1 - q)
      const error = 5 / Math.sqrt(size)
      close(mean(b), 0, error * Math.sqrt(40))
      close(moment(b, b) / 40, 1, error)
      close(mean(x), 10 * q ** 100, error * Math.sqrt(variance))
      close(moment(x, x) / variance, 1, error)
      close(moment(b, x) / covariance, 1, error)
      close(moment(x, y) / variance, 0, error)
    })

    it('scales noise by what it is multiplied with, state too', async () => {
      const cell = neuron({ equations: 'dv/dt = -v*xi/2 - (xi - 3*xi)*v/4', initial: { v: 1 } })
      // -v/2 xi + v/2 xi: nothing is left.
      assert.equal(await after(cell, 5, 0.1), 1)
    })
  })

  describe('auto', () => {
    const cases: [string, Method][] = [
      ['dv/dt = (E - v)/tau + a*xi', 'euler-maruyama'],
      ['dv/dt = (E - v + I)/tau', 'exact'],
      ['dv/dt = (E - v)/tau + w; dw/dt = a*(v - w)', 'exact'],
      ['dv/dt = -v/tau + t', 'exponential-euler'],
      ['dv/dt = -I*v', 'exponential-euler'],
      ['dv/dt = g*(E - v); dg/dt = -g', 'exponential-euler'],
      ['dv/dt = v^2 + I; dw/dt = -w', 'euler'],
      ['dv/dt = v > 0 ? 1 : -1', 'euler'],
      ['dv/dt = a > 0 ? E - v : 0', 'exact'],
    ]
    for (const [equations, method] of cases) {
      it(`is ${method} for ${equations}`, () => {
        const { model } = neuron({ equations, parameters: { E: 1, tau: 2, a: 3 } })
        assert.equal(model.method, method)
      })
    }
  })

  it('that do not apply are refused at the equation, with the reason', () => {
    const of = (equations: string, method: Method) => () => neuron({ equations, method })
    assert.throws(of('dw/dt = -w\ndv/dt = v^2', 'exact'), {
      message:
        'neuron "neuron": equations, line 2, column 1: method "exact" needs equations that are linear in their variables\n  dv/dt = v^2\n  ^',
    })
    assert.throws(of('dv/dt = -v*I', 'exact'), /needs coefficients that do not change with time/)
    assert.throws(of('dv/dt = -v + t', 'exact'), /needs coefficients that do not change with time/)
    assert.throws(of('dv/dt = v^2', 'exponential-euler'), /needs an equation that is linear in v/)
    assert.throws(of('dv/dt = -v + xi', 'rk4'), /method "rk4" has no noise; take euler-maruyama/)
  })

  it('compute what is mentioned often once: lines that double twenty times do not grow twenty-fold', () => {
    const lines = Array.from({ length: 40 }, (_, k) => `x${k + 1} = x${k}*x${k} + 1`)
    const { model } = neuron({ equations: ['dv/dt = x40 - v^2', 'x0 = v', ...lines].join('\n'), method: 'rk4' })
    const { free } = integration(model, 0.1)
    assert(free.locals.length < 4 * 45, `${free.locals.length} locals`)
    assert.equal(new Set(free.locals.map(({ name }) => name)).size, free.locals.length)
  })
})
