import assert from 'node:assert/strict'
import { superposed } from '../../../quantum/superposition/index.js'
import { learnDigits, spikingTrials } from '../../../quantum/tasks/index.js'
import { digits } from '../../../sdk/data/index.js'

describe('a network of spikes with weights in superposition', () => {
  it('learns small digits in a few epochs, with binary weights', async () => {
    const losses: number[] = []
    const onEpoch = (_: number, loss: number) => losses.push(loss)
    const { accuracy, predicted, actual, layers, spikes } = learnDigits(await digits(), {
      levels: 2,
      epochs: 8,
      onEpoch,
    })
    // Thirty epochs reach .936 +- .011 (12 seeds).
    assert(accuracy > 0.85, `accuracy ${accuracy}`)
    assert.equal(predicted.filter((answer, k) => answer === actual[k]).length / 500, accuracy)
    assert(losses[7] < losses[0] / 2)
    assert(layers[0].weights.every(w => Math.abs(w) === 3 / 8))
    assert(spikes > 10 && spikes < 500)
  })

  it('is the same for the same seed, and another for another', async () => {
    const set = await digits()
    const run = (seed: number) => learnDigits(set, { epochs: 1, seed }).layers[0].weights
    assert.deepEqual(run(1), run(1))
    assert.notDeepEqual(run(1), run(2))
  })

  it("goes down the slope of its loss: the readout's gradient is the exact one", () => {
    const layers = { inputs: 4, hidden: 5, outputs: 3, steps: 12 }
    const [first, second] = [superposed({ shape: 20, range: 2, seed: 5 }), superposed({ shape: 15, seed: 6 })]
    first.collapse()
    const trials = spikingTrials(layers, first, second)
    const loss = () => {
      trials.clear()
      trials.run([1, 1, 0, 1], { word: () => 0 })
      return trials.teach(1)
    }
    loss()
    assert(trials.spikes > 0)
    const gradient = trials.gradients[1].slice()
    gradient.forEach((g, i) => {
      const kept = second.weights[i]
      second.weights[i] = kept + 1e-5
      const above = loss()
      second.weights[i] = kept - 1e-5
      const below = loss()
      second.weights[i] = kept
      assert(Math.abs((above - below) / 2e-5 - g) < 1e-8, `weight ${i}`)
    })
  })

  it('names what is wrong', async () => {
    const set = await digits()
    assert.throws(() => learnDigits(set, { levels: 3 as 2 }), /levels must be 2, 4, 8 or 16/)
    assert.throws(() => learnDigits({ ...set, images: 100 }), /expected pictures of 64 pixels, got 1150/)
    assert.throws(() => learnDigits(set, { test: 1797 }), /test must lie in 1\.\.1796, got 1797/)
    assert.throws(() => learnDigits(set, { method: 'magic' as 'real' }), /method must be .*got "magic"/)
  })
})
