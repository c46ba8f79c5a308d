import assert from 'node:assert/strict'
import fc from 'fast-check'
import { firstSpikes } from '../../sdk/analysis/index.js'
import { latency } from '../../sdk/coding/index.js'

describe('latency', () => {
  const intensity = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 0, max: 255 }).map(v => v / 255), // prettier-ignore
  )
  const image = fc.array(intensity, { maxLength: 50 })
  const anyCode = fc
    .record({
      form: fc.constantFrom('linear' as const, 'log' as const),
      tMin: fc.double({ min: 0, max: 50, noNaN: true }),
      span: fc.double({ min: 1, max: 500, noNaN: true }),
      threshold: fc.option(fc.double({ min: 1e-3, max: 0.5, noNaN: true }), { nil: undefined }),
    })
    .map(({ span, ...options }) => latency({ ...options, tMax: options.tMin + span }))

  it('fires at the times of the linear form', () => {
    const spikes = latency({ tMax: '100 ms' }).encode([0, 0.25, 1, 0.5, 1])
    assert.deepEqual(Array.from(spikes.neuron), [2, 4, 3, 1])
    assert.deepEqual(Array.from(spikes.time), [0, 0, 50, 75])
    assert.equal(spikes.n, 5)
  })

  it('fires at the times of the logarithmic form', () => {
    const spikes = latency({ form: 'log', tMin: 10, tMax: 50, threshold: 1 / 16 }).encode([1 / 16, 1, 1 / 2, 1 / 17, 0])
    assert.deepEqual(Array.from(spikes.neuron), [1, 2, 0])
    assert.deepEqual(Array.from(spikes.time), [10, 20, 50])
  })

  it('lets a stronger intensity fire earlier, equal ones together, zero never', () => {
    fc.assert(
      fc.property(anyCode, image, (code, x) => {
        const first = firstSpikes(code.encode(x))
        x.forEach((a, i) => {
          assert.equal(first[i] === Infinity, a === 0 || a < code.threshold)
          x.forEach((b, j) => {
            if (a >= code.threshold && a > b) assert(first[i] < first[j] || a - b < 1e-12)
            if (a === b) assert.equal(first[i], first[j])
          })
        })
      }),
    )
  })

  it('orders spikes by time, then neuron, within tMin to tMax', () => {
    fc.assert(
      fc.property(anyCode, image, (code, x) => {
        const { time, neuron } = code.encode(x)
        time.forEach((t, s) => {
          assert(t >= code.tMin && t <= code.tMax + 1e-9)
          if (s > 0) assert(time[s - 1] < t || (time[s - 1] === t && neuron[s - 1] < neuron[s]))
        })
      }),
    )
  })

  it('decodes exactly without a grid', () => {
    fc.assert(
      fc.property(anyCode, image, (code, x) => {
        code.decode(code.encode(x)).forEach((y, i) => {
          assert(Math.abs(y - (x[i] < code.threshold ? 0 : x[i])) < 1e-12, `${x[i]} decoded as ${y}`)
        })
      }),
    )
  })

  it('decodes within the stated error from the nearest point of a grid, and twice that from the next', () => {
    fc.assert(
      fc.property(anyCode, image, fc.double({ min: 0.01, max: 20, noNaN: true }), (code, x, dt) => {
        const { time, neuron, n } = code.encode(x)
        const check = (times: Float64Array, bound: number) => {
          code.decode({ time: times, neuron, n }).forEach((y, i) => {
            assert(Math.abs(y - x[i]) <= bound + 1e-12, `${x[i]} decoded as ${y}, error bound ${bound}`)
          })
        }
        check(time.map(t => Math.round(t / dt) * dt), code.errorBound(dt)) // prettier-ignore
        check(time.map(t => Math.ceil(t / dt) * dt), code.errorBound(2 * dt)) // prettier-ignore
      }),
    )
  })

  it('states an error that is reached', () => {
    assert.equal(latency().errorBound('0.5 ms'), 0.0025)
    assert.equal(latency({ threshold: 0.1 }).errorBound(0.5), 0.1)
    const linear = latency({ tMax: 100 })
    assert(Math.abs(1 - linear.decode([0.25])[0] - linear.errorBound(0.5)) < 1e-15)
    const log = latency({ form: 'log', tMax: 100, threshold: 1 / 256 })
    assert.equal(1 - log.decode([5])[0], log.errorBound(10))
    assert(Math.abs(log.errorBound(10) - (1 - 256 ** -0.05)) < 1e-15)
  })

  it('in the logarithmic form moves all spikes together when all intensities grow by a factor', () => {
    const code = latency({ form: 'log', tMax: 80, threshold: 1 / 256 })
    const x = [0.1, 0.2, 0.4, 0.25]
    const dim = firstSpikes(code.encode(x))
    const bright = firstSpikes(code.encode(x.map(v => 2 * v)))
    dim.forEach((t, i) => {
      assert(Math.abs(t - bright[i] - 10) < 1e-12)
    })
  })

  it('reads only the first spike of each neuron, and clamps what comes early or late', () => {
    const code = latency({ tMin: 10, tMax: 110 })
    const spikes = { time: [35, 60, 85, 5, 500], neuron: [1, 0, 1, 2, 4] }
    assert.deepEqual(Array.from(code.decode(spikes, 5)), [0.5, 0.75, 1, 0, 0])
    assert.deepEqual(Array.from(code.decode([Infinity, 60])), [0, 0.5])
    assert.deepEqual(Array.from(code.decode([])), [])
  })

  it('fires for the darkest grey of an 8-bit image in both forms', () => {
    for (const form of ['linear', 'log'] as const) assert.equal(latency({ form }).encode([1 / 255]).time.length, 1)
  })

  it('names what is wrong', () => {
    const code = latency()
    assert.throws(() => code.encode([0, 1, 1.5]), /latency: intensity 2 must lie in 0\.\.1, got 1\.5/)
    assert.throws(() => code.encode([0, NaN]), /latency: intensity 1 must lie in 0\.\.1, got NaN/)
    assert.throws(() => code.encode([-0.1]), /latency: intensity 0 .* got -0\.1/)
    assert.throws(() => code.decode({ time: [1], neuron: [3] }), /number of neurons is not known/)
    assert.throws(() => code.decode({ time: [1], neuron: [3], n: 3 }), /spike 0 is of neuron 3, expected 0 to 2/)
    assert.throws(() => code.decode([1, NaN]), /first spike of neuron 1 must be a time/)
    assert.throws(() => code.decode([1, 2], 3), /expected 3 first-spike times, got 2/)
    assert.throws(() => code.errorBound(-1), /dt must not be negative, got -1/)
    assert.throws(() => latency({ tMax: 0 }), /needs 0 <= tMin < tMax, got tMin 0 ms and tMax 0 ms/)
    assert.throws(() => latency({ tMin: -1 }), /got tMin -1 ms/)
    assert.throws(() => latency({ tMax: '5 mV' as never }), /latency: tMax/)
    assert.throws(() => latency({ form: 'square' as never }), /form must be "linear" or "log", got "square"/)
    assert.throws(() => latency({ form: 'log', threshold: 0 }), /threshold must lie above 0 and below 1, got 0/)
    assert.throws(() => latency({ threshold: 1 }), /threshold must lie at 0 or above and below 1, got 1/)
    assert.throws(() => latency({ tau: 5 } as never), /latency: unknown option "tau"/)
  })
})
