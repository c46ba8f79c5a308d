import assert from 'node:assert/strict'
import { izhikevich } from '../../sdk/neurons/index.js'
import { poisson, poissonSource } from '../../sdk/network/index.js'
import { fixedInDegree } from '../../sdk/network/topology/index.js'
import { network } from '../../sdk/simulation/index.js'

function built() {
  const net = network({ seed: 3 })
  const exc = net.population('exc', 80, izhikevich('RS'))
  const noise = net.population('noise', 20, poissonSource({ rate: '10 Hz' }))
  net.connect(noise, exc, { topology: fixedInDegree({ k: 5 }), weight: 4, delay: '2 ms' })
  net.stimulate(exc.slice(0, 10), poisson({ rate: '5 Hz', weight: 2 }))
  net.stimulate(exc, 3)
  net.record(exc, 'spikes')
  net.record(exc.slice(0, 2), 'v')
  return net
}

describe('the summary of a network', () => {
  it('counts populations, projections, inputs and recordings', () => {
    const { populations, projections, inputs, recordings, headline } = built().summary()
    assert.deepEqual(populations.objects({ limit: 1 }), [
      { name: 'exc', neurons: 80, model: 'izhikevich', variables: 'v, u' },
    ])
    assert.deepEqual(populations.array('model')[1], 'poisson source')
    assert.deepEqual(projections.objects(), [
      { projection: 'noise -> exc', synapses: 400, perNeuron: 20, receptor: 'v', delay: 2 },
    ])
    assert.deepEqual(inputs.objects(), [
      { input: 'Poisson, 5 Hz, weight 2', to: 'exc[0:10]' },
      { input: 'current of 3', to: 'exc[0:80]' },
    ])
    assert.deepEqual(recordings.array('recording'), ['spikes of exc', 'v of exc[0:2]'])
    assert.match(
      headline,
      /^100 neurons, 400 synapses; seed 3, dt 0\.5 ms, time 0 ms; engine wasm; memory: description [\d.]+ kB, recordings 0 kB$/,
    )
  })

  it('says after a run what it took', async () => {
    const net = built()
    await net.run('100 ms')
    assert.match(net.summary().headline, /time 100 ms; engine .*, engine [\d.]+ [kM]B$/)
    assert((net.summary().recordings.array('memory')[1] as number) >= (2 * 200 * 8) / 1000)
  })

  it('shows itself as HTML and text, part by part, without those that are empty', () => {
    const own = (net: object) => (net as Record<symbol, () => Record<string, string>>)[Symbol.for('Jupyter.display')]()
    const shown = own(built().summary())
    assert.equal(shown['text/html'].match(/<table/g)?.length, 4)
    assert.equal(shown['text/plain'], String(built().summary()))
    assert.match(shown['text/plain'], /\n\npopulations\nname +neurons +model +variables\nexc +80 +izhikevich +v, u\n/)
    assert.deepEqual(Object.keys(own(network().summary())), ['text/html', 'text/plain'])
    assert.doesNotMatch(own(network().summary())['text/html'], /<table/)
  })
})
