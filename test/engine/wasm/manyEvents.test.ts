import assert from 'node:assert/strict'
import { reference, wasm, type Engine } from '../../../sdk/engine/index.js'
import { neuron } from '../../../sdk/model/index.js'
import { spikeTimes } from '../../../sdk/network/index.js'
import { network, type SpikeRecording } from '../../../sdk/simulation/index.js'

/** Two events, the resets of which read what others have set: small whole numbers, exact in any precision. */
const cell = neuron({
  equations: 'dv/dt = step; dx/dt = 0*x; dy/dt = 0*y',
  parameters: { step: 1, top: 8 },
  threshold: { spike: 'v >= top', near: 'v >= top/2 and x < 4' },
  reset: { spike: 'v = v - top; y = y + x; x = 0', near: 'x = x + 1; y = y - x/4' },
  initial: { v: 0, x: 0, y: 0 },
  refractory: 2,
  method: 'euler',
})

const engines = (['off', 'exact', { within: 0.1 }] as const).flatMap(sleep =>
  (['single', 'double'] as const).map(precision => ({
    name: `${precision}, sleep ${JSON.stringify(sleep)}`,
    engine: wasm({ precision, sleep, threads: 1 }),
  })),
)

/** What happens in a population of more neurons than are looked at together, and no whole number of vectors. */
async function outcome(engine: Engine, steps: (neuron: number) => number) {
  const size = 2617
  const net = network({ dt: 1, engine })
  const values = Float64Array.from({ length: size }, (_, i) => steps(i))
  const cells = net.population('cells', size, cell({ step: values, top: values.map((_, i) => 4 + (i % 7)) }))
  net.stimulate(cells, spikeTimes({ time: [5, 5, 20], neuron: [1030, 2616, 2047] }, { weight: 30 }))
  const spikes = net.record(cells, 'spikes')
  const near = net.record<SpikeRecording>(cells, 'near')
  await net.run(40)
  return {
    spikes: [[...spikes.time], [...spikes.neuron]],
    near: [[...near.time], [...near.neuron]],
    states: [await cells.read('v'), await cells.read('x'), await cells.read('y')].map(row => [...row]),
  }
}

describe('events of thousands of neurons', () => {
  const kinds = {
    'in each step': () => 1,
    'now and then, while others sleep': (i: number) => (i % 97 === 0 || (i > 900 && i < 1100) ? 2 : 0),
    'in the last neuron alone': (i: number) => (i === 2616 ? 4 : 0),
  }
  for (const [kind, steps] of Object.entries(kinds)) {
    it(`${kind}: they are listed in order, and reset as the reference resets them`, async () => {
      const expected = await outcome(reference, steps)
      assert(expected.spikes[0].length > 3 && expected.near[0].length > 3)
      for (const { name, engine } of engines) assert.deepEqual(await outcome(engine, steps), expected, name)
    })
  }

  it('a reset that gives what is not finite ends the run there; one that takes it away does not', async () => {
    for (const { engine } of engines) {
      const run = async (reset: string) => {
        const net = network({ dt: 1, engine })
        const grows = neuron({ equations: 'dv/dt = exp(v) - 1', threshold: 'v > 100', reset })
        const v = Float64Array.from({ length: 1100 }, (_, i) => (i === 1077 ? 1000 : 0))
        const cells = net.population('cells', 1100, grows({}, { initial: { v } }))
        const spikes = net.record(cells, 'spikes')
        await net.run(3)
        return [[...spikes.time], [...spikes.neuron], (await cells.read('v'))[1077]]
      }
      assert.deepEqual(await run('v = 0'), [[0], [1077], 0])
      await assert.rejects(run('v = v - v'), { name: 'DivergenceError', neuron: 1077, variable: 'v', time: 1 })
    }
  })
})
