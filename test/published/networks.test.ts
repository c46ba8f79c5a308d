import assert from 'node:assert/strict'
import { powerSpectrum, rates, spectralPeak } from '../../sdk/analysis/index.js'
import type { NetworkOptions } from '../../sdk/simulation/index.js'
import { balanced, expected, mean, seeds } from './expected.js'
import { coba, cobahh, cuba, pulseCoupled, type Published } from './networks.js'

const between = (value: number, low: number, high: number, what: string) =>
  assert(value >= low && value <= high, `${what}: ${value}, expected ${low} to ${high}`)

describe('networks from the literature on wasm, the mean of five seeds', function () {
  this.timeout(120_000)

  for (const [name, { build, source, rate, cv }] of Object.entries(expected)) {
    it(`${name} (${source}): ${rate.join(' to ')} Hz, CV ${cv.join(' to ')}`, async () => {
      const found = await balanced(build, {})
      between(found.rate, rate[0], rate[1], 'rate')
      between(found.cv, cv[0], cv[1], 'CV')
    })
  }

  it('all three in double precision, one seed', async () => {
    const options: NetworkOptions = { precision: 'double' }
    between((await balanced(cuba, options, [1])).rate, 4.9, 6.6, 'CUBA')
    between((await balanced(coba, options, [1])).rate, 17, 22, 'COBA')
    between((await balanced(cobahh, options, [1])).rate, 31, 44, 'COBAHH')
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
