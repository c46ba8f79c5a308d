import assert from 'node:assert/strict'
import { reference } from '../../sdk/engine/index.js'
import { izhikevich, izhikevichTypes, type IzhikevichType } from '../../sdk/neurons/index.js'
import { current } from '../../sdk/network/index.js'
import { network } from '../../sdk/simulation/index.js'

/** a, b, c, d of the paper, written out again so that a slip in the library shows. */
const published: Record<IzhikevichType, [number, number, number, number]> = {
  RS: [0.02, 0.2, -65, 8],
  IB: [0.02, 0.2, -55, 4],
  CH: [0.02, 0.2, -50, 2],
  FS: [0.1, 0.2, -65, 2],
  LTS: [0.02, 0.25, -65, 2],
  TC: [0.02, 0.25, -65, 0.05],
  RZ: [0.1, 0.26, -65, 2],
}

/** The blueprint's loop: both from the old values, reset, refractory 3 ms with v and u held. */
function plainLoop([a, b, c, d]: readonly number[], dt: number, input: Float64Array) {
  const vs = new Float64Array(input.length)
  const us = new Float64Array(input.length)
  const spikes: number[] = []
  let v = -65
  let u = b * v
  let wait = 0
  for (let k = 0; k < input.length; k++) {
    vs[k] = v
    us[k] = u
    if (wait > 0) {
      wait--
      continue
    }
    const dv = 0.04 * (v * v) + 5 * v + 140 - u + input[k]
    const du = a * (b * v - u)
    v += dt * dv
    u += dt * du
    if (v >= 30) {
      v = c
      u += d
      wait = Math.round(3 / dt)
      spikes.push(k * dt)
    }
  }
  return { vs, us, spikes }
}

describe('izhikevich', () => {
  for (const dt of [1, 0.5, 0.25]) {
    it(`equals a plain loop bit for bit at dt ${dt}, for all seven types under changing input`, async () => {
      const steps = 1000 / dt
      const input = Float64Array.from({ length: steps }, (_, k) => 8 + 9 * Math.sin(k / 37) + (k % 11))
      for (const type of izhikevichTypes) {
        const net = network({ dt, engine: 'reference' })
        const cell = net.population(type, 1, izhikevich(type))
        net.stimulate(cell, current({ values: input }))
        const [spikes, v, u] = [net.record(cell, 'spikes'), net.record(cell, 'v'), net.record(cell, 'u')]
        await net.run('1 s')
        const expected = plainLoop(published[type], dt, input)
        assert(expected.spikes.length > 3, `${type} fires`)
        assert.deepEqual([...spikes.time], expected.spikes, type)
        assert.deepEqual(v.values, expected.vs, type)
        assert.deepEqual(u.values, expected.us, type)
      }
    })
  }

  it('names a type that does not exist', () => {
    assert.throws(
      () => izhikevich('XX' as 'RS'),
      /izhikevich: unknown type "XX"; there are RS, IB, CH, FS, LTS, TC, RZ/,
    )
  })

  it('is plain data that any engine can take', async () => {
    const net = network()
    net.population('cells', 3, izhikevich('FS'))
    const description = structuredClone(net.describe())
    const simulation = await reference.compile(description)
    await simulation.advance(10)
    assert.equal(simulation.step, 10)
  })
})
