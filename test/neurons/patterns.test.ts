import assert from 'node:assert/strict'
import { current } from '../../sdk/network/index.js'
import { izhikevich2004, izhikevich2004Patterns } from '../../sdk/neurons/index.js'
import { network } from '../../sdk/simulation/index.js'

// The spike times of all patterns are rows of docs/conformance.md.
describe('izhikevich2004', () => {
  it('has the letters of the panels, A to T', () => {
    const panels = Object.values(izhikevich2004Patterns).map(({ panel }) => panel)
    assert.equal(panels.join(''), 'ABCDEFGHIJKLMNOPQRST')
  })

  it('takes other parameters, and names a pattern that does not exist', () => {
    assert.equal(izhikevich2004('tonic spiking')({ d: 8 }).model.parameters.d, 8)
    assert.throws(
      () => izhikevich2004('tonic burstin' as 'tonic bursting'),
      /izhikevich2004: unknown pattern "tonic burstin"; there are tonic spiking, .*; did you mean "tonic bursting"\?/,
    )
  })

  it('with a refractory period of 3 ms breaks the bursts', async () => {
    const counts = []
    for (const frozen of ['all', ['v']] as const) {
      const net = network({ dt: 0.25, engine: 'reference' })
      const cells = net.population('cell', 1, izhikevich2004('tonic bursting')({}, { refractory: 3, frozen }))
      net.stimulate(cells, current(izhikevich2004Patterns['tonic bursting'].input))
      const spikes = net.record(cells, 'spikes')
      await net.run(220.25)
      counts.push(spikes.count)
    }
    assert.deepEqual(counts, [22, 30])
  })
})
