import { fixedInDegree, fixedOutDegree, lif, network, normal, uniform, type Topology } from '../../sdk/index.js'
import { philox } from '../../sdk/random/index.js'
import type { Contender } from './measure.js'
import type { Row } from './row.js'

const neurons = 100_000
const k = 100

/** A tenth of the largest network that docs/engines.md speaks of: ten million synapses with a weight and a delay each. */
export const buildingRow: Row = {
  title: 'Ten million synapses of 100,000 neurons are drawn, weights normal and delays uniform',
  unit: 'run',
  contenders: () => [
    drawn('fixed out-degree', fixedOutDegree({ k })),
    drawn('fixed in-degree, brought to the rows of their sources', fixedInDegree({ k })),
    { name: 'fixed out-degree, a loop that draws number by number', work: oneByOne },
  ],
}

function drawn(name: string, topology: Topology): Contender {
  return {
    name: `spikelab, ${name}`,
    async work() {
      const net = network({ seed: 1, dt: 0.1 })
      const cells = net.population('cells', neurons, lif())
      const projection = net.connect(cells, cells, { topology, weight: normal(0.1, 0.02), delay: uniform(1, 5) })
      await projection.read()
      return { units: 1 }
    },
  }
}

/** The same numbers, each from a call. */
function oneByOne() {
  const [ends, weight, delay] = ['topology', 'weight', 'delay'].map(purpose => philox(1, purpose, 0))
  const targets = new Uint32Array(neurons * k)
  const weights = new Float64Array(neurons * k)
  const delays = new Uint16Array(neurons * k)
  for (let i = 0, s = 0; i < neurons; i++) {
    const drawn = new Set<number>()
    for (let top = neurons - 1 - k; top < neurons - 1; top++, s++) {
      const j = ends.integer(top + 1)
      const target = drawn.has(j) ? top : j
      drawn.add(target)
      targets[s] = target < i ? target : target + 1
    }
  }
  for (let s = 0; s < weights.length; s++) weights[s] = 0.1 + 0.02 * weight.normal()
  for (let s = 0; s < delays.length; s++) delays[s] = Math.max(1, Math.round((1 + 4 * delay.uniform()) / 0.1))
  return { units: targets.length / (neurons * k) }
}
