import assert from 'node:assert/strict'
import { levelValues, means, variances } from '../../../quantum/superposition/index.js'
import {
  gpuWaves,
  plainWaves,
  wasmWaves,
  type Waves,
  type WavesOptions,
} from '../../../quantum/superposition/waves/index.js'
import { philox } from '../../../sdk/random/index.js'

type Made = Waves<void | Promise<void>> & { readonly backend?: string; destroy?(): Promise<void> }

/** Everything that moves amplitudes. */
const engines: readonly {
  readonly name: string
  readonly precision: 'single' | 'double'
  readonly make: (options: WavesOptions) => Made | Promise<Made>
}[] = [
  { name: 'JavaScript, double', precision: 'double', make: plainWaves },
  { name: 'JavaScript, single', precision: 'single', make: plainWaves },
  { name: 'wasm, double', precision: 'double', make: wasmWaves },
  { name: 'wasm, single', precision: 'single', make: wasmWaves },
  ...(['cpu', 'webasm', ...(process.env.SPIKELAB_WEBGPU ? (['webgpu'] as const) : [])] as const).map(backend => ({
    name: `gpu, ${backend}`,
    precision: 'single' as const,
    make: (options: WavesOptions) => gpuWaves(options, 'waves', backend),
  })),
]

const strengths = { rate: 0.1, field: 0.5, localisation: 1 }
const near = (found: ArrayLike<number>, expected: ArrayLike<number>, within: number) => {
  assert.equal(found.length, expected.length)
  for (let k = 0; k < found.length; k++)
    assert(Math.abs(found[k] - expected[k]) <= within, `${found[k]} at ${k}, expected ${expected[k]}`)
}

/** The rule as it is written: a potential at every level, no products. */
function written(psi: ArrayLike<number>, g: number, { rate, field }: typeof strengths, c: number): Float64Array {
  const own = Float64Array.from(psi)
  const v = levelValues(own.length)
  const m = means(own, v)[0]
  const down = own.map((a, k) => a * Math.exp((-rate * (g * v[k] + c * (v[k] - m) ** 2)) / 2))
  const hopped = down.map((a, k) => a + rate * field * ((down[k - 1] ?? a) - a + ((down[k + 1] ?? a) - a)))
  const floor = 1e-6 * Math.hypot(...hopped)
  const kept = hopped.map(a => Math.max(a, floor))
  const norm = Math.hypot(...kept)
  return kept.map(a => a / norm)
}

for (const { name, precision, make } of engines) {
  describe(`the amplitude rule, ${name}`, () => {
    const exact = precision === 'double'
    const made: Made[] = []
    const waves = async (size: number, levels: number, spread = 0) => {
      const own = await make({ size, levels, precision, spread, seed: 1 })
      made.push(own)
      return own
    }
    const momentsOf = (own: Made, size: number) => {
      const [m, s2] = [new Float64Array(size), new Float64Array(size)]
      own.moments({ centre: 0, range: 1 }, m, s2)
      return { m, s2 }
    }
    after(async () => {
      for (const own of made) await own.destroy?.()
    })

    it('gives the first and the tenth step of the reference', async () => {
      const own = await waves(1, 4)
      const [close, p] = [exact ? 5e-7 : 2e-6, () => Array.from(own.psi, a => a * a)]
      await own.update(Float64Array.of(1), strengths, 0)
      near(p(), [0.263654, 0.268098, 0.250881, 0.217368], close)
      near(momentsOf(own, 1).m, [-0.052025], close)
      for (let k = 1; k < 10; k++) await own.update(Float64Array.of(1), strengths, 0)
      near(p(), [0.448061, 0.357195, 0.153076, 0.041668], close)
      near(momentsOf(own, 1).m, [-0.474433], close)
    })

    it('is the rule as written, whatever the levels, gradients, curvatures and the number of weights', async () => {
      const { uniform } = philox(5, 'forces')
      for (const levels of [2, 4, 8, 16])
        for (const size of [1, 5, 64, 2051]) {
          const own = await waves(size, levels, 0.3)
          const gradient = Float64Array.from({ length: size }, () => 40 * uniform() - 20)
          const curvature = Float64Array.from({ length: size }, () => 6 * uniform() - 2)
          const step = { ...strengths, field: 5 * uniform() }
          const expected = Array.from(gradient, (g, i) => {
            const before = own.psi.slice(i * levels, (i + 1) * levels)
            return Array.from(written(before, g, step, step.localisation + curvature[i]))
          }).flat()
          await own.update(gradient, step, curvature)
          near(own.psi, expected, exact ? 1e-12 : 3e-6)
          const { m, s2 } = momentsOf(own, size)
          near(m, means(own.psi, levelValues(levels)), exact ? 1e-14 : 1e-6)
          near(s2, variances(own.psi, levelValues(levels)), exact ? 1e-14 : 1e-6)
        }
    })

    it('keeps the norm, and the best level on top, under absurd gradients, curvatures and strengths', async () => {
      for (const levels of [2, 16]) {
        const gradient = Float64Array.of(1e3, -1e3, 1e12, -1e12, 1e300, -1e300, 0, 0, 5, 1e5)
        const curvature = Float64Array.of(0, 0, 0, 0, 0, 0, 1e6, 1e300, -1e6, -1e6)
        for (const rate of [0.05, 1e6]) {
          const own = await waves(gradient.length, levels)
          await own.update(gradient, { rate, field: 0, localisation: 1 }, curvature)
          for (let i = 0; i < gradient.length; i++) {
            const row = Array.from(own.psi.subarray(i * levels, (i + 1) * levels))
            const norm = Math.hypot(...row)
            assert(Math.abs(norm - 1) < 1e-6, `weight ${i} has the norm ${norm}`)
            if (i > 5) continue
            const best = row.indexOf(Math.max(...row))
            assert.equal(best, gradient[i] > 0 ? 0 : levels - 1, `weight ${i}: ${row.join(' ')}`)
          }
          assert(momentsOf(own, gradient.length).m.every(m => Math.abs(m) <= 1 + 1e-6))
        }
      }
    })

    it('refuses what is not finite, and steps that are too long', async () => {
      const own = await waves(2, 4)
      const before = own.psi.slice()
      const step = async (g: number, change: object = {}, c = 0) =>
        own.update(Float64Array.of(0, g), { ...strengths, ...change }, c)
      await assert.rejects(step(NaN), /the gradient of weight 1 must be finite, got NaN/)
      await assert.rejects(step(1, {}, Infinity), /the curvature of weight 0 must be finite, got Infinity/)
      await assert.rejects(step(1, { field: 6 }), /rate \* field must lie in 0\.\.0\.5, got 0\.1 \* 6/)
      await assert.rejects(step(1, { localisation: NaN }), /localisation must be finite, got NaN/)
      assert.deepEqual(own.psi, before)
    })
  })
}
