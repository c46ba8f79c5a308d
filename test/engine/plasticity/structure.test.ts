import assert from 'node:assert/strict'
import fc from 'fast-check'
import { philox } from '../../../sdk/index.js'
import { reference, wasm, type Engine } from '../../../sdk/engine/index.js'
import { synapse } from '../../../sdk/model/index.js'
import { edited, spikeSource, spikeTimes, type Description, type StructuralChange } from '../../../sdk/network/index.js'
import { allToAll, fromArrays, pairwise } from '../../../sdk/network/topology/index.js'
import { shortTerm } from '../../../sdk/plasticity/index.js'
import { network } from '../../../sdk/simulation/index.js'
import { listener, protocol, within } from './protocol.js'

const able: readonly { name: string; engine: Engine; precision: 'single' | 'double' }[] = [
  { name: 'reference', engine: reference, precision: 'double' },
  { name: 'wasm (double)', engine: wasm({ precision: 'double' }), precision: 'double' },
  { name: 'wasm (single)', engine: wasm(), precision: 'single' },
]

/** Counts and remembers what arrives: a weight that grows with a trace of the presynaptic neuron. */
const tracing = synapse({
  name: 'tracing',
  equations: 'dx/dt = -x/20',
  efficacy: '1/(1 + x)',
  onPre: 'x += 1; w += 0.1*x',
  onPost: 'w = 0.9*w',
})
/** A trace of the postsynaptic neuron. */
const heard = synapse({ name: 'heard', equations: 'dy/dt = -y/30', onPre: 'w += 0.1*y', onPost: 'y += 1' })
const plain = synapse({ name: 'plain', onPre: 'w += 1' })

const g = 'g'
const first: StructuralChange = { synapses: [{ projection: 0, removed: Uint32Array.of(0) }] }
const joining = (from: number, to: number, delay: number): StructuralChange => ({
  synapses: [
    {
      projection: 0,
      added: { from: Uint32Array.of(from), to: Uint32Array.of(to), weights: 0.5, delays: delay },
    },
  ],
})

/** Two pairs that fire at 0, 7, 9 and 11; spikes arrive 5 ms later. */
const twins = (rules: Parameters<typeof protocol>[0]['rules'], connect = {}) => {
  const times = [0, 7, 9, 11]
  const given = { pre: [times, times], post: [[], []], rules, connect: { delay: 5, ...connect } }
  return protocol(given).net.describe()
}

for (const { name, engine, precision } of able) {
  describe(`synapses that learn, come and go on ${name}`, () => {
    for (const [what, connect] of [
      ['at once', {}],
      ['after a dendritic delay', { dendriticDelay: 4 }],
    ] as const) {
      it(`let a spike in flight reach its neuron ${what} with the efficacy that the synapse had when it went`, async () => {
        const simulation = await engine.compile(twins(shortTerm, connect))
        await simulation.advance(10) // one has arrived at 5, those of 7 and 9 are in flight
        const [[w], [u], [x]] = await Promise.all([
          simulation.weights(0),
          simulation.learning!.read(0, 0, 'u'),
          simulation.learning!.read(0, 0, 'x'),
        ])
        const { U } = shortTerm.model.parameters
        assert(x < 0.9, 'the synapse is depressed')
        await simulation.edit!(first)
        await simulation.advance(20)
        const [found, other] = await simulation.read('post', g)
        // At 5 at full strength, then two as it stood at 10; what was sent at 11 is gone.
        assert(within(precision, [found], [w * U + 2 * w * (u + U * (1 - u)) * x]))
        const untouched = await engine.compile(twins(shortTerm, connect))
        await untouched.advance(30)
        assert.equal(other, (await untouched.read('post', g))[1], 'the other one as if nothing had happened')
      })
    }

    it('let it arrive with the weight that it had, each spike in its time', async () => {
      const simulation = await engine.compile(twins(plain))
      await simulation.advance(10)
      await simulation.edit!(first)
      const course: number[] = []
      for (let step = 10; step < 18; step++) {
        await simulation.advance(1)
        course.push((await simulation.read('post', g))[0])
      }
      assert.deepEqual(course, [0.5, 0.5, 2, 2, 3.5, 3.5, 3.5, 3.5])
    })

    it('lose what is on its way to a neuron that dies, also on a synapse that went before', async () => {
      for (const changes of [[], [first]]) {
        const of = twins(plain)
        const simulation = await engine.compile(of)
        await simulation.advance(10)
        for (const change of changes) await simulation.edit!(change)
        const dead = { deaths: [{ population: 'post', neurons: Uint32Array.of(0) }] }
        await simulation.edit!(changes.length ? dead : { ...dead, ...first })
        await simulation.advance(20)
        const [gone, other] = await simulation.read('post', g)
        assert(Number.isNaN(gone))
        assert.equal(other, 0.5 + 1.5 + 2.5 + 3.5)
      }
    })

    for (const [what, delays] of [
      ['all have one delay', [4, 4]],
      ['delays differ', [4, 2]],
    ] as const) {
      it(`do not use a spike sent before they came, nor the traces of those there: ${what}`, async () => {
        const net = network({ dt: 1 })
        const source = net.population('pre', 1, spikeSource({ time: [0, 6, 9], neuron: [0, 0, 0] }))
        const target = net.population('post', 3, listener)
        const topology = fromArrays({ from: [0, 0], to: [0, 1] })
        const options = { topology, weight: 0.5, receptor: g, plasticity: tracing }
        net.connect(source, target, { ...options, delay: ({ post }) => delays[post] })
        const simulation = await engine.compile(net.describe())
        await simulation.advance(8) // at 0: arrived; that of 6 is in flight
        await simulation.edit!(joining(0, 2, 4))
        await simulation.advance(12)
        const [, , late] = await simulation.read('post', g)
        assert(within(precision, [late], [0.5]), `only that of 9: ${late}`)
        const x = await simulation.learning!.read(0, 0, 'x')
        const after = (...times: number[]) => times.reduce((sum, t) => sum + Math.exp(-(20 - t) / 20), 0)
        const arrivals = delays.map(d => after(d, 6 + d, 9 + d))
        assert(within(precision, x, [...arrivals, after(13)]))
      })
    }

    it('find a variable of their neuron as it is, and as the rule begins where they are its first', async () => {
      // The neurons fire at 3; the trace begins at 2.
      const rule = synapse({
        name: 'listening',
        equations: 'dy/dt = -y/20',
        initial: { y: 2 },
        onPre: 'w = y',
        onPost: 'y += 1',
      })
      const net = network({ dt: 1 })
      const source = net.population('pre', 2, spikeSource({ time: [9, 9], neuron: [0, 1] }))
      const target = net.population('post', 3, listener)
      net.stimulate(target, spikeTimes({ time: [3, 3, 3], neuron: [0, 1, 2] }, { weight: 1 }))
      const topology = fromArrays({ from: [0, 0], to: [0, 1] })
      net.connect(source, target, { topology, weight: 0.5, receptor: g, delay: 1, plasticity: rule })
      const simulation = await engine.compile(net.describe())
      await simulation.advance(6)
      // Neuron 0 keeps its synapse, that of 1 makes room for another, 2 had none.
      await simulation.edit!({
        synapses: [
          {
            projection: 0,
            removed: Uint32Array.of(1),
            added: { from: Uint32Array.of(1, 1, 1), to: Uint32Array.of(0, 1, 2), weights: 0.5, delays: 1 },
          },
        ],
      })
      await simulation.advance(6)
      const known = (2 * Math.exp(-3 / 20) + 1) * Math.exp(-7 / 20)
      const anew = 2 * Math.exp(-4 / 20)
      assert(within(precision, await simulation.weights(0), [known, known, anew, anew]))
      const y = await simulation.learning!.read(0, 0, 'y')
      assert(within(precision, y, [known, known, anew, anew].map(x => x * Math.exp(-2 / 20)))) // prettier-ignore
    })

    it('go on from a snapshot as if never stopped: strays, and those that came later', async () => {
      let of = busy(3)
      const simulation = await engine.compile(of)
      for (let k = 0; k < 3; k++) {
        await simulation.advance(11)
        const change = drawn(of, k)
        await simulation.edit!(change)
        of = edited(of, change).description
      }
      const again = await engine.compile(of, await simulation.snapshot())
      for (const each of [simulation, again]) {
        await each.advance(9)
        await each.edit!(drawn(of, 9))
        await each.advance(20)
      }
      assert.deepEqual(await again.read('post', g), await simulation.read('post', g))
      assert.deepEqual(await again.weights(0), await simulation.weights(0))
    })
  })
}

describe('synapses that learn, come and go', () => {
  it('do the same on reference and wasm in double precision', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), fc.boolean(), async (seed, shared) => {
        let of = busy(seed, shared ? 6 : undefined)
        const both = [await reference.compile(of), await wasm({ precision: 'double' }).compile(of)]
        for (let k = 0; k < 5; k++) {
          for (const simulation of both) await simulation.advance(9)
          const change = drawn(of, seed + k, shared ? 6 : undefined)
          for (const simulation of both) await simulation.edit!(change)
          of = edited(of, change).description
        }
        for (const simulation of both) await simulation.advance(25)
        const [a, b] = await Promise.all(both.map(simulation => simulation.read('post', g)))
        assert(a.some(x => x > 1))
        assert(within('double', b, a), `${b} are not ${a}`)
        const [v, w] = await Promise.all(both.map(simulation => simulation.weights(0)))
        assert(within('double', w, v), 'weights')
      }),
      { numRuns: 15 },
    )
  })
})

/** Many spikes, delays of up to 12 steps. */
function busy(seed: number, delay?: number): Description {
  const random = philox(seed, 'busy')
  const times = Array.from({ length: 150 }, () => ({ time: random.integer(60), neuron: random.integer(8) }))
  const one = [...new Map(times.map(each => [`${each.time} ${each.neuron}`, each])).values()]
  const net = network({ seed: seed + 1, dt: 1 })
  const source = net.population(
    'pre',
    8,
    spikeSource({ time: one.map(({ time }) => time), neuron: one.map(({ neuron }) => neuron) }),
  )
  const target = net.population('post', 6, listener)
  net.stimulate(target, spikeTimes({ time: [8, 20, 31], neuron: [0, 1, 1] }, { weight: 1 }))
  net.connect(source, target, {
    topology: seed % 2 ? pairwise({ p: 0.5 }) : allToAll(),
    weight: 0.5,
    receptor: g,
    delay: delay ?? (() => 1 + random.integer(12)),
    dendriticDelay: seed % 3,
    plasticity: [tracing, shortTerm, heard],
  })
  return net.describe()
}

/** Some synapses go, others come. */
function drawn(of: Description, seed: number, delay?: number): StructuralChange {
  const random = philox(seed, 'drawn')
  const some = (below: number) => Uint32Array.from({ length: 5 }, () => random.integer(below))
  return {
    synapses: [
      {
        projection: 0,
        removed: Uint32Array.from(of.projections[0].targets.keys()).filter(() => random.uniform() < 0.2),
        added: {
          from: some(8),
          to: some(6),
          weights: 0.7,
          delays: delay ?? Uint16Array.from({ length: 5 }, () => 1 + random.integer(12)),
        },
      },
    ],
  }
}
