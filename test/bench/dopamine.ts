import { wasm } from '../../sdk/engine/index.js'
import { network } from '../../sdk/simulation/index.js'
import { izhikevich2007 } from '../conformance/experiments/dopamine.js'
import type { Contender } from './measure.js'
import type { Row } from './row.js'

const seconds = 10

async function ours(precision: 'single' | 'double'): Promise<Contender> {
  const net = network({ seed: 1, dt: 1 })
  izhikevich2007(net)
  const simulation = await wasm({ precision, threads: 1 }).compile(net.describe())
  return {
    name: `spikelab ${precision}`,
    async work() {
      for (let second = 0; second < seconds; second++) {
        await simulation.advance(1000)
        simulation.forget(simulation.step)
      }
      return { units: seconds }
    },
  }
}

export const dopamineRow: Row = {
  title:
    'Dopamine network (Izhikevich 2007), 1,000 cells, 80,000 of 100,000 synapses learn, dt 1 ms: biological seconds per second',
  unit: 'biological second',
  goals: [{ realTime: 60 }],
  contenders: async () => [await ours('single'), await ours('double')],
}
