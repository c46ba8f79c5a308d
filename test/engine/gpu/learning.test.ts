import assert from 'node:assert/strict'
import { gpu } from '../../../sdk/engine/index.js'
import { synapse } from '../../../sdk/model/index.js'
import { poisson, poissonSource, uniform } from '../../../sdk/network/index.js'
import { pairwise } from '../../../sdk/network/topology/index.js'
import { izhikevich } from '../../../sdk/neurons/index.js'
import { dopamineStdp, scaling, shortTerm, stdp } from '../../../sdk/plasticity/index.js'
import { network, type NetworkOptions } from '../../../sdk/simulation/index.js'
import { quietly } from '../engines.js'

const backends = ['cpu', 'webasm', ...(process.env.SPIKELAB_WEBGPU ? (['webgpu'] as const) : [])] as const

/** Variables and parameters of the neurons at both ends, time, draws, sums of every kind, rewards. */
const anything = synapse({
  name: 'anything',
  equations: 'dq/dt = -q/40; dr/dt = (1 - r)/30',
  initial: { s: 0, seen: '2*w' },
  efficacy: '0.5 + r/(1 + v_post^2/1e4)',
  onPre: 'q += rand(); r -= 0.3*r; w = clip(w + 1e-3*(v_post + 60), 0, 12)',
  onPost: 's = s + q*d_post + 1e-3*u_post; w = clip(w + 0.1*q - 0.05, 0, 12)',
  onReward: 's += reward*t + mean(q); w = clip(w + 1e-4*v_pre*rand(), 0, 12)',
  every: {
    '7 ms': 'seen = mean_pre(w) + sum(s)*1e-3; w = clip(w*(1 + 1e-3*(mean_post(seen) - mean(w*w))), 0, 12); q = 0.9*q',
  },
})

/** All of it, in a network with delays of its own on either side. */
async function learned(options: NetworkOptions) {
  const net = network({ seed: 4, dt: 0.5, ...options })
  const cells = net.population('cells', 21, izhikevich('RS'), { parameters: { d: uniform(6, 9) } })
  const source = net.population('source', 13, poissonSource({ rate: 80 }))
  const options_ = { topology: pairwise({ p: 0.4 }), weight: uniform(2, 6), bounds: [0, 12] as const }
  const first = [shortTerm(), stdp({ wMax: 12, aPlus: 0.2, aMinus: 0.2 }), dopamineStdp({ wMax: 12 })]
  const p = net.connect(source, cells, { ...options_, delay: uniform(0.5, 20), plasticity: first })
  const rules = [anything, scaling({ wMax: 12 })]
  const q = net.connect(cells, cells, { ...options_, delay: uniform(0.5, 4), dendriticDelay: 15, plasticity: rules })
  net.stimulate(cells, poisson({ rate: '200 Hz', weight: 12 }))
  for (const time of [12.5, 12.5, 40]) void net.reward(time / 30, { time })
  const spikes = net.record(cells, 'spikes')
  await quietly(() => net.run(70))
  const of = (one: typeof p, names: readonly string[]) => Promise.all(names.map(name => one.read(name)))
  return {
    spikes: Array.from(spikes.time, (t, j) => `${t} ${spikes.neuron[j]}`),
    first: await of(p, ['w', 'short-term.x', 'stdp.x', 'stdp.y', 'c']),
    second: await of(q, ['w', 'q', 'anything.r', 's', 'seen', 'scaling.r']),
  }
}

describe('synapses that learn, more than a row of threads,', () => {
  for (const backend of backends) {
    it(`are computed in chunks, bit for bit as in one, on ${backend}`, async () => {
      const whole = await learned({ engine: gpu({ backend }) })
      assert(whole.spikes.length > 20, `${whole.spikes.length} spikes`)
      for (const values of [...whole.first, ...whole.second]) assert(new Set(values).size > 5, String(values))
      const chunked = await learned({ engine: gpu({ backend, widest: 10 }) })
      assert.deepEqual(chunked.spikes, whole.spikes)
      assert.deepEqual(chunked.first, whole.first)
      // A sum over the projection is one of sums over chunks of neurons.
      chunked.second.forEach((values, v) => {
        for (const [s, x] of values.entries())
          assert(Math.abs(x - whole.second[v][s]) <= 1e-5 * (1 + Math.abs(x)), `${v} of ${s}: ${x}`)
      })
    })
  }
})

if (process.env.SPIKELAB_WEBGPU)
  it('synapses that stay on the device learn as those that go up and down, bit for bit', async () => {
    const expected = await learned({ engine: gpu({ backend: 'webgpu', resident: false }) })
    assert.deepEqual(await learned({ engine: gpu({ backend: 'webgpu', resident: true }) }), expected)
  })
