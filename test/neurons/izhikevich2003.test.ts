import assert from 'node:assert/strict'
import { current } from '../../sdk/network/index.js'
import { izhikevich, izhikevich2003, izhikevichTypes } from '../../sdk/neurons/index.js'
import { network } from '../../sdk/simulation/index.js'

/** Lines 16 to 26 of the program for one cell: the reset stands at the start of the next step there, which is the same. */
function program({ a, b, c, d }: Record<'a' | 'b' | 'c' | 'd', number>, dt: number, input: Float64Array) {
  let [v, u] = [-65, b * -65]
  const times: number[] = []
  const vs = input.map((I, k) => {
    const before = v
    for (let half = 0; half < 2; half++) v += (dt / 2) * (0.04 * (v * v) + 5 * v + 140 - u + I)
    u += dt * (a * (b * v - u))
    if (v >= 30) {
      times.push(k * dt)
      v = c
      u += d
    }
    return before
  })
  return { times, vs }
}

describe('izhikevich2003', () => {
  for (const engine of ['reference', 'wasm'] as const) {
    it(`equals the loop of the program bit for bit on ${engine}, for all seven types at two steps`, async () => {
      for (const dt of [1, 0.5]) {
        const input = Float64Array.from({ length: 1000 / dt }, (_, k) => 8 + 9 * Math.sin(k / 37) + (k % 11))
        for (const type of izhikevichTypes) {
          const net = network({ dt, engine, precision: 'double' })
          const cell = net.population(type, 1, izhikevich2003(type))
          net.stimulate(cell, current({ values: input }))
          const [spikes, v] = [net.record(cell, 'spikes'), net.record(cell, 'v')]
          await net.run('1 s')
          const expected = program(izhikevich(type).model.parameters as Parameters<typeof program>[0], dt, input)
          assert(expected.times.length > 3, `${type} fires`)
          assert.deepEqual([...spikes.time], expected.times, type)
          assert.deepEqual(v.values, expected.vs, type)
        }
      }
    })
  }

  it('names a type that does not exist', () => {
    assert.throws(() => izhikevich2003('XX' as 'RS'), /izhikevich2003: unknown type "XX"; there are RS, IB, CH/)
  })
})
