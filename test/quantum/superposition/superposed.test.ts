import assert from 'node:assert/strict'
import {
  quantised,
  rounded,
  straightThrough,
  superposed,
  superposedOn,
  superposition,
  type Superposed,
  type SuperposedOptions,
} from '../../../quantum/superposition/index.js'

/** A quadratic bowl: the gradient of sum (w - target)^2 / 2. */
const target = Float64Array.of(0.5, -0.5, 0.5, -0.5, 0.5, 0.5)
const slope = (weights: Float64Array) => weights.map((w, i) => w - target[i])

const settings = { shape: [2, 3], levels: 4, range: 0.5, updates: 200 } as const
type Anywhere = Superposed<void | Promise<void>> & { destroy?(): Promise<void> }

/** Where weights in superposition learn. */
const engines: readonly { name: string; precision: string; on: (options: SuperposedOptions) => Promise<Anywhere> }[] = [
  { name: 'JavaScript', precision: 'double', on: async options => superposed(options) },
  { name: 'wasm', precision: 'double', on: options => superposedOn('wasm', options) },
  {
    name: 'wasm, single',
    precision: 'single',
    on: options => superposedOn('wasm', { ...options, precision: 'single' }),
  },
  ...(['webasm', ...(process.env.SPIKELAB_WEBGPU ? (['webgpu'] as const) : [])] as const).map(backend => ({
    name: `gpu, ${backend}`,
    precision: 'single',
    on: (options: SuperposedOptions) => superposedOn('gpu', { ...options, backend }),
  })),
]

for (const { name, precision, on } of engines)
  describe(`weights in superposition, ${name}`, () => {
    const opened: Anywhere[] = []
    const made = async (change: object = {}) => {
      const weights = await on({ ...settings, ...change })
      opened.push(weights)
      return weights
    }
    const rounding = precision === 'double' ? 1e-12 : 1e-6
    after(async () => {
      for (const weights of opened) await weights.destroy?.()
    })

    it('begin undecided, learn, and collapse to the levels nearest to the minimum', async () => {
      const weights = await made()
      assert(weights.entropy.every(s => s > 0.97 * Math.log(4) && s <= Math.log(4) + rounding))
      assert(weights.uncertainty.every(s => s > 0.3))
      for (let k = 0; k < 200; k++) await weights.learn(slope(weights.weights))
      assert(weights.uncertainty.every(s => s < 0.1))
      assert.deepEqual(Array.from(weights.collapse()), Array.from(target))
      assert(weights.entropy.every(s => s === 0))
      assert.equal(weights.updates, 200)
    })

    it('learn from reward as they learn from its gradient', async () => {
      const [one, other] = [await made(), await made()]
      const eligibility = [1, -2, 3, 0, 0.5, 1]
      await one.learn(eligibility.map(e => -0.7 * e))
      await other.reinforce(eligibility, 0.7)
      assert.deepEqual(one.amplitudes, other.amplitudes)
    })

    it('collapse one by one, by group, or whole; the others keep their superposition', async () => {
      const weights = await made()
      const before = weights.weights.slice()
      weights.collapse({ weights: 1, by: 'born' })
      weights.collapse({ weights: [3, 5] })
      for (let i = 0; i < 6; i++) {
        const sharp = [1, 3, 5].includes(i)
        assert.equal(weights.probabilities(i).includes(1), sharp)
        if (!sharp) assert.equal(weights.weights[i], before[i])
        else assert(weights.values.includes(weights.weights[i]))
      }
    })

    it("are measured by Born's rule as often as their probabilities say", async () => {
      const n = 20_000
      const weights = await made({ shape: n, range: 1, measurement: 'born', spread: 0, seed: 3 })
      const counts = new Map<number, number>()
      const sample = weights.forward()
      for (const w of sample) counts.set(w, (counts.get(w) ?? 0) + 1)
      // Four binomial counts of mean 5000, standard deviation 61.
      for (const count of counts.values()) assert(Math.abs(count - n / 4) < 4 * 61, `${count} of ${n}`)
      assert.equal(counts.size, 4)
      assert.notDeepEqual(sample.slice(), weights.forward().slice())
      assert(weights.weights.every(m => Math.abs(m) < rounding))
    })

    it('go on from a saved state as if they had never stopped', async () => {
      const [whole, first, second] = [await made(), await made(), await made({ seed: 9 })]
      for (const one of [whole, first]) for (let k = 0; k < 50; k++) await one.learn(slope(one.weights))
      second.state = structuredClone(first.state)
      for (const one of [whole, second]) for (let k = 0; k < 50; k++) await one.learn(slope(one.weights))
      whole.collapse({ by: 'born' })
      second.collapse({ by: 'born' })
      assert.deepEqual(second.state, whole.state)
    })

    it('are the same for the same seed, and others for another; near those in JavaScript', async () => {
      const [one, same, other, plain] = [await made(), await made(), await made({ seed: 2 }), superposed(settings)]
      assert.deepEqual(one.amplitudes, same.amplitudes)
      assert.notDeepEqual(one.amplitudes, other.amplitudes)
      assert.equal(one.amplitudes.constructor, precision === 'double' ? Float64Array : Float32Array)
      for (let k = 0; k < 20; k++) {
        await one.learn(slope(one.weights), 0.1)
        plain.learn(slope(plain.weights), 0.1)
      }
      one.weights.forEach((w, i) => {
        assert(Math.abs(w - plain.weights[i]) < 20 * rounding, `${w}, in JavaScript ${plain.weights[i]}`)
        assert(Math.abs(one.variances[i] - plain.variances[i]) < 20 * rounding)
      })
    })
  })

describe('weights in superposition', () => {
  const made = (change: object = {}) => superposed({ ...settings, ...change })

  it('are stored in single precision where it is asked for, and computed in double', () => {
    const single = made({ precision: 'single' })
    assert(single.amplitudes instanceof Float32Array)
    single.learn(slope(single.weights))
    const double = made()
    double.learn(slope(double.weights))
    single.weights.forEach((w, i) => {
      assert(Math.abs(w - double.weights[i]) < 1e-6)
    })
  })

  it('names what is wrong', () => {
    assert.throws(() => made({ levels: 5 }), /superposition: levels must be 2, 4, 8 or 16 \(1 to 4 bits\), got 5/)
    assert.throws(() => made({ level: 4 }), /unknown option "level".*did you mean "levels"/)
    assert.throws(() => made({ shape: [2, 0] }), /shape must be positive whole numbers, got \[2,0\]/)
    assert.throws(() => superposition({ field: 20 }), /rate \* field at most 0\.5; got rate 0\.05, field 20/)
    assert.throws(() => superposition({ range: -1 }), /range must be positive, got -1/)
    assert.throws(
      () => superposition({ measurement: 'max' as 'mean' }),
      /measurement must be "mean" or "born", got "max"/,
    )
    const weights = made()
    const before = weights.state
    assert.throws(() => weights.learn([1, 2]), /expected a gradient for each of 6 weights, got 2/)
    assert.throws(() => weights.learn([1, NaN, 1, 1, 1, 1]), /the gradient of weight 1 is not finite/)
    assert.throws(() => weights.learn([1, 1, 1, 1, 1, 1], NaN), /the curvature of weight 0 must be finite, got NaN/)
    assert.throws(() => weights.collapse({ weights: 6 }), /there is no weight 6, there are 0 to 5/)
    assert.deepEqual(weights.state, before)
  })

  it('names what an engine does not have', async () => {
    const on = superposedOn as unknown as (engine: string, options: object) => Promise<Anywhere>
    await assert.rejects(on('reference', settings), /engine must be "wasm" or "gpu", got "reference"/)
    await assert.rejects(on('wasm', { ...settings, backend: 'cpu' }), /a backend is for engine "gpu"/)
    await assert.rejects(
      on('gpu', { ...settings, precision: 'double' }),
      /engine "gpu" computes in single precision, not double/,
    )
    await assert.rejects(on('gpu', { ...settings, backend: 'webgl' }), /unknown back end "webgl"/)
    const device = await on('gpu', { ...settings, backend: 'cpu' })
    const first = device.learn(slope(device.weights))
    await assert.rejects(
      async () => device.learn(slope(device.weights)),
      /the last update is still on its way; await it/,
    )
    await first
    assert.equal(device.updates, 1)
    await device.destroy?.()
    const fast = await on('wasm', { ...settings, precision: 'single', rate: 1e7, field: 0 })
    assert.throws(() => fast.learn(slope(fast.weights)), /rate must be at most 1e6 in single precision, got 10000000/)
  })
})

describe('the methods that superposition is compared with', () => {
  it('round to the nearest level', () => {
    const weights = Float64Array.of(-9, -0.4, -0.1, 0, 0.1, 0.4, 9)
    const half = 0.5 / 3
    const expected = [-0.5, -0.5, -half, half, half, 0.5, 0.5]
    quantised(weights, 4, 0.5, new Float64Array(7)).forEach((w, i) => {
      assert(Math.abs(w - expected[i]) < 1e-12, `${w} at ${i}`)
    })
  })

  it('find the minimum of a bowl: straight through, and rounded in the end', () => {
    for (const method of [straightThrough, rounded]) {
      const weights = method({ size: 6, levels: 4, range: 0.5, rate: 0.02 })
      for (let k = 0; k < 200; k++) weights.learn(slope(weights.weights))
      weights.collapse().forEach((w, i) => {
        assert(Math.abs(w - target[i]) < 1e-12, `${method.name}: ${w} at ${i}`)
      })
    }
  })
})
