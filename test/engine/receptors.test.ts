import assert from 'node:assert/strict'
import { alpha, conductance, exponential, nmda } from '../../sdk/model/index.js'
import { spikeSource } from '../../sdk/network/index.js'
import { lif } from '../../sdk/neurons/index.js'
import { network } from '../../sdk/simulation/index.js'
import { engines, quietly } from './engines.js'

const receptors = {
  ampa: exponential({ tau: 3 }),
  slow: alpha({ tau: 8 }),
  gaba: conductance({ tau: 6, reversal: '-80 mV' }),
  late: conductance({ tau: 5, reversal: 0, shape: 'alpha' }),
  nmda: nmda({ tauRise: 2, tau: 40, magnesium: 1 }),
}
const names = Object.keys(receptors) as (keyof typeof receptors)[]

/** What a spike gives to each of five cells through its own receptor, and to a sixth through all of them. */
async function responses(engine: (typeof engines)[number]['engine']) {
  const net = network({ dt: 0.1, engine })
  const spike = net.population('spike', 1, spikeSource({ time: [1, 6], neuron: [0, 0] }))
  const cells = net.population('cells', 6, lif({}, { receptors, initial: { v: -60 } }))
  names.forEach((receptor, i) => {
    for (const cell of [i, 5])
      net.connect(spike, cells.slice(cell, cell + 1), { receptor, weight: 2 + i, delay: '0.5 ms' })
  })
  const recordings = ['v', ...names].map(name => net.record(cells, name))
  await quietly(() => net.run(20))
  return recordings.map(({ values }) => values)
}

describe('receptors by name, several on one cell', () => {
  const [oracle, ...others] = engines

  for (const { name, engine, precision } of others) {
    it(`give on ${name} what they give on the reference`, async () => {
      const [expected, found] = [await responses(oracle.engine), await responses(engine)]
      // Each cell moves, and each variable follows its own spikes alone.
      const [v, ...variables] = expected.map(values => values.slice(-6))
      for (let i = 0; i < 5; i++) {
        assert(Math.abs(v[i] - v[(i + 1) % 5]) > 1e-3, `${names[i]} does what its neighbour does`)
        assert(variables[i][i] > 0 && variables[i][i] === variables[i][5] && variables[i][(i + 1) % 5] === 0, names[i])
      }
      const tolerance = precision === 'double' ? 1e-12 : 2e-5
      expected.forEach((values, k) =>
        values.forEach((x, j) => {
          const y = found[k][j]
          assert(Math.abs(x - y) <= tolerance * (1 + Math.abs(x)), `${['v', ...names][k]}[${j}]: ${y}, not ${x}`)
        }),
      )
    })
  }
})
