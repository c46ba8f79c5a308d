import assert from 'node:assert/strict'
import { neuron } from '../../sdk/model/index.js'
import { poisson } from '../../sdk/network/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'
import { network, type Network } from '../../sdk/simulation/index.js'
import { engines, quietly } from '../engine/engines.js'

const hostSymbol = Symbol.for('Jupyter.host')
const scope = globalThis as { [key: symbol]: unknown }

function build() {
  const net = network({ seed: 3 })
  const cells = net.population('cells', 20, izhikevich())
  net.stimulate(cells, poisson({ rate: 300, weight: 10 }))
  const [spikes, v] = [net.record(cells, 'spikes'), net.record(cells, 'v', { every: 2 })]
  const rate = net.record(cells, 'rate', { every: 5 })
  return { net, cells, recorded: () => [spikes.time, spikes.neuron, v.time, v.values, rate.time, rate.values] }
}

/** Runs to 100 ms whatever stops it, and finds what one run gives. */
async function stoppedAndResumed(stop: (net: Network) => Promise<unknown>) {
  const [whole, stopped] = [build(), build()]
  await whole.net.run(100)
  await stop(stopped.net)
  assert(stopped.net.time > 0 && stopped.net.time < 100, `${stopped.net.time}`)
  await stopped.net.run(100 - stopped.net.time)
  assert.deepEqual(stopped.recorded(), whole.recorded())
}

describe('a run that is stopped', () => {
  it('by a signal in the midst of it goes on when asked', () =>
    stoppedAndResumed(async net => {
      const stop = new AbortController()
      net.events.register('halt', () => stop.abort())
      net.events.dispatch({ type: 'halt', time: 41 })
      await assert.rejects(net.run(100, { signal: stop.signal }), { name: 'AbortError' })
    }))

  it('by a signal from outside goes on when asked', async () => {
    const net = network()
    const cells = net.population('cells', 200, izhikevich())
    const v = net.record(cells.slice(0, 1), 'v')
    await assert.rejects(net.run('10 min', { signal: AbortSignal.timeout(300) }), { name: 'TimeoutError' })
    const { time } = net
    assert(time > 0 && time < 600_000)
    await net.run(10)
    assert.equal(v.count, 2 * (time + 10))
  })

  it('by an interrupt in a notebook goes on when asked', () =>
    stoppedAndResumed(async net => {
      const person = new AbortController()
      const reason = new Error('the cell was interrupted')
      scope[hostSymbol] = { display() {}, update() {}, interrupted: person.signal }
      try {
        net.events.register('halt', () => person.abort(reason))
        net.events.dispatch({ type: 'halt', time: 41 })
        await assert.rejects(net.run(100, { signal: new AbortController().signal }), reason)
      } finally {
        Reflect.deleteProperty(scope, hostSymbol)
      }
    }))

  it('by a signal that was aborted before does nothing', async () => {
    const { net } = build()
    await assert.rejects(net.run(100, { signal: AbortSignal.abort() }), { name: 'AbortError' })
    assert.equal(net.time, 0)
  })

  it('by a handler of an event that throws goes on when asked', () =>
    stoppedAndResumed(async net => {
      net.events.register('fault', () => {
        throw new Error('handler')
      })
      net.events.dispatch({ type: 'fault', time: 30 })
      await assert.rejects(net.run(100), /handler/)
      assert.equal(net.time, 30)
    }))

  it('by a handler of spikes that throws goes on when asked', () =>
    stoppedAndResumed(async net => {
      const end = net.events.register('spike', async ({ time }) => {
        if (time > 20) throw new Error('handler')
      })
      await assert.rejects(net.run(100), /handler/)
      end()
    }))

  it('takes nothing else for a signal', async () => {
    const { net } = build()
    await assert.rejects(
      net.run(1, { signal: 5 as never }),
      /run: signal must be that of an AbortController, got the number 5/,
    )
  })

  for (const { name, engine } of engines) {
    it(`by a divergence keeps each sample once on ${name}`, async () => {
      const net = network({ dt: 1, engine })
      const model = neuron({
        equations: 'dv/dt = v^4; du/dt = 1',
        threshold: 'v < 0',
        initial: { v: 1 },
        method: 'euler',
      })
      const cells = net.population('cells', 2, model)
      const u = net.record(cells, 'u')
      await assert.rejects(
        quietly(() => net.run(20)),
        { name: 'DivergenceError' },
      )
      const { time } = net
      assert.equal(u.count, time + 1)
      await assert.rejects(
        quietly(() => net.run(20)),
        { name: 'DivergenceError' },
      )
      await cells.write('v', 0)
      await cells.write('u', time)
      await quietly(() => net.run(3))
      assert.deepEqual(
        [...u.time],
        Array.from({ length: time + 3 }, (_, k) => k),
      )
      assert.deepEqual(
        [...u.of(0).values],
        Array.from({ length: time + 3 }, (_, k) => k),
      )
    })
  }
})
