import assert from 'node:assert/strict'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wasm } from '../../../sdk/engine/index.js'
import { neuron } from '../../../sdk/model/index.js'
import {
  current,
  grid,
  ornsteinUhlenbeck,
  poisson,
  poissonSource,
  regularSource,
  sine,
  spikeSource,
  spikeTimes,
  uniform,
  uniformNoise,
  whiteNoise,
} from '../../../sdk/network/index.js'
import { pairwise } from '../../../sdk/network/topology/index.js'
import { izhikevich } from '../../../sdk/neurons/index.js'
import { load, network, type EngineChoice, type Network } from '../../../sdk/simulation/index.js'
import { pack } from '../../../sdk/simulation/saving/pack.js'
import { seal } from '../../../sdk/simulation/saving/sealed.js'
import { unpack } from '../../../sdk/simulation/saving/unpack.js'
import { engines, quietly } from '../../engine/engines.js'

/** Delays in flight, refractory neurons, Poisson, noise and given input, parameters of each neuron: for every engine. */
function build(choice: EngineChoice = {}) {
  const net = network({ seed: 11, dt: '0.5 ms', ...choice })
  const exc = net.population('exc', 60, izhikevich('RS')({}, { refractory: '3 ms' }), {
    parameters: { a: uniform(0.018, 0.03), d: i => 6 + i / 30 },
    initial: { v: uniform(-70, -60) },
    positions: grid({ columns: 10, rows: 6 }),
  })
  const inh = net.population('inh', 20, izhikevich('FS'))
  net.connect(exc, exc, { topology: pairwise({ p: 0.1 }), weight: uniform(2, 12), delay: uniform(1, 15) })
  net.connect(exc.slice(5, 60), inh, { topology: pairwise({ p: 0.2 }), weight: 5, delay: '4 ms' })
  net.connect(inh, exc, { topology: pairwise({ p: 0.2 }), weight: -3, delay: 2, receptor: 'pulse' })
  net.stimulate(exc, poisson({ rate: '200 Hz', weight: 8 }))
  net.stimulate(exc.slice(0, 30), ornsteinUhlenbeck({ mean: 3, sigma: 2, tau: '5 ms' }))
  net.stimulate(inh, whiteNoise({ mean: 2, sigma: 3 }))
  net.stimulate(inh, uniformNoise({ low: -1, high: 1 }))
  net.stimulate(exc, current(Float64Array.from({ length: 60 }, (_, i) => i / 20)))
  net.stimulate(exc, current({ values: [0, 2, 4, 1], every: 30 }))
  net.stimulate(inh, sine({ amplitude: 2, frequency: '40 Hz' }))
  net.stimulate(exc, spikeTimes({ time: [49.5, 50, 60, 71], neuron: [1, 2, 3, 4] }, { weight: 90 }))
  return net
}

/** What only some engines have: sources, noise in equations, gap junctions, receptors with dynamics. */
function extended(choice: EngineChoice) {
  const net = build(choice)
  const kind = neuron({
    name: 'noisy',
    equations: 'dv/dt = (E - v)/tau + g/tau + I + sigma*xi; dg/dt = -g/5',
    parameters: { E: -60, tau: 10, sigma: 0.5 },
    threshold: { spike: 'v > -52', near: 'v > -55' },
    reset: { spike: 'v = -65' },
    initial: { v: -65 },
    refractory: { while: 'g > 30' },
    frozen: [],
  })
  const cells = net.population('cells', 30, kind)
  net.connect(cells, cells, { topology: pairwise({ p: 0.2 }), weight: 0.01, continuous: 'w*(v_pre - v_post)' })
  const noise = net.population('noise', 10, poissonSource({ rate: 80 }))
  const clock = net.population('clock', 2, regularSource({ period: [7, 11], start: 3 }))
  const given = net.population('given', 3, spikeSource({ time: [10, 48, 52, 90], neuron: [0, 1, 2, 0] }))
  for (const source of [noise, clock, given]) {
    net.connect(source, cells, { topology: pairwise({ p: 0.5 }), weight: uniform(2, 9), delay: 3, receptor: 'g' })
  }
  return net
}

/** Runs on and returns all that happened, and all states at the end. */
async function goesOn(net: Network, duration: number) {
  const groups = net.describe().populations.map(({ name }) => net.group(name))
  const spikes = groups.map(group => net.record(group, 'spikes'))
  await quietly(() => net.run(duration))
  const state = groups.flatMap(group => group.model.equations.map(({ variable }) => group.read(variable)))
  const weights = net.projections.map(projection => projection.read())
  return {
    time: net.time,
    spikes: spikes.map(({ time, neuron }) => ({ time, neuron })),
    state: await Promise.all(state),
    weights: await Promise.all(weights),
  }
}

describe('save and load', () => {
  for (const { name, engine } of engines) {
    it(`50 ms, saved, loaded, and 50 ms are 100 ms, bit for bit, on ${name}`, async () => {
      const [whole, first] = [build({ engine }), build({ engine })]
      await quietly(() => whole.run(50))
      await quietly(() => first.run(50))
      const bytes = await first.save()
      const expected = await goesOn(whole, 50)
      const found = await goesOn(await quietly(() => load(bytes, { engine })), 50)
      assert(expected.spikes[0].time.length > 50 && expected.spikes[1].time.length > 5)
      assert.deepEqual(found, expected)
      assert.deepEqual(await goesOn(first, 50), expected)
    })
  }

  for (const { name, engine } of engines) {
    it(`tells variables from what engines keep beside them, whatever their names, on ${name}`, async () => {
      const net = network({ dt: 1, engine })
      const cell = neuron({
        equations: 'dwaiting/dt = 1; dawake/dt = 2; dclock/dt = 3',
        threshold: 'waiting >= 2',
        refractory: 2,
        method: 'euler',
      })
      net.population('cells', 3, cell)
      await quietly(() => net.run(3))
      const again = await quietly(async () => load(await net.save(), { engine }))
      await quietly(() => again.run(1))
      const state = ['waiting', 'awake', 'clock'].map(async v => (await again.group('cells').read(v))[2])
      assert.deepEqual(await Promise.all(state), [4, 8, 12])
    })
  }

  for (const choice of [{ engine: 'reference' }, { precision: 'double' }, { sleep: 'off' }] as const) {
    it(`keeps sources, noise, gap junctions and what was written: ${Object.values(choice).join()}`, async () => {
      const nets = [extended(choice), extended(choice)]
      for (const net of nets) {
        await net.run(31)
        await net.group('exc').write('v', -58)
        await net.group('cells').write('E', -58.5)
        await net.group('noise').write('rate', 150)
        await net.projections[0].write((await net.projections[0].read()).map(w => 0.9 * w))
        await net.projections[1].write(6)
        net.inputs[3].remove()
        net.stimulate(net.group('inh'), ornsteinUhlenbeck({ mean: 1, sigma: 2, tau: 4 }))
        await net.run(19.5)
      }
      const again = await load(await nets[0].save())
      assert.deepEqual(again.info?.engine, nets[0].info?.engine)
      assert.deepEqual(again.info?.precision, nets[0].info?.precision)
      // New inputs draw from new streams: those they would have had.
      for (const net of [nets[1], again]) net.stimulate(net.group('inh'), poisson({ rate: 100, weight: 4 }))
      const expected = await goesOn(nets[1], 50)
      assert(expected.spikes.every(({ time }) => time.length > 0))
      assert.deepEqual(await goesOn(again, 50), expected)
    })
  }

  it('gives back the description, groups, connections, inputs and time', async () => {
    const net = extended({})
    await net.run(20)
    const again = await load(await net.save())
    assert.deepEqual(again.describe(), net.describe())
    assert.deepEqual([again.time, again.seed, again.dt, again.recordLimit], [20, 11, 0.5, 2 ** 30])
    assert.equal(again.group('exc').size, 60)
    assert.deepEqual(
      again.projections.map(({ label, synapses }) => [label, synapses]),
      net.projections.map(({ label, synapses }) => [label, synapses]),
    )
    assert.deepEqual([...again.projections[1].from], [...net.projections[1].from])
    assert.deepEqual(
      again.inputs.map(({ description }) => description),
      net.inputs.map(({ description }) => description),
    )
    again.inputs[0].remove()
    assert.equal(again.inputs.length, net.inputs.length - 1)
    assert.throws(() => again.population('more', 1, izhikevich()), /the network has run/)
    await again.reset()
    assert.equal(again.time, 0)
  })

  it('a network that has not run may still be changed, and go to any engine', async () => {
    const bytes = await build().save()
    const again = await load(bytes, { engine: 'reference' })
    assert.equal(again.info, undefined)
    again.population('more', 3, izhikevich())
    const expected = await goesOn(build({ engine: 'reference' }), 30)
    assert.deepEqual((await goesOn(again, 30)).spikes.slice(0, 2), expected.spikes)
  })

  it('keeps the engine, precision and sleep that were asked for', async () => {
    const found = async (net: Network, choice?: EngineChoice) => {
      const again = await load(await net.save(), choice)
      await again.run(1)
      const { engine, precision, awake } = again.info!
      return [engine, precision, awake === 1]
    }
    assert.deepEqual(await found(build({ engine: 'reference' })), ['reference', 'double', false])
    assert.deepEqual(await found(build({ precision: 'double', sleep: 'off' })), ['wasm', 'double', true])
    const own = build({ engine: wasm({ precision: 'double' }) })
    await assert.rejects(found(own), /load: the network had an engine of its own, "wasm"; give load\(\.\.\., \{ engine/)
    await own.run(1)
    assert.deepEqual((await found(own)).slice(0, 2), ['wasm', 'double'])
    assert.deepEqual((await found(own, { sleep: 'off' }))[2], true)
  })

  it('keeps events to come that are plain data', async () => {
    const net = network()
    const cells = net.population('cells', 2, izhikevich())
    net.events.dispatch({ type: 'drug', time: '15 ms', dose: { of: Float64Array.of(1, -0), best: -Infinity } })
    net.events.dispatch({ type: 'drug', time: 12, dose: undefined })
    net.events.dispatch({ type: 'drug', time: 5 })
    await net.run(10)
    const again = await load(await net.save())
    const heard: unknown[] = []
    again.events.register('drug', event => void heard.push(event))
    await again.run(10)
    assert.deepEqual(heard, [
      { type: 'drug', time: 12, dose: undefined },
      { type: 'drug', time: 15, dose: { of: Float64Array.of(1, -0), best: -Infinity } },
    ])
    net.events.dispatch({ type: 'call', time: 50, back: () => cells.write('v', -70) })
    await assert.rejects(
      net.save(),
      /^RangeError: save: event "call" at 50 ms\.back is a function; .*; leave it out, or net\.events\.clear\(\) before$/,
    )
  })

  it('refuses functions by the input that has them', async () => {
    const net = network()
    const group = net.population('cells', 10, izhikevich())
    net.stimulate(group, 3)
    const input = net.stimulate(
      group.slice(2, 5),
      current(t => t),
    )
    await assert.rejects(
      net.save(),
      /^RangeError: save: input 1 \(current into cells\[2:5\]\) is a function, which cannot be saved; give its course, current\(\{ values, every \}\), or remove\(\) it before and stimulate again after load$/,
    )
    input.remove()
    net.stimulate(group, poisson({ rate: t => t, weight: 1 }))
    await assert.rejects(net.save(), /input 1 \(poisson into cells\[0:10\]\) has a rate that is a function/)
  })

  it('is not for a network that runs', async () => {
    const net = build()
    const run = net.run(50)
    await assert.rejects(net.save(), /save: the network is running; await the run first/)
    await run
    await net.save()
  })
})

describe('a file of a network', () => {
  let folder: string
  before(async () => void (folder = await mkdtemp(join(tmpdir(), 'spikelab-'))))
  after(() => rm(folder, { recursive: true }))

  it('is written whole, and read again', async () => {
    const net = build()
    await net.run(20)
    const path = join(folder, 'net.spikelab')
    assert.equal(await net.save(path), undefined)
    assert.deepEqual(await readdir(folder), ['net.spikelab'])
    assert.deepEqual(new Uint8Array(await readFile(path)), await net.save())
    assert.deepEqual(await goesOn(await load(path), 20), await goesOn(net, 20))
  })

  it('is refused by its path with what is wrong', async () => {
    const net = build()
    await net.run(5)
    const bytes = await net.save()
    const path = join(folder, 'bad.spikelab')
    const refused = async (content: Uint8Array | string, message: RegExp) => {
      await writeFile(path, content)
      await assert.rejects(load(path), error => {
        assert(error instanceof RangeError && error.message.startsWith(`load "${path}" `), String(error))
        assert.match(error.message, message)
        return true
      })
    }
    await refused('{}', /is no spikelab file; expected what net\.save\(\) made/)
    await refused(bytes.subarray(0, 1000), /is truncated: it has 1000 bytes of \d+; copy it again/)
    const altered = bytes.slice()
    altered[2000] ^= 4
    await refused(altered, /was altered after it was saved; .* its SHA-256 does not fit/)
    const newer = bytes.slice()
    newer[8] = 3
    await refused(newer, /has format 3, this spikelab reads up to 2; load it with a newer spikelab/)
    await assert.rejects(load(altered), /^RangeError: load: it was altered after it was saved/)
    await assert.rejects(load(join(folder, 'none.spikelab')), { code: 'ENOENT' })
  })

  it('goes on where it began, on that engine and precision', async () => {
    const net = build()
    await net.run(5)
    const bytes = await net.save()
    await assert.rejects(load(bytes, { engine: 'reference' }), /reference: .* taken by engine "wasm single"/)
    await assert.rejects(load(bytes, { precision: 'double' }), /taken by engine "wasm single", this is "wasm double"/)
    await assert.rejects(load(bytes, { precison: 'double' } as never), /load: unknown option "precison"; it has engine/)
    await assert.rejects(
      load(bytes, { engine: 'reference', precision: 'single' }),
      /engine "reference" computes in double/,
    )
    await assert.rejects(load(5 as never), /load: expected a path or the bytes of net\.save\(\), got the number 5/)
    await assert.rejects(net.save(5 as never), /save: expected a path such as 'net\.spikelab', or nothing/)
  })

  it('holds plain data alone', async () => {
    const bytes = await build().save()
    const content = unpack(bytes.subarray(20, -32)) as { streams: number }
    assert.equal(content.streams, 8)
    assert.deepEqual(await seal(pack(content, 'content')), bytes)
  })
})
