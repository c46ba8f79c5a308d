import assert from 'node:assert/strict'
import { EquationError, neuron } from '../../sdk/model/index.js'
import { poissonSource } from '../../sdk/network/index.js'
import { allToAll, fromArrays, pairwise } from '../../sdk/network/topology/index.js'
import { philox } from '../../sdk/random/index.js'
import { network, type ConnectOptions } from '../../sdk/simulation/index.js'
import { engines, quietly } from './engines.js'

const leaky = neuron({
  name: 'leaky',
  equations: 'dv/dt = -v/tau + I',
  parameters: { tau: 10 },
  threshold: 'v > 1e6',
  method: 'euler',
})
const gap: ConnectOptions = { continuous: 'w*(v_pre - v_post)', weight: 0.05 }

for (const { name, engine, precision } of engines) {
  const close = precision === 'double' ? 1e-12 : 1e-5

  describe(`a continuous connection on ${name}`, () => {
    /** Difference and mean of two coupled cells after 20 ms, from 3 and 1. */
    const coupled = async (dt: number) => {
      const net = network({ dt, engine })
      const cells = net.population('cells', 2, leaky, { initial: { v: [3, 1] } })
      net.connect(cells, cells, gap)
      await quietly(() => net.run(20))
      const [a, b] = await cells.read('v')
      return { difference: a - b, mean: (a + b) / 2 }
    }

    it('couples two cells by a gap junction: the difference decays with 1/tau + 2g, the mean with 1/tau', async () => {
      const rate = 1 / 10 + 2 * 0.05
      const errors: number[] = []
      for (const dt of [0.5, 0.25, 0.125]) {
        const { difference, mean } = await coupled(dt)
        // Euler's steps, exactly; and what they tend to.
        assert(Math.abs(difference - 2 * (1 - rate * dt) ** (20 / dt)) < close)
        assert(Math.abs(mean - 2 * (1 - dt / 10) ** (20 / dt)) < close)
        errors.push(Math.abs(difference - 2 * Math.exp(-rate * 20)))
      }
      assert(errors[2] < 0.06 * 2 * Math.exp(-rate * 20))
      for (const k of [1, 2]) assert(Math.abs(errors[k - 1] / errors[k] - 2) < 0.15, `${errors}`)
    })

    it('runs a network of tanh rates as a loop does', async () => {
      const n = 20
      const net = network({ seed: 6, dt: 0.5, engine })
      const unit = neuron({
        name: 'rate',
        equations: 'dr/dt = (-r + tanh(I))/tau',
        parameters: { tau: 5 },
        threshold: 'r > 10',
        method: 'euler',
      })
      const random = philox(7)
      const start = Float64Array.from({ length: n }, () => random.uniform() - 0.5)
      const weight = Float64Array.from({ length: n * n }, () => random.normal() / 3)
      const units = net.population('units', n, unit, { initial: { r: start } })
      net.connect(units, units, { topology: allToAll({ self: true }), continuous: 'w*r_pre', weight })
      net.stimulate(units, 0.25)
      await quietly(() => net.run(50))

      let r = start.slice()
      for (let k = 0; k < 100; k++) {
        const sum = new Float64Array(n)
        for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sum[j] += weight[i * n + j] * r[i]
        r = r.map((x, j) => x + 0.5 * ((-x + Math.tanh(0.25 + sum[j])) / 5))
      }
      const found = await units.read('r')
      if (name === 'reference') assert.deepEqual(found, r)
      else
        found.forEach((x, j) => assert(Math.abs(x - r[j]) < (precision === 'double' ? 1e-10 : 1e-3), `${x}, ${r[j]}`))
    })

    it('adds to the receptor named, in every step, beside connections that send spikes', async () => {
      const net = network({ dt: 1, engine })
      const a = net.population('a', 2, leaky({ tau: 1e12 }), { initial: { v: [1, 2] } })
      const b = net.population(
        'b',
        1,
        neuron({ equations: 'dg/dt = 0*g; dv/dt = 0*v', threshold: 'v > 1e6', method: 'euler' }),
      )
      net.connect(a, b, { topology: fromArrays({ from: [1, 0, 1], to: [0, 0, 0] }), continuous: 'w*v_pre + g_post', weight: [1, 10, 100], receptor: 'g' }) // prettier-ignore
      await quietly(() => net.run(1))
      assert(Math.abs((await b.read('g'))[0] - 212) < 1e-4)
      await quietly(() => net.run(1))
      assert(Math.abs((await b.read('g'))[0] - (212 + 212 + 3 * 212)) < 1e-3)
    })

    it('runs in pieces as at once', async () => {
      const build = () => {
        const net = network({ seed: 2, dt: 0.5, engine })
        const cells = net.population('cells', 30, leaky, { initial: { v: i => Math.sin(i) } })
        net.connect(cells, cells, { ...gap, topology: pairwise({ p: 0.2 }) })
        return { net, cells }
      }
      const [whole, pieces] = [build(), build()]
      await quietly(() => whole.net.run(20))
      for (const t of [3, 0.5, 16.5]) await quietly(() => pieces.net.run(t))
      assert.deepEqual(await pieces.cells.read('v'), await whole.cells.read('v'))
    })
  })
}

describe('a continuous connection that is wrong', () => {
  const net = network()
  const cells = net.population('cells', 2, leaky)
  const noise = net.population('noise', 2, poissonSource({ rate: 1 }))
  const plain = net.population('plain', 2, neuron({ equations: 'dx/dt = -x', threshold: 'x > 1' }))
  const faults: [string, () => unknown, RegExp][] = [
    ['a name of neither side', () => net.connect(cells, cells, { continuous: 'w*v' }), /connect cells -> cells: continuous[\s\S]*unknown name "v"; there are w, v_pre, v_post/],
    ['a variable of the other side', () => net.connect(plain, cells, { continuous: 'w*v_pre' }), /unknown name "v_pre"; there are w, x_pre, v_post/],
    ['variables of a source', () => net.connect(noise, cells, { continuous: 'w*v_pre' }), /unknown name "v_pre"; there are w, v_post/],
    ['what is no expression', () => net.connect(cells, cells, { continuous: 'w*(' }), /expected a value, found the end/],
    ['a delay', () => net.connect(cells, cells, { ...gap, delay: 1 }), /a continuous connection acts on the values of the step at hand; leave delay out/],
    ['a target without I', () => net.connect(cells, plain, gap), /receptor "pulse" adds to I, but the equations of population "plain" have no I/],
  ] // prettier-ignore
  for (const [what, act, message] of faults) it(`refuses ${what}`, () => assert.throws(act, message))

  it('shows where in the text', () => {
    assert.throws(() => net.connect(cells, cells, { continuous: 'w*u_pre' }), EquationError)
  })
})
