import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  izhikevich,
  network,
  neuron,
  normal,
  ornsteinUhlenbeck,
  pairwise,
  philox,
  poisson,
  poissonSource,
  spikeTimes,
  uniform,
  whiteNoise,
  type Description,
} from '../../sdk/index.js'
import { reference, wasm, type Engine, type Simulation } from '../../sdk/engine/index.js'
import { bornOf, edited, type Births, type StructuralChange, type SynapseChange } from '../../sdk/network/index.js'

const able: readonly { name: string; engine: Engine }[] = [
  { name: 'reference', engine: reference },
  { name: 'wasm (double)', engine: wasm({ precision: 'double' }) },
  { name: 'wasm (single)', engine: wasm() },
  { name: 'wasm (single, within)', engine: wasm({ sleep: { within: 0.1 } }) },
]

const leaky = neuron({
  equations: 'dv/dt = (-60 - v + 2*g)/10 + I; dg/dt = -g/4',
  threshold: 'v > -50',
  reset: 'v = -65',
  refractory: '2 ms',
  initial: { v: -60 },
  method: 'euler',
})
const counter = neuron({ equations: 'dv/dt = 0*v', threshold: 'v > 1', reset: 'v = 0', method: 'euler' })
const nobody = { population: 'cells', count: 1, state: { v: Float64Array.of(0) }, parameters: {} }

/** Two populations with parameters, delays and inputs of every kind, busy from the first steps on. */
function description(seed: number, sizes: readonly [number, number] = [37, 21]): Description {
  const net = network({ seed, dt: 0.5 })
  const exc = net.population('exc', sizes[0], izhikevich('RS'), {
    parameters: { d: uniform(6, 8) },
    initial: { v: uniform(-70, -50) },
  })
  const inh = net.population('inh', sizes[1], leaky)
  const noise = net.population('noise', 5, poissonSource({ rate: 40 }))
  net.connect(exc, exc, { topology: pairwise({ p: 0.2 }), weight: normal(3, 1), delay: uniform('0.5 ms', '6 ms') })
  net.connect(exc, inh, { topology: pairwise({ p: 0.2 }), weight: 4 })
  net.connect(inh, exc, { topology: pairwise({ p: 0.2 }), weight: -2, delay: 1.5, receptor: 'pulse' })
  net.connect(exc, inh, { topology: pairwise({ p: 0.1 }), weight: 2, delay: 5, receptor: 'g' })
  net.connect(noise, exc, { topology: pairwise({ p: 0.5 }), weight: 6, delay: 1 })
  net.stimulate(exc, 4)
  net.stimulate(exc.slice(3, 20), poisson({ rate: 60, weight: 5 }))
  net.stimulate(exc, ornsteinUhlenbeck({ mean: 1, sigma: 2, tau: 10 }))
  net.stimulate(inh, whiteNoise({ mean: 1.2, sigma: 1 }))
  return net.describe()
}

/** Everything that can be seen of a simulation: spikes since a step, and every state of those given. */
async function seen(simulation: Simulation, of: Description, since: number, neurons?: Record<string, number>) {
  const { step, channel, neuron } = simulation.spikes(since)
  const states = await Promise.all(
    of.populations.flatMap(({ name, size, model }) =>
      model.equations.map(({ variable }) =>
        simulation.read(
          name,
          variable,
          Array.from({ length: neurons?.[name] ?? size }, (_, i) => i),
        ),
      ),
    ),
  )
  const known = neurons
    ? (c: number, i: number) => i < (neurons[of.populations[c].name] ?? of.populations[c].size)
    : () => true
  const rows = Array.from(step, (k, j) => [k, channel[j], neuron[j]]).filter(([, c, i]) => known(c, i))
  return { rows, states }
}

const newborns = (population: string, count: number, of: Description): Births => {
  const { model } = of.populations.find(({ name }) => name === population)!
  const each = (value: number) => new Float64Array(count).fill(value)
  return {
    population,
    count,
    state: Object.fromEntries(model.equations.map(({ variable }, v) => [variable, each(v === 0 ? -66 : -13)])),
    parameters: Object.fromEntries(
      Object.entries(model.parameters).map(([key, value]) => [key, each(typeof value === 'number' ? value : value[0])]),
    ),
  }
}

/** Changes of every kind, drawn for a network as it stands. */
function drawnChange(of: Description, seed: number): StructuralChange {
  const random = philox(seed, 'change')
  const [exc, inh] = of.populations
  const births = newborns('exc', random.integer(4), of)
  const room = Math.max(exc.size, bornOf(exc) + births.count + random.integer(9))
  const alive = (i: number) => exc.life?.living[i] !== 0 && i < bornOf(exc)
  const dead = Uint32Array.from({ length: random.integer(3) }, () => random.integer(bornOf(exc))).filter(
    (i, j, all) => alive(i) && all.indexOf(i) === j,
  )
  const count = random.integer(12)
  const last = bornOf(exc) + births.count
  const synapses = of.projections.slice(0, 3).map(({ targets, pre, post }, projection): SynapseChange => {
    const some = <T>(make: () => T) => Array.from({ length: count }, make)
    const end = (name: string) => random.integer(name === 'exc' ? last : inh.size)
    return {
      projection,
      removed: Uint32Array.from(targets.keys()).filter(() => random.uniform() < 0.1),
      added: {
        from: Uint32Array.from(some(() => end(pre))),
        to: Uint32Array.from(some(() => end(post))),
        weights: random.uniform() < 0.5 ? 3 : Float64Array.from(some(() => random.integer(5))),
        delays: random.uniform() < 0.5 ? 2 : Uint16Array.from(some(() => 1 + random.integer(20))),
      },
    }
  })
  return {
    room: [{ population: 'exc', size: room }],
    births: births.count ? [births] : [],
    deaths: [{ population: 'exc', neurons: dead }],
    synapses,
  }
}

for (const { name, engine } of able) {
  describe(`a change of structure on ${name}`, () => {
    it('leaves everything else untouched, bit for bit: room, and births without synapses', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(1000),
          fc.integer({ min: 1, max: 60 }),
          fc.integer({ min: 1, max: 40 }),
          async (seed, at, count) => {
            const before = description(seed)
            const [left, right] = [await engine.compile(before), await engine.compile(before)]
            await left.advance(at)
            await right.advance(at)
            const births = newborns('exc', count, before)
            await right.edit!({ room: [{ population: 'exc', size: 37 + count + 5 }], births: [births] })
            const first = Array.from({ length: count }, (_, i) => 37 + i)
            assert.deepEqual(await right.read('exc', 'v', first), births.state.v)
            assert.deepEqual(await right.read('exc', 'v', [37 + count]), Float64Array.of(NaN), 'unborn')
            await left.advance(80)
            await right.advance(80)
            const old = { exc: 37 }
            assert.deepEqual(await seen(right, before, 0, old), await seen(left, before, 0, old))
          },
        ),
        { numRuns: 12 },
      )
    })

    it('goes on from a snapshot as if never stopped', async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(1000), async seed => {
          let of = description(seed)
          const simulation = await engine.compile(of)
          for (let k = 0; k < 3; k++) {
            await simulation.advance(23)
            const change = drawnChange(of, seed + k)
            await simulation.edit!(change)
            of = edited(of, change).description
          }
          const again = await engine.compile(of, await simulation.snapshot())
          await simulation.advance(40)
          await again.advance(40)
          assert.deepEqual(await seen(again, of, 69), await seen(simulation, of, 69))
          for (const q of of.projections.keys())
            assert.deepEqual(await again.weights(q), await simulation.weights(q), `weights of ${q}`)
        }),
        { numRuns: 12 },
      )
    })

    it('lets a spike in flight arrive on a synapse that is removed, and none that is sent later', async () => {
      const { simulation, projection } = await pair(engine)
      await simulation.advance(3) // neuron 0 fires at step 1, its spike arrives at step 5
      await simulation.edit!({ synapses: [{ projection, removed: Uint32Array.of(0) }] })
      await simulation.advance(20) // it fires again at step 11
      assert.deepEqual([...simulation.spikes(0).neuron], [0, 1, 0])
      assert.deepEqual([...simulation.spikes(0).step], [1, 5, 11])
    })

    it('drops what is on its way to a neuron that dies; the dead never fire, and have no state', async () => {
      const { simulation } = await pair(engine)
      await simulation.advance(3)
      await simulation.edit!({ deaths: [{ population: 'cells', neurons: Uint32Array.of(1) }] })
      await simulation.advance(20)
      assert.deepEqual([...simulation.spikes(0).neuron], [0, 0])
      assert.deepEqual([...(await simulation.read('cells', 'v'))].map(Number.isNaN), [false, true])
      await simulation.write('cells', 'v', [0, 100])
      await simulation.advance(3)
      assert.equal(simulation.spikes(23).step.length, 0)
    })

    for (const [what, change, message] of [
      [
        'a population that is not there',
        { births: [{ ...nobody, population: 'ghosts' }] },
        /no population "ghosts"; there are cells/,
      ],
      ['births without room', { births: [nobody] }, /"cells": there is room for 0 births, not for 1/],
      [
        'the death of one who died',
        { deaths: [{ population: 'cells', neurons: Uint32Array.of(1, 1) }] },
        /"cells": neuron 1 cannot die, it is dead already/,
      ],
      [
        'the death of one who never lived',
        { deaths: [{ population: 'cells', neurons: Uint32Array.of(7) }] },
        /neuron 7 cannot die, there are 2/,
      ],
      ['less room', { room: [{ population: 'cells', size: 1 }] }, /room must be a whole number of at least 2, got 1/],
      ['a projection that is not there', { synapses: [{ projection: 4 }] }, /no projection 4; there are 1/],
      [
        'a synapse that is not there',
        { synapses: [{ projection: 0, removed: Uint32Array.of(3) }] },
        /ascending indices below 1, got 3/,
      ],
      [
        'a target that is not there',
        {
          synapses: [
            { projection: 0, added: { from: Uint32Array.of(0), to: Uint32Array.of(9), weights: 1, delays: 1 } },
          ],
        },
        /goes to neuron 9, outside 0 .. 1/,
      ],
    ] as const) {
      it(`refuses ${what}, and leaves the network as it was`, async () => {
        const { simulation, projection } = await pair(engine)
        await simulation.advance(3)
        await assert.rejects(simulation.edit!(change), message)
        await simulation.advance(3)
        assert.deepEqual([...simulation.spikes(0).neuron], [0, 1])
        assert.equal((await simulation.weights(projection)).length, 1)
      })
    }
  })
}

describe('changes of structure', () => {
  it('are the same on reference and wasm in double precision: changes of every kind, every spike and state', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), async seed => {
        let of = description(seed)
        const both = [await reference.compile(of), await wasm({ precision: 'double' }).compile(of)]
        for (let k = 0; k < 4; k++) {
          for (const simulation of both) await simulation.advance(20)
          const change = drawnChange(of, seed + k)
          for (const simulation of both) await simulation.edit!(change)
          of = edited(of, change).description
        }
        for (const simulation of both) await simulation.advance(30)
        const [a, b] = await Promise.all(both.map(simulation => seen(simulation, of, 0)))
        assert.deepEqual(b.rows, a.rows)
        for (const [v, values] of a.states.entries())
          for (const [i, x] of values.entries())
            assert(Object.is(x, b.states[v][i]) || Math.abs(x - b.states[v][i]) <= 1e-9 * Math.abs(x))
      }),
      { numRuns: 12 },
    )
  })

  it('are made where everything is, as far as there is room: the same as on reference, in any number of threads', async () => {
    const engines = [reference, wasm({ precision: 'double' }), wasm({ precision: 'double', threads: 2 })]
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), fc.constantFrom(3, 400), async (seed, many) => {
        let of = description(seed, [70, 40])
        const all = await Promise.all(engines.map(engine => engine.compile(of)))
        const change = async (given: StructuralChange) => {
          for (const simulation of all) await simulation.edit!(given)
          of = edited(of, given).description
          for (const simulation of all) await simulation.advance(2)
        }
        await change({ room: [{ population: 'exc', size: 120 }] })
        const bytes = all.map(simulation => simulation.info().bytes)
        for (let k = 0; k < 12; k++) await change(smallChange(of, seed + k, many))
        for (const simulation of all) await simulation.advance(30)
        const moved = all.map((simulation, e) => simulation.info().bytes !== bytes[e])
        assert.deepEqual(moved, many > 3 ? [false, true, true] : [false, false, false])
        const [a, b, c] = await Promise.all(all.map(simulation => seen(simulation, of, 0)))
        const again = await engines[1].compile(of, await all[2].snapshot())
        assert.deepEqual(c, b)
        assert.deepEqual(b.rows, a.rows)
        for (const [v, values] of a.states.entries())
          for (const [i, x] of values.entries())
            assert(Object.is(x, b.states[v][i]) || Math.abs(x - b.states[v][i]) <= 1e-9 * Math.abs(x))
        for (const q of of.projections.keys())
          for (const simulation of all) assert.deepEqual(await simulation.weights(q), await again.weights(q))
        for (const simulation of [all[1], all[2], again]) await simulation.advance(20)
        const since = again.step - 20
        assert.deepEqual(await seen(again, of, since), await seen(all[1], of, since))
        assert.deepEqual(await seen(all[2], of, since), await seen(all[1], of, since))
        for (const simulation of all) await simulation.dispose()
      }),
      { numRuns: 4 },
    )
  })

  it('keep coasting neurons as they are: births and deaths where everything is equal those of a network built anew', async () => {
    const engine = wasm({ precision: 'double', sleep: { within: 0.1 } })
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), async seed => {
        const net = network({ seed, dt: 0.5 })
        const exc = net.population('exc', 60, izhikevich('RS'), { parameters: { d: uniform(6, 8) } })
        const inh = net.population('inh', 20, izhikevich('FS'))
        net.connect(exc, exc, {
          topology: pairwise({ p: 0.2 }),
          weight: normal(3, 1),
          delay: uniform('0.5 ms', '6 ms'),
        })
        net.connect(exc, inh, { topology: pairwise({ p: 0.2 }), weight: 4 })
        net.connect(inh, exc, { topology: pairwise({ p: 0.2 }), weight: -2, delay: 1.5 })
        net.stimulate(exc, 1)
        net.stimulate(exc, poisson({ rate: 20, weight: 12 }))
        let of = net.describe()
        const live = await engine.compile(of)
        await live.edit!({ room: [{ population: 'exc', size: 120 }] })
        of = edited(of, { room: [{ population: 'exc', size: 120 }] }).description
        for (let k = 0; k < 8; k++) {
          await live.advance(60)
          const change = smallChange(of, seed + k, 3)
          await live.edit!(change)
          of = edited(of, change).description
        }
        const last = await engine.compile(of, await live.snapshot())
        await live.advance(60)
        await last.advance(60)
        assert(live.activity!().mean < 0.9, 'some coast')
        assert.deepEqual(await seen(last, of, 480), await seen(live, of, 480))
      }),
      { numRuns: 8 },
    )
  })
})

/** A birth, sometimes a death, and some synapses of those kinds that each projection has. */
function smallChange(of: Description, seed: number, many: number): StructuralChange {
  const random = philox(seed, 'small change')
  const [exc, inh] = of.populations
  const births = newborns('exc', random.integer(2), of)
  const last = bornOf(exc) + births.count
  const alive = (i: number) => exc.life?.living[i] !== 0 && i < bornOf(exc)
  const dying = [random.integer(bornOf(exc))].filter(i => alive(i) && random.uniform() < 0.3)
  const synapses = of.projections.slice(0, 3).map((projection, q): SynapseChange => {
    const end = (name: string) => random.integer(name === 'exc' ? last : inh.size)
    const some = (draw: () => number) => Array.from({ length: random.integer(many) }, draw)
    const from = Uint32Array.from(some(() => end(projection.pre)))
    const { weights, delays } = projection
    return {
      projection: q,
      removed: Uint32Array.from(projection.targets.keys()).filter(() => random.uniform() < 0.01),
      added: {
        from,
        to: from.map(() => end(projection.post)),
        weights: typeof weights === 'number' ? weights : Float64Array.from(from, () => random.integer(5)),
        delays: typeof delays === 'number' ? delays : Uint16Array.from(from, () => 1 + random.integer(10)),
      },
    }
  })
  return {
    births: births.count ? [births] : [],
    deaths: dying.length ? [{ population: 'exc', neurons: Uint32Array.from(dying) }] : [],
    synapses,
  }
}

/** Neuron 0 fires at steps 1 and 11; its spike reaches neuron 1 four steps later, which fires at once. */
async function pair(engine: Engine) {
  const net = network({ dt: 1 })
  const cells = net.population('cells', 2, counter)
  net.connect(cells.slice(0, 1), cells.slice(1, 2), { weight: 5, delay: 4 })
  net.stimulate(cells.slice(0, 1), spikeTimes({ time: [1, 11], neuron: [0, 0] }, { weight: 5 }))
  return { simulation: await engine.compile(net.describe()), projection: 0 }
}
