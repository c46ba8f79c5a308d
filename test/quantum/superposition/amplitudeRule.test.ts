import assert from 'node:assert/strict'
import fc from 'fast-check'
import { amplitudeRule, levelValues, means, variances, type Amplitudes } from '../../../quantum/superposition/index.js'

const near = (found: ArrayLike<number>, expected: readonly number[], within = 5e-7) => {
  assert.equal(found.length, expected.length)
  expected.forEach((x, k) => {
    assert(Math.abs(found[k] - x) <= within, `${found[k]} at ${k}, expected ${x}`)
  })
}

/** The rule as it is written: a potential at every level, no products. */
function written(psi: Float64Array, v: Float64Array, g: number, rate: number, field: number, c: number): Float64Array {
  const m = means(psi, v)[0]
  const down = psi.map((a, k) => a * Math.exp((-rate * (g * v[k] + c * (v[k] - m) ** 2)) / 2))
  const hopped = down.map((a, k) => a + rate * field * ((down[k - 1] ?? a) - a + ((down[k + 1] ?? a) - a)))
  const kept = hopped.map(a => Math.max(a, 1e-6))
  const norm = Math.hypot(...kept)
  return kept.map(a => a / norm)
}

describe('the amplitude rule', () => {
  it('gives the first and the tenth step of the reference to six digits', () => {
    const [psi, values] = [new Float64Array(4).fill(0.5), levelValues(4)]
    const step = { rate: 0.1, field: 0.5, localisation: 1 }
    const p = () => psi.map(a => a * a)
    amplitudeRule(psi, values, [1], step)
    near(p(), [0.263654, 0.268098, 0.250881, 0.217368])
    near(means(psi, values), [-0.052025])
    for (let k = 1; k < 10; k++) amplitudeRule(psi, values, [1], step)
    near(p(), [0.448061, 0.357195, 0.153076, 0.041668])
    near(means(psi, values), [-0.474433])
  })

  it('is the rule as written, whatever the levels, gradients and strengths', () => {
    const amplitude = fc.double({ min: 0.01, max: 1, noNaN: true })
    const force = fc.double({ min: -20, max: 20, noNaN: true })
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        fc.constantFrom(2, 4, 8, 16).chain(L => fc.array(amplitude, { minLength: L, maxLength: L })),
        force,
        fc.double({ min: -2, max: 5, noNaN: true }),
        share,
        (raw, g, c, hop) => {
          const norm = Math.hypot(...raw)
          const psi = Float64Array.from(raw, a => a / norm)
          const values = levelValues(psi.length)
          const expected = written(psi, values, g, 0.1, 5 * hop, c)
          amplitudeRule(psi, values, [g], { rate: 0.1, field: 5 * hop, localisation: 0 }, c)
          near(psi, Array.from(expected), 1e-5)
        },
      ),
    )
  })

  it('keeps the norm and the mean within the levels, even under absurd gradients, in both precisions', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), fc.boolean(), (g, single) => {
        const even = new Float64Array(32).fill(0.25)
        const psi: Amplitudes = single ? new Float32Array(even) : even
        const values = levelValues(16)
        amplitudeRule(psi, values, [g, -g], { rate: 0.05, field: 0.1, localisation: 1 })
        let sum = 0
        for (const a of psi) sum += a * a
        assert(Math.abs(sum - 2) < 1e-5, `norms sum to ${sum}`)
        assert(means(psi, values).every(m => Math.abs(m) <= 1 + 1e-6))
      }),
    )
  })

  it('moves the mean by -s^2 g per unit of imaginary time without field and localisation', () => {
    const values = levelValues(8)
    const psi = Float64Array.from(values, v => Math.exp(-((v - 0.2) ** 2)))
    const norm = Math.hypot(...psi)
    psi.forEach((a, k) => (psi[k] = a / norm))
    const [m, s2, rate, g] = [means(psi, values)[0], variances(psi, values)[0], 1e-5, 3]
    amplitudeRule(psi, values, [g], { rate, field: 0, localisation: 0 })
    const speed = (means(psi, values)[0] - m) / rate
    assert(Math.abs(speed + s2 * g) < 1e-4, `${speed}, expected ${-s2 * g}`)
  })

  it('names what is wrong, and leaves no amplitude without its number', () => {
    const psi = () => new Float64Array(4).fill(0.5)
    const step = { rate: 0.1, field: 0.5, localisation: 1 }
    const rule = (g: number[], change: object = {}, c = 0) =>
      amplitudeRule(psi(), levelValues(4), g, { ...step, ...change }, c)
    assert.throws(() => rule([NaN]), /the gradient of weight 0 must be finite, got NaN/)
    assert.throws(() => rule([1, 2]), /expected a gradient for each of 1 weights, got 2/)
    assert.throws(() => rule([1], { field: 6 }), /rate \* field must lie in 0\.\.0\.5, got 0\.1 \* 6/)
    assert.throws(() => rule([1], { rate: 0 }), /rate must be positive, got 0/)
    assert.throws(() => levelValues(3), /levels must be 2, 4, 8 or 16 \(1 to 4 bits\), got 3/)
    assert.throws(() => amplitudeRule(new Float64Array(5), levelValues(4), [1], step), /no whole number of weights/)
  })
})
