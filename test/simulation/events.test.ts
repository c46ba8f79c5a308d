import assert from 'node:assert/strict'
import { spikeTimes } from '../../sdk/network/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'
import { network } from '../../sdk/simulation/index.js'

function build() {
  const net = network({ dt: 0.5 })
  const cells = net.population('cells', 5, izhikevich())
  net.stimulate(cells, spikeTimes({ time: [1, 1, 4], neuron: [3, 1, 2] }, { weight: 200 }))
  return { net, cells }
}

describe('EventDispatcher', () => {
  it('hands spikes to their handlers in batches, in time order', async () => {
    const { net } = build()
    const seen: [number, number[]][] = []
    net.events.register('spike', ({ time, population, neurons }) => {
      assert.equal(population, 'cells')
      seen.push([time, [...neurons]])
    })
    await net.run(10)
    assert.deepEqual(seen, [
      [1, [1, 3]],
      [4, [2]],
    ])
  })

  it('delivers an event at the start of the first step at or after its time', async () => {
    const { net } = build()
    const seen: [string, number][] = []
    for (const type of ['a', 'b']) net.events.register(type, event => void seen.push([event.type, net.time]))
    net.events.dispatch({ type: 'b', time: '3.3 ms' })
    net.events.dispatch({ type: 'a', time: 2 })
    net.events.dispatch({ type: 'b' })
    net.events.dispatch({ type: 'a', time: 100 })
    await net.run(10)
    assert.deepEqual(seen, [
      ['b', 0],
      ['a', 2],
      ['b', 3.5],
    ])
    await net.run(100)
    assert.deepEqual(seen.at(-1), ['a', 100])
  })

  it('lets a handler act on the network before the step', async () => {
    const { net, cells } = build()
    net.events.register('kick', async () => cells.write('v', 100))
    net.events.dispatch({ type: 'kick', time: 8 })
    const spikes = net.record(cells, 'spikes')
    await net.run(10)
    assert.deepEqual([...spikes.time].filter(t => t === 8).length, 5)
  })

  it('gives the same spikes whoever listens, and calls nobody after the end of a registration', async () => {
    const [quiet, heard] = [build(), build()]
    const [a, b] = [quiet, heard].map(({ net, cells }) => net.record(cells, 'spikes'))
    let calls = 0
    const end = heard.net.events.register('spike', () => {
      if (++calls === 1) end()
    })
    await quiet.net.run(10)
    await heard.net.run(10)
    assert.deepEqual(b.time, a.time)
    assert.equal(calls, 1)
  })

  it('names what is wrong', async () => {
    const { net } = build()
    assert.throws(() => net.events.dispatch({} as never), /dispatch: an event needs a type, got \{\}/)
    assert.throws(
      () => net.events.register('x', 5 as never),
      /register: the handler of "x" must be a function, got number/,
    )
    await net.run(10)
    assert.throws(
      () => net.events.dispatch({ type: 'x', time: 5 }),
      /dispatch: "x" at 5 ms is in the past; it is 10 ms/,
    )
  })
})
