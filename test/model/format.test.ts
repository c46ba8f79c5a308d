import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  coded,
  fixedPoint,
  gridOf,
  largestCode,
  leastRange,
  nearest,
  onGrid,
  rangesOf,
  stochastic,
  valueOf,
  type FixedPoint,
} from '../../sdk/model/index.js'
import { philox } from '../../sdk/random/index.js'

const formats = fc
  .record({ bits: fc.integer({ min: 2, max: 16 }), more: fc.integer({ min: 0, max: 14 }) })
  .map(({ bits, more }) => fixedPoint({ bits, accumulator: Math.min(16, bits + more) }))
const bounds = fc
  .tuple(fc.constantFrom([0, 1], [-1, 0], [-1, 1], [-0.3, 1]), fc.double({ min: 1e-3, max: 1e3, noNaN: true }))
  .map(([[low, high], size]) => [low * size, high * size] as const)
const within = ([low, high]: readonly [number, number], x: number) => low + x * (high - low)
const part = fc.double({ min: 0, max: 1, noNaN: true })

describe('a number format', () => {
  it('has defaults: 4 bits, an accumulator of 16, stochastic rounding, a scale for each neuron', () => {
    assert.deepEqual(
      { ...fixedPoint() },
      { kind: 'fixed point', bits: 4, accumulator: 16, rounding: 'stochastic', scale: 'post', rescale: 100 },
    )
    assert.equal(fixedPoint({ rescale: '2 s' }).rescale, 2000)
  })

  it('refuses what it cannot be, by name', () => {
    const refused: readonly (readonly [unknown, string])[] = [
      [{ bits: 1 }, 'fixedPoint: bits must be a whole number of 2 to 16, got 1'],
      [{ bits: 17 }, 'fixedPoint: bits must be a whole number of 2 to 16, got 17'],
      [{ bits: 4.5 }, 'fixedPoint: bits must be a whole number of 2 to 16, got 4.5'],
      [{ bits: '4' }, 'fixedPoint: bits must be a whole number of 2 to 16, got 4'],
      [{ accumulator: 32 }, 'fixedPoint: accumulator must be a whole number of 2 to 16, got 32'],
      [
        { bits: 8, accumulator: 4 },
        'fixedPoint: an accumulator of 4 bits cannot hold codes of 8; give at least as many',
      ],
      [{ rounding: 'up' }, 'fixedPoint: rounding must be nearest or stochastic, got up'],
      [{ scale: 'row' }, 'fixedPoint: scale must be post, pre, projection, got row'],
      [{ rescale: 0 }, 'fixedPoint: rescale must be positive, got 0 ms'],
      [
        { bit: 4 },
        'fixedPoint: unknown option "bit"; it has bits, accumulator, rounding, scale, rescale; did you mean "bits"?',
      ],
    ]
    for (const [options, message] of refused)
      assert.throws(() => fixedPoint(options as Parameters<typeof fixedPoint>[0]), { name: 'RangeError', message })
  })

  it('counts to 2^bits - 1 for values of one sign, to 2^(bits - 1) - 1 for two', () => {
    const { codes, steps, least, most } = gridOf(fixedPoint(), [0, 2])
    assert.deepEqual([codes, steps, least, most], [15, 65_535, 0, 65_535])
    const negative = gridOf(fixedPoint(), [-2, 0])
    assert.deepEqual([negative.codes, negative.least, negative.most], [15, -65_535, 0])
    const both = gridOf(fixedPoint(), [-1, 2])
    assert.deepEqual([both.codes, both.steps, both.least, both.most], [7, 32_767, -16_383, 32_767])
    assert.deepEqual(
      [[1, 2], [-1, -2], [-1, 2], []].map(values => largestCode(fixedPoint(), values)),
      [15, 15, 7, 15],
    )
  })

  it('holds 0 and the bound farthest from it exactly', () => {
    fc.assert(
      fc.property(formats, bounds, (format, range) => {
        const grid = gridOf(format, range)
        const far = Math.abs(range[0]) > Math.abs(range[1]) ? range[0] : range[1]
        assert.equal(onGrid(grid, 0), 0)
        assert.equal(onGrid(grid, far), far)
        assert.equal(coded(far, grid.largest, grid.codes), far)
      }),
    )
  })

  it('brings a value to the nearest accumulator: within half a step, within the bounds, and there it stays', () => {
    for (const as of [undefined, Math.fround])
      fc.assert(
        fc.property(formats, bounds, part, (format, range, x) => {
          const grid = gridOf(format, range)
          const given = within(range, x)
          const w = onGrid(grid, given, as)
          // The lower bound of -.3 .. 1 lies between two steps.
          const half = given < valueOf(grid, grid.least) ? 1 : 0.5
          assert(Math.abs(w - given) * grid.perUnit <= half + 1e-2, `${given} became ${w}`)
          assert(as || (w >= range[0] && w <= range[1]), `${w} is outside ${range.join(' .. ')}`)
          assert.equal(onGrid(grid, w, as), w)
        }),
        { numRuns: 500 },
      )
  })

  it('codes values within half a scale, the same when coded again', () => {
    const weights = fc.array(part, { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(formats, bounds, weights, (format, range, parts) => {
        const grid = gridOf(format, range)
        const values = parts.map(x => onGrid(grid, within(range, x)))
        const one = { count: 1, of: () => 0 }
        const [top] = rangesOf(values, one, leastRange(grid))
        const scale = top / grid.codes
        const codes = values.map(w => coded(w, top, grid.codes))
        codes.forEach((c, i) => {
          assert(Math.abs(c - values[i]) <= (scale / 2) * (1 + 1e-9), `${values[i]} became ${c}, scale ${scale}`)
          assert(Math.abs(c / scale - Math.round(c / scale)) < 1e-9, 'a whole number of scales')
        })
        // Written back: into accumulators, which the scale follows.
        const again = codes.map(w => onGrid(grid, w))
        const [same] = rangesOf(again, one, leastRange(grid))
        again.forEach((w, i) => {
          const found = coded(w, same, grid.codes)
          assert(Math.abs(found - codes[i]) <= 1e-12 * grid.largest, `${codes[i]} became ${found}`)
        })
      }),
      { numRuns: 500 },
    )
  })

  it('with an accumulator of as many bits transmits what it learns', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 16 }), bounds, fc.array(part, { minLength: 1 }), (bits, range, parts) => {
        const grid = gridOf(fixedPoint({ bits, accumulator: bits }), range)
        const values = parts.map(x => onGrid(grid, within(range, x)))
        const [top] = rangesOf(values, { count: 1, of: () => 0 }, leastRange(grid))
        for (const w of values) assert.equal(coded(w, top, grid.codes), w)
      }),
    )
  })

  it('codes 512 rows of 1,024 normal weights in 4 bits at 16.9 dB', () => {
    const random = philox(1, 'weights')
    const weights = Float64Array.from({ length: 512 * 1024 }, () => random.normal())
    const groups = { count: 512, of: (s: number) => s >> 10 }
    const ranges = rangesOf(weights, groups, 0)
    const codes = largestCode(fixedPoint(), weights)
    let [signal, noise] = [0, 0]
    weights.forEach((w, s) => {
      signal += w * w
      noise += (coded(w, ranges[groups.of(s)], codes) - w) ** 2
    })
    assert(Math.abs(10 * Math.log10(signal / noise) - 16.9) < 0.1)
  })
})

describe('rounding', () => {
  it('to the nearest takes the even of two as near', () => {
    assert.deepEqual([0.5, 1.5, 2.5, -0.5, -1.5, 6.5536, -0.4].map(nearest).map(Math.abs), [0, 2, 2, 0, 2, 7, 0])
  })

  it('stochastically goes up with the probability of the fraction, and leaves whole numbers', () => {
    const random = philox(2, 'rounding')
    const n = 100_000
    for (const x of [0.1, 0.5536, -0.25, 12.9, 1e-3]) {
      const found = Array.from({ length: n }, () => stochastic(x, random.uniform()))
      const f = x - Math.floor(x)
      const mean = found.reduce((a, b) => a + b) / n
      assert(Math.abs(mean - x) < 5 * Math.sqrt((f * (1 - f)) / n), `${x}: ${mean}`)
      const variance = found.reduce((sum, k) => sum + (k - x) ** 2, 0) / n
      assert(Math.abs(variance / (f * (1 - f)) - 1) < 0.2, `${x}: variance ${variance}`)
    }
    fc.assert(fc.property(fc.integer(), part, (k, u) => assert.equal(stochastic(k, Math.min(u, 1 - 2 ** -32)), k)))
  })
})

const saved: FixedPoint = JSON.parse(JSON.stringify(fixedPoint({ bits: 8 }))) as FixedPoint
it('a number format is plain data', () => assert.deepEqual(saved, { ...fixedPoint({ bits: 8 }) }))
