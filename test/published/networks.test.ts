import assert from 'node:assert/strict'
import { cv, powerSpectrum, rates, spectralPeak, type Spikes } from '../../sdk/analysis/index.js'
import type { NetworkOptions } from '../../sdk/simulation/index.js'
import { coba, cobahh, cuba, pulseCoupled, type Published } from './networks.js'

const seeds = [1, 2, 3, 4, 5]
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length
const between = (value: number, low: number, high: number, what: string) =>
  assert(value >= low && value <= high, `${what}: ${value}, expected ${low} to ${high}`)

/** Mean over the cells that fired so often, in one second. */
function regularity(spikes: Spikes): number {
  const counts = rates(spikes)
  return mean(cv(spikes).filter((_, i) => counts[i] >= 3))
}

/** Mean rate (Hz) and CV over the seeds, of one second. */
async function measured(build: (options: NetworkOptions) => Published, options: NetworkOptions, of = seeds) {
  const found: { rate: number; cv: number }[] = []
  for (const seed of of) {
    const { net, cells } = build({ ...options, seed })
    const spikes = net.record(cells, 'spikes')
    await net.run('1 s')
    found.push({ rate: mean(rates(spikes)), cv: regularity(spikes) })
  }
  return { rate: mean(found.map(f => f.rate)), cv: mean(found.map(f => f.cv)) }
}

describe('networks from the literature on wasm, the mean of five seeds', function () {
  this.timeout(120_000)

  it('CUBA (Vogels & Abbott 2005; Brette et al. 2007): 5.2 to 6.3 Hz, CV .51 to .55', async () => {
    const { rate, cv } = await measured(cuba, {})
    between(rate, 5.2, 6.3, 'rate')
    between(cv, 0.51, 0.55, 'CV')
  })

  it('COBA: 17 to 22 Hz, CV 1.47 to 1.55', async () => {
    const { rate, cv } = await measured(coba, {})
    between(rate, 17, 22, 'rate')
    between(cv, 1.47, 1.55, 'CV')
  })

  it('COBAHH: 31 to 44 Hz, CV 1.9 to 2.1', async () => {
    const { rate, cv } = await measured(cobahh, {})
    between(rate, 31, 44, 'rate')
    between(cv, 1.9, 2.1, 'CV')
  })

  it('all three in double precision, one seed', async () => {
    const options: NetworkOptions = { precision: 'double' }
    between((await measured(cuba, options, [1])).rate, 4.9, 6.6, 'CUBA')
    between((await measured(coba, options, [1])).rate, 17, 22, 'COBA')
    between((await measured(cobahh, options, [1])).rate, 31, 44, 'COBAHH')
  })

  it('Izhikevich 2003: 7,538 (sd 141) spikes, 7.6 and 7.3 Hz, a rhythm of 7 to 8 Hz', async () => {
    const found = { spikes: [] as number[], exc: [] as number[], inh: [] as number[], rhythm: [] as number[] }
    for (const seed of seeds) {
      const { net, cells, exc, inh } = pulseCoupled({ seed })
      const [all, e, i] = [cells, exc, inh].map(group => net.record(group, 'spikes'))
      await net.run('1 s')
      between(all.count, 7150, 7950, `spikes of seed ${seed}`)
      found.spikes.push(all.count)
      found.exc.push(mean(rates(e)))
      found.inh.push(mean(rates(i)))
      found.rhythm.push(
        spectralPeak(powerSpectrum(all, { step: '1 ms', window: 'boxcar' }), { from: '2 Hz', to: '50 Hz' }).frequency,
      )
    }
    // Three standard errors of a mean of five.
    between(mean(found.spikes), 7538 - 190, 7538 + 190, 'spikes')
    between(mean(found.exc), 7.6 - 0.2, 7.6 + 0.2, 'excitatory rate')
    between(mean(found.inh), 7.31 - 0.3, 7.31 + 0.3, 'inhibitory rate')
    for (const rhythm of found.rhythm) between(rhythm, 6, 9, 'rhythm')
    assert(found.rhythm.filter(f => f >= 6.5 && f <= 8.5).length >= 3, found.rhythm.join(', '))
  })
})

describe('networks from the literature, wasm in double precision and reference', function () {
  this.timeout(120_000)

  const spikesOf = async (build: (options: NetworkOptions) => Published, options: NetworkOptions, duration: number) => {
    const { net, cells } = build({ seed: 1, ...options })
    const spikes = net.record(cells, 'spikes')
    await net.run(duration)
    return Array.from(spikes.time, (t, j) => `${t} ${spikes.neuron[j]}`)
  }

  const small = (options: NetworkOptions) => cobahh(options, 1000)
  for (const [name, build] of Object.entries({ cuba, coba, cobahh: small, pulseCoupled })) {
    it(`${name}: the same spikes over the first 50 ms`, async () => {
      const expected = await spikesOf(build, { engine: 'reference' }, 50)
      const found = await spikesOf(build, { precision: 'double' }, 50)
      assert(expected.length > 200, `${expected.length} spikes`)
      assert.deepEqual(found, expected)
    })
  }
})
