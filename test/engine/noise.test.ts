import assert from 'node:assert/strict'
import { networkInputs } from '../../sdk/engine/drive.js'
import { neuron } from '../../sdk/model/index.js'
import { ornsteinUhlenbeck, uniformNoise, whiteNoise, type Stimulus } from '../../sdk/network/index.js'
import { normalAt, streamKey, uniformAt } from '../../sdk/random/index.js'
import { network } from '../../sdk/simulation/index.js'
import { engines, quietly } from './engines.js'

const sink = neuron({ equations: 'dv/dt = 0*v; dy/dt = I', threshold: 'v > 1e9' })

/** The current into each of so many neurons, step after step. */
function courseOf(
  stimulus: Stimulus,
  size: number,
  steps: number,
  { seed = 1, dt = 1, from = 0 } = {},
): Float64Array[] {
  const net = network({ seed, dt })
  const cells = net.population('cells', size + from, sink)
  net.stimulate(cells.slice(from), stimulus)
  const I = new Float64Array(size + from)
  const inputs = networkInputs(net.describe(), () => ({ from: 0, to: size + from, values: I, mark() {} }))
  return Array.from({ length: steps }, (_, k) => {
    I.fill(0)
    inputs.apply(k)
    return I.slice(from)
  })
}

const mean = (xs: ArrayLike<number>) => Array.from(xs).reduce((a, x) => a + x, 0) / xs.length
const covariance = (xs: ArrayLike<number>, ys: ArrayLike<number>) => {
  const [mx, my] = [mean(xs), mean(ys)]
  return mean(Array.from(xs, (x, i) => (x - mx) * (ys[i] - my)))
}

describe('whiteNoise', () => {
  it('is mean + sigma / sqrt(dt) N, the normal number of each neuron of the target at each step', () => {
    const course = courseOf(whiteNoise({ mean: 2, sigma: 3 }), 7, 20, { seed: 5, dt: 0.25, from: 2 })
    const key = streamKey(5, 'white noise', 0)
    course.forEach((row, k) => row.forEach((x, i) => assert.equal(x, 2 + (3 / Math.sqrt(0.25)) * normalAt(key, i, k))))
  })

  it('has its mean and standard deviation, is independent of neuron and step, and integrates to sigma sqrt(t)', () => {
    for (const [seed, dt] of [
      [1, 1],
      [2, 0.1],
    ]) {
      // prettier-ignore
      const course = courseOf(whiteNoise({ mean: 1, sigma: 4 }), 1000, 200, { seed, dt })
      const sd = 4 / Math.sqrt(dt)
      const all = course.flatMap(row => [...row])
      assert(Math.abs(mean(all) - 1) < (5 * sd) / Math.sqrt(all.length))
      assert(Math.abs(covariance(all, all) / sd ** 2 - 1) < 5 * Math.sqrt(2 / all.length))
      assert(Math.abs(covariance(course[7], course[8])) < (5 * sd ** 2) / Math.sqrt(1000))
      const neighbours = course.map(row => [row[3], row[4]])
      assert(Math.abs(covariance(neighbours.map(p => p[0]), neighbours.map(p => p[1]))) < (5 * sd ** 2) / Math.sqrt(200)) // prettier-ignore
      const integrals = Array.from({ length: 1000 }, (_, i) => course.reduce((sum, row) => sum + dt * (row[i] - 1), 0))
      assert(Math.abs(covariance(integrals, integrals) / (16 * 200 * dt) - 1) < 5 * Math.sqrt(2 / 1000))
    }
  })

  it('is one for all where it is shared', () => {
    const course = courseOf(whiteNoise({ sigma: 1, shared: true }), 5, 10)
    for (const row of course) assert(row.every(x => x === row[0]))
    assert.notEqual(course[0][0], course[1][0])
  })
})

describe('uniformNoise', () => {
  it('is low + (high - low) u, the uniform number of each neuron of the target at each step', () => {
    const course = courseOf(uniformNoise({ low: -6.5, high: 3 }), 7, 20, { seed: 5, from: 2 })
    const key = streamKey(5, 'uniform noise', 0)
    course.forEach((row, k) => row.forEach((x, i) => assert.equal(x, -6.5 + 9.5 * uniformAt(key, i, k))))
  })

  it('holds each value as long as it is told, one for all where it is shared', () => {
    const course = courseOf(uniformNoise({ low: 0, high: 1, every: '2 ms', shared: true }), 5, 12, { dt: 0.5 })
    course.forEach((row, k) => assert(row.every(x => x === course[k - (k % 4)][0])))
    assert.equal(new Set(course.map(row => row[0])).size, 3)
  })

  it('has its mean and standard deviation, and no value outside', () => {
    for (const seed of [1, 2, 3]) {
      const all = courseOf(uniformNoise({ low: -2, high: 4 }), 1000, 50, { seed }).flatMap(row => [...row])
      assert(all.every(x => x >= -2 && x < 4))
      assert(Math.abs(mean(all) - 1) < 5 * Math.sqrt(3 / all.length))
      // Of a uniform number the fourth central moment is 1.8 times the squared variance.
      assert(Math.abs(covariance(all, all) - 3) < 5 * 3 * Math.sqrt(0.8 / all.length))
    }
  })
})

describe('ornsteinUhlenbeck', () => {
  const exact = (lag: number, tau: number) => Math.exp(-lag / tau)

  it('begins and stays in its stationary distribution, with autocorrelation exp(-t/tau), whatever dt is', () => {
    for (const [seed, dt, tau] of [
      [1, 0.5, 5],
      [2, 2, 5],
      [3, 10, 5],
      [4, 0.1, 20],
    ]) {
      // prettier-ignore
      const n = 4000
      const course = courseOf(ornsteinUhlenbeck({ mean: 3, sigma: 2, tau }), n, 60, { seed, dt })
      for (const k of [0, 1, 59]) {
        assert(Math.abs(mean(course[k]) - 3) < (5 * 2) / Math.sqrt(n), `mean ${mean(course[k])} at ${k}`)
        assert(Math.abs(covariance(course[k], course[k]) / 4 - 1) < 5 * Math.sqrt(2 / n), `variance at ${k}`)
      }
      for (const [a, b] of [
        [0, 1],
        [0, 10],
        [20, 59],
      ]) {
        // prettier-ignore
        const r = covariance(course[a], course[b]) / 4
        const expected = exact((b - a) * dt, tau)
        assert(Math.abs(r - expected) < 5 * Math.sqrt((1 + expected ** 2) / n), `${r}, expected ${expected}`)
      }
    }
  })

  it('follows the exact update from step to step', () => {
    const [dt, tau] = [0.5, 3]
    const course = courseOf(ornsteinUhlenbeck({ mean: 1, sigma: 2, tau }), 3, 30, { seed: 9, dt })
    const key = streamKey(9, 'ornstein-uhlenbeck', 0)
    for (let k = 0; k < 29; k++) {
      course[k].forEach((x, i) => {
        const next = 1 + (x - 1) * exact(dt, tau) + 2 * Math.sqrt(1 - exact(2 * dt, tau)) * normalAt(key, i, k)
        assert(Math.abs(course[k + 1][i] - next) < 1e-12)
      })
    }
  })

  it('is one for all where it is shared, and constant where sigma is 0', () => {
    for (const row of courseOf(ornsteinUhlenbeck({ sigma: 1, tau: 5, shared: true }), 5, 10)) {
      assert(row.every(x => x === row[0]))
    }
    for (const row of courseOf(ornsteinUhlenbeck({ mean: 4, sigma: 0, tau: 5 }), 5, 10)) {
      assert(row.every(x => x === 4))
    }
  })
})

for (const { name, engine, precision } of engines) {
  describe(`noise on ${name}`, () => {
    const build = () => {
      const net = network({ seed: 3, dt: 0.5, engine })
      const cells = net.population('cells', 6, sink)
      net.stimulate(cells, ornsteinUhlenbeck({ mean: 1, sigma: 2, tau: 8 }))
      net.stimulate(cells.slice(2), whiteNoise({ sigma: 1 }))
      net.stimulate(cells.slice(1, 4), uniformNoise({ low: -1, high: 3, every: '1 ms' }))
      return { net, cells, y: net.record(cells, 'y') }
    }

    it('is the same as everywhere, at once or in pieces, with an input added between', async () => {
      const [whole, pieces] = [build(), build()]
      await quietly(() => whole.net.run(30))
      const expected = new Float64Array(6)
      const ou = courseOf(ornsteinUhlenbeck({ mean: 1, sigma: 2, tau: 8 }), 6, 60, { seed: 3, dt: 0.5 })
      const key = streamKey(3, 'white noise', 1)
      ou.forEach((row, k) =>
        row.forEach((x, i) => (expected[i] += 0.5 * (x + (i < 2 ? 0 : Math.SQRT2 * normalAt(key, i - 2, k))))),
      )
      const uniform = streamKey(3, 'uniform noise', 2)
      for (let k = 0; k < 60; k++)
        for (let i = 1; i < 4; i++) expected[i] += 0.5 * (-1 + 4 * uniformAt(uniform, i - 1, k >> 1))
      const found = await whole.cells.read('y')
      found.forEach((y, i) =>
        assert(Math.abs(y - expected[i]) < (precision === 'double' ? 1e-9 : 1e-3), `${y} ${expected[i]}`),
      )
      for (const t of [0.5, 7, 12.5, 10]) {
        await quietly(() => pieces.net.run(t))
        pieces.net.stimulate(pieces.cells, 0).remove()
      }
      assert.deepEqual(pieces.y.values, whole.y.values)
    })

    it('goes on from a snapshot, bit for bit', async () => {
      const description = build().net.describe()
      await quietly(async () => {
        const whole = await engine.compile(description)
        await whole.advance(20)
        const saved = await whole.snapshot()
        await whole.advance(20)
        const resumed = await engine.compile(description, saved)
        await resumed.advance(20)
        assert.deepEqual(await resumed.read('cells', 'y'), await whole.read('cells', 'y'))
      })
    })

    it('is not drawn twice where a step diverges', async () => {
      const model = neuron({ equations: 'dv/dt = v^2; dy/dt = I', threshold: 'v < 0', initial: { v: 0.3 } })
      const other = network({ dt: 1, seed: 4, engine })
      const fragile = other.population('fragile', 1, model)
      other.stimulate(fragile, ornsteinUhlenbeck({ mean: 0, sigma: 1, tau: 5 }))
      const y = other.record(fragile, 'y')
      await assert.rejects(
        quietly(() => other.run(100)),
        /fragile.*v of neuron 0 became/,
      )
      const course = courseOf(ornsteinUhlenbeck({ mean: 0, sigma: 1, tau: 5 }), 1, y.time.length, { seed: 4 })
      let sum = 0
      y.values.forEach((value, k) => {
        assert(Math.abs(value - sum) < 1e-4, `${value}, expected ${sum} at ${k}`)
        sum += course[k][0]
      })
    })
  })
}

describe('noise that is wrong', () => {
  const faults: [string, () => Stimulus, RegExp][] = [
    ['a negative sigma', () => whiteNoise({ sigma: -1 }), /whiteNoise: sigma must not be negative, got -1/],
    ['a low above high', () => uniformNoise({ low: 1, high: 0 }), /uniformNoise: expected low <= high, got 1 and 0/],
    ['no high', () => uniformNoise({ low: 1 } as never), /uniformNoise: high: must be a finite number, got undefined/],
    ['a time between steps', () => uniformNoise({ low: 0, high: 1, every: 0.15 }), /uniformNoise: every must be a multiple of dt = [\d.]+ ms, got 0.15 ms/],
    ['no sigma', () => ornsteinUhlenbeck({ tau: 5 } as never), /ornsteinUhlenbeck: sigma: must be a finite number, got undefined/],
    ['a tau of 0', () => ornsteinUhlenbeck({ sigma: 1, tau: 0 }), /ornsteinUhlenbeck: tau must be positive, got 0 ms/],
    ['an unknown option', () => whiteNoise({ sigma: 1, tau: 2 } as never), /whiteNoise: unknown option "tau"; it has mean, sigma, shared/],
  ] // prettier-ignore
  for (const [what, stimulus, message] of faults) {
    it(`refuses ${what}`, () => {
      const net = network()
      const cells = net.population('cells', 3, sink)
      assert.throws(() => net.stimulate(cells, stimulus()), message)
    })
  }
})
