import assert from 'node:assert/strict'
import { current } from '../../sdk/network/index.js'
import { izhikevich2007, izhikevich2007Types, type Izhikevich2007Type } from '../../sdk/neurons/index.js'
import { network, type NetworkOptions } from '../../sdk/simulation/index.js'

/** The book's equations (Izhikevich 2007, chapter 8), a cell a row: slopes of v and u, spike, what follows it. */
interface Cell {
  readonly rest: number
  readonly dv: (v: number, u: number, I: number) => number
  readonly du: (v: number, u: number) => number
  readonly peak: (u: number) => number
  readonly reset: (u: number) => [number, number]
}
const book: Record<Izhikevich2007Type, Cell> = {
  RS: {
    rest: -60,
    dv: (v, u, I) => (0.7 * (v + 60) * (v + 40) - u + I) / 100,
    du: (v, u) => 0.03 * (-2 * (v + 60) - u),
    peak: () => 35,
    reset: u => [-50, u + 100],
  },
  IB: {
    rest: -75,
    dv: (v, u, I) => (1.2 * (v + 75) * (v + 45) - u + I) / 150,
    du: (v, u) => 0.01 * (5 * (v + 75) - u),
    peak: () => 50,
    reset: u => [-56, u + 130],
  },
  CH: {
    rest: -60,
    dv: (v, u, I) => (1.5 * (v + 60) * (v + 40) - u + I) / 50,
    du: (v, u) => 0.03 * (v + 60 - u),
    peak: () => 25,
    reset: u => [-40, u + 150],
  },
  FS: {
    rest: -55,
    dv: (v, u, I) => ((v + 55) * (v + 40) - u + I) / 20,
    du: (v, u) => 0.2 * ((v < -55 ? 0 : 0.025 * ((v + 55) * (v + 55) * (v + 55))) - u),
    peak: () => 25,
    reset: u => [-45, u],
  },
  LTS: {
    rest: -56,
    dv: (v, u, I) => ((v + 56) * (v + 42) - u + I) / 100,
    du: (v, u) => 0.03 * (8 * (v + 56) - u),
    peak: u => 40 - 0.1 * u,
    reset: u => [-53 + 0.04 * u, Math.min(u + 20, 670)],
  },
  TC: {
    rest: -60,
    dv: (v, u, I) => (1.6 * (v + 60) * (v + 50) - u + I) / 200,
    du: (v, u) => 0.01 * ((v <= -65 ? 15 : 0) * (v + 65) - u),
    peak: u => 35 + 0.1 * u,
    reset: u => [-60 - 0.1 * u, u + 10],
  },
  RTN: {
    rest: -65,
    dv: (v, u, I) => (0.25 * (v + 65) * (v + 45) - u + I) / 40,
    du: (v, u) => 0.015 * ((v <= -65 ? 10 : 2) * (v + 65) - u),
    peak: () => 0,
    reset: u => [-55, u + 50],
  },
}

/** The book's program: forward Euler, dt 1 ms, both from the old values. */
function program({ rest, dv, du, peak, reset }: Cell, input: Float64Array) {
  const vs = new Float64Array(input.length)
  const times: number[] = []
  let [v, u] = [rest, 0]
  for (const [k, I] of input.entries()) {
    vs[k] = v
    const slope = du(v, u)
    v += dv(v, u, I)
    u += slope
    if (v >= peak(u)) {
      ;[v, u] = reset(u)
      times.push(k)
    }
  }
  return { vs, times }
}

/** Rest, a downward step, then currents at which each type fires. */
const input = Float64Array.from({ length: 1000 }, (_, k) => (k < 100 ? 0 : k < 200 ? -100 : k < 600 ? 300 : 500))

const engines: [string, NetworkOptions][] = [
  ['reference', { engine: 'reference' }],
  ['wasm (double)', { engine: 'wasm', precision: 'double' }],
]

describe('izhikevich2007', () => {
  for (const [name, options] of engines) {
    for (const type of izhikevich2007Types) {
      it(`${type} equals the book's program bit for bit on ${name}`, async () => {
        const net = network({ dt: 1, ...options })
        const cells = net.population('cells', 1, izhikevich2007(type))
        net.stimulate(cells, current({ values: input }))
        const [spikes, v] = [net.record(cells, 'spikes'), net.record(cells, 'v')]
        await net.run(1000)
        const expected = program(book[type], input)
        assert(expected.times.length > 5, `${expected.times.length} spikes`)
        assert.deepEqual([...spikes.of(0).time], expected.times)
        assert.deepEqual(Float64Array.from(v.values), expected.vs)
      })
    }
  }

  it('RS begins to fire between 51 and 53 pA, where the fixed points meet', async () => {
    // k (v - v_r)(v - v_t) - b (v - v_r) + I = 0 has no root above k/4 (v_t - v_r + b/k)^2 pA.
    const meeting = (0.7 / 4) * (20 - 2 / 0.7) ** 2
    assert(Math.abs(meeting - 51.43) < 0.01)
    const fires = async (I: number) => {
      const net = network({ dt: 0.25, engine: 'reference' })
      const cells = net.population('cells', 1, izhikevich2007('RS'))
      net.stimulate(cells, I)
      const spikes = net.record(cells, 'spikes')
      await net.run(3000)
      return spikes.count > 0
    }
    assert.deepEqual([await fires(51), await fires(53)], [false, true])
  })

  it('knows the parameters of each type, and names a type that does not exist', () => {
    assert.equal(izhikevich2007('RS')({ b: 3 }).model.parameters.b, 3)
    assert.equal(izhikevich2007('FS')({ v_b: -50 }).model.parameters.v_b, -50)
    assert.throws(
      // @ts-expect-error: recovery of FS has no b
      () => izhikevich2007('FS')({ b: 3 }),
      /unknown parameter "b"; it has C, k, v_r, v_t, v_peak, a, v_b, c, d/,
    )
    assert.throws(
      () => izhikevich2007('LT' as 'LTS'),
      /izhikevich2007: unknown type "LT"; there are RS, IB, CH, FS, LTS, TC, RTN/,
    )
  })
})
