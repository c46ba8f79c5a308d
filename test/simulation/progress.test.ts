import assert from 'node:assert/strict'
import { izhikevich } from '../../sdk/neurons/index.js'
import { network } from '../../sdk/simulation/index.js'

describe('the progress of a run', () => {
  const hostSymbol = Symbol.for('Jupyter.host')
  const scope = globalThis as { [key: symbol]: unknown }

  it('is a bar in a notebook that leaves nothing behind, and is absent where a run is short', async () => {
    const calls: { id: string; bundle: Record<string, string> }[] = []
    const note = (id: string, bundle: Record<string, string>) => void calls.push({ id, bundle })
    scope[hostSymbol] = {
      display: (bundle: Record<string, string>, { id }: { id: string }) => note(id, bundle),
      update: note,
    }
    try {
      const net = network()
      const cells = net.population('cells', 1, izhikevich())
      await net.run(10)
      assert.equal(calls.length, 0)
      // An input that takes its time.
      net.events.register('spike', () => new Promise(resolve => setTimeout(resolve, 50)))
      net.stimulate(cells, 40)
      await net.run(400)
    } finally {
      Reflect.deleteProperty(scope, hostSymbol)
    }
    assert(calls.length >= 3)
    assert.match(
      calls[0].bundle['text/html'],
      /<progress value="0\.\d+".*of 410 ms, ×[\d.]+ real time, \d+ spikes, \d+ s left/,
    )
    assert.deepEqual(calls.at(-1)!.bundle, {})
    assert.equal(new Set(calls.map(({ id }) => id)).size, 1)
  })
})
