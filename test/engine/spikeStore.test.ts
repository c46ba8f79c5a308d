import assert from 'node:assert/strict'
import fc from 'fast-check'
import { spikeStore } from '../../sdk/engine/spikeStore.js'

describe('the store of spikes', () => {
  it('gives back what it was given, from any step on, whatever was forgotten', () => {
    const batch = fc.record({
      after: fc.integer({ min: 0, max: 3 }),
      channel: fc.integer({ min: 0, max: 2 }),
      neurons: fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 900 }),
      forget: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 5, nil: undefined }),
    })
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 30 }), fc.integer({ min: 0, max: 60 }), (batches, since) => {
        const store = spikeStore()
        let kept: { step: number; channel: number; neuron: number }[] = []
        let step = 0
        for (const { after, channel, neurons, forget } of batches) {
          step += after
          store.add(step, channel, [...neurons, 7, 7], neurons.length)
          kept.push(...neurons.map(neuron => ({ step, channel, neuron })))
          if (forget === undefined) continue
          store.forget(forget)
          kept = kept.filter(spike => spike.step >= forget)
        }
        const { step: steps, channel, neuron } = store.since(since)
        const found = Array.from(steps, (step, j) => ({ step, channel: channel[j], neuron: neuron[j] }))
        assert.deepEqual(
          found,
          kept.filter(spike => spike.step >= since),
        )
      }),
    )
  })

  it('holds more steps than it first has room for', () => {
    const store = spikeStore()
    for (let step = 0; step < 3000; step++) store.add(step, 0, [step % 5])
    store.forget(1000)
    const { step, neuron } = store.since(2000)
    assert.equal(step.length, 1000)
    assert.deepEqual([step[0], step[999], neuron[0], neuron[999]], [2000, 2999, 0, 4])
  })
})
