import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import fc from 'fast-check'
import {
  allToAll,
  current,
  fixedInDegree,
  izhikevich,
  load,
  network,
  neuron,
  ornsteinUhlenbeck,
  pairwise,
  poisson,
  poissonSource,
  sine,
  spikeTimes,
  uniform,
  uniformNoise,
  whiteNoise,
  type Network,
  type NetworkOptions,
} from '../../../sdk/index.js'

const leaky = neuron({
  equations: 'dv/dt = (-60 - v + 2*g)/10 + I; dg/dt = -g/4',
  threshold: 'v > -50',
  reset: 'v = -65',
  refractory: '2 ms',
  initial: { v: -60 },
  method: 'euler',
})
const noisy = neuron({
  equations: 'dv/dt = -v/20 + I + 0.9*xi; dw/dt = -w/50',
  threshold: { spike: 'v > 4', high: 'w > 2' },
  reset: { spike: 'v = 0; w += 1', high: 'w = 0' },
})

const shapes = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  sizes: fc.tuple(fc.integer({ min: 20, max: 150 }), fc.integer({ min: 3, max: 90 })),
  dt: fc.constantFrom(0.1, 0.5, 1),
  precision: fc.constantFrom('single' as const, 'double' as const),
  sleep: fc.constantFrom('off' as const, 'exact' as const, { within: 0.1 }),
  topology: fc.constantFrom(allToAll({ self: true }), pairwise({ p: 0.3 }), fixedInDegree({ k: 3, repeats: true })),
  delay: fc.constantFrom(0.1, 1, 5, uniform(1, 7)),
  weight: fc.constantFrom(2, uniform(-1, 4)),
  receptor: fc.constantFrom('delta', 'pulse', 'g'),
  input: fc.constantFrom(
    poisson({ rate: 500, weight: 8 }),
    poisson({ rate: 20, weight: 20 }),
    current(t => 8 + 4 * Math.sin(t / 5)),
    whiteNoise({ sigma: 8, mean: 5 }),
    uniformNoise({ low: -5, high: 20, every: '2 ms' }),
    ornsteinUhlenbeck({ mean: 8, sigma: 4, tau: 5 }),
    ornsteinUhlenbeck({ mean: 8, sigma: 4, tau: 5, shared: true }),
    sine({ amplitude: 10, frequency: 50 }),
  ),
  gaps: fc.boolean(),
  source: fc.boolean(),
  noise: fc.boolean(),
  own: fc.boolean(),
  cut: fc.integer({ min: 1, max: 59 }),
})
type Shape = typeof shapes extends fc.Arbitrary<infer S> ? S : never

function built(shape: Shape, options: NetworkOptions) {
  const { seed, dt, sizes, precision, sleep, topology, delay, weight, receptor, input, own } = shape
  const net = network({ seed, dt, precision, sleep, ...options })
  const b0 = Float64Array.from({ length: sizes[0] }, (_, i) => 0.2 - (i % 3) / 100)
  const a = net.population('a', sizes[0], izhikevich('RS'), { parameters: own ? { b: b0 } : {} })
  const b = net.population('b', sizes[1], leaky)
  net.connect(a.slice(1), b, { topology, weight, delay, receptor })
  net.connect(b, a, { topology: pairwise({ p: 0.2 }), weight, delay })
  if (shape.gaps) net.connect(b, b, { topology: pairwise({ p: 0.3 }), weight: 0.01, continuous: 'w*(v_pre - v_post)' })
  if (shape.source) {
    net.connect(net.population('s', 5, poissonSource({ rate: 100 })), b, { weight: 5, receptor: 'g', delay })
  }
  if (shape.noise) net.connect(net.population('n', 70, noisy), a, { topology: pairwise({ p: 0.1 }), weight: 1, delay })
  net.stimulate(a.slice(3), input)
  net.stimulate(a, poisson({ rate: 5, weight: 15 }))
  net.stimulate(b, poisson({ rate: 300, weight: 6, receptor: 'g' }))
  net.stimulate(a, spikeTimes({ time: [3, 30, 41], neuron: [2, 19, 0] }, { weight: 40 }))
  return net
}

/** Runs on to 60 ms, and returns what happened on the way and the states at the end. */
async function rest(net: Network) {
  const groups = net.describe().populations.map(({ name }) => net.group(name))
  const recordings = groups.map(group => net.record(group, 'spikes'))
  await net.run(60 - net.time)
  const spikes = recordings.map(({ time, neuron }) => Array.from(time, (t, j) => [t, neuron[j]]))
  const states = groups.flatMap(group => group.model.equations.map(({ variable }) => group.read(variable)))
  return { spikes, states: await Promise.all(states) }
}

/** Runs `body` with networks that are reset afterwards: their threads end. */
async function withNetworks<T>(body: (keep: (net: Network) => Network) => Promise<T>): Promise<T> {
  const nets: Network[] = []
  try {
    return await body(net => (nets.push(net), net))
  } finally {
    for (const net of nets) await net.reset()
  }
}

describe('threads', () => {
  it('change nothing, bit for bit: any network, done by one, two or three, whatever sleeps', () =>
    fc.assert(
      fc.asyncProperty(shapes, shape =>
        withNetworks(async keep => {
          const alone = await rest(keep(built(shape, { threads: 1 })))
          for (const threads of [2, 3]) assert.deepEqual(await rest(keep(built(shape, { threads }))), alone)
        }),
      ),
      { numRuns: 7, seed: 5 },
    ))

  it('go on where others stopped, bit for bit: in pieces, saved by three, loaded by one and two', () =>
    fc.assert(
      fc.asyncProperty(shapes, shape =>
        withNetworks(async keep => {
          const whole = await rest(keep(built(shape, { threads: 1 })))
          const stopped = keep(built(shape, { threads: 3 }))
          const groups = stopped.describe().populations.map(({ name }) => stopped.group(name))
          const before = groups.map(group => stopped.record(group, 'spikes'))
          await stopped.run(shape.cut)
          const functional = stopped.inputs.some(
            ({ description }) => 'value' in description && description.value.form === 'function',
          )
          const bytes = functional ? undefined : await stopped.save()
          const loaded = bytes ? [1, 2].map(threads => load(bytes, { threads })) : []
          for (const net of [stopped, ...(await Promise.all(loaded))]) {
            const { spikes, states } = await rest(keep(net))
            const early = before.map(({ time, neuron }) => Array.from(time, (t, j) => [t, neuron[j]]))
            const all = spikes.map((late, k) => [...early[k].filter(([t]) => t < shape.cut), ...late])
            assert.deepEqual({ spikes: all, states }, whole)
          }
        }),
      ),
      { numRuns: 5, seed: 6 },
    ))

  it('take what is written and changed between runs', () =>
    withNetworks(async keep => {
      const run = async (threads: number) => {
        const net = keep(network({ threads, sleep: { within: 0.1 }, precision: 'double' }))
        const cells = net.population('cells', 150, izhikevich('RS')({}, { refractory: 3 }))
        const projection = net.connect(cells, cells, {
          topology: pairwise({ p: 0.1 }),
          weight: uniform(0, 4),
          delay: 2,
        })
        const drive = net.stimulate(cells, poisson({ rate: 30, weight: 20 }))
        const spikes = net.record(cells, 'spikes')
        await net.run(51)
        await cells.write(
          'v',
          Array.from(await cells.read('v'), v => v - 1),
        )
        await cells.slice(100, 101).write('u', -10)
        await projection.write((await projection.read()).map((w, s) => (s % 3 ? w : -w)))
        await net.run(50)
        drive.remove()
        net.stimulate(cells, ornsteinUhlenbeck({ mean: 5, sigma: 4, tau: 5 }))
        net.stimulate(
          cells.slice(0, 140),
          current(t => (t > 120 ? 4 : 0)),
        )
        await net.run(99)
        return { time: spikes.time, neuron: spikes.neuron, v: await cells.read('v'), w: await projection.read() }
      }
      const alone = await run(1)
      assert(alone.time.length > 300)
      assert.deepEqual(await run(2), alone)
    }))

  it('stop at the divergence that one thread would have found, and say so again', () =>
    withNetworks(async keep => {
      const unstable = neuron({ equations: 'dx/dt = x^3; dv/dt = -v + x', threshold: 'v > 1e300', method: 'euler' })
      const messages = await Promise.all(
        [1, 2, 3].map(async threads => {
          const net = keep(network({ threads, dt: 0.1 }))
          // The second half begins further out, and so does neuron 70: thread by thread, others come first.
          const x = Float64Array.from({ length: 150 }, (_, i) => (i === 70 ? 1.5 : i > 100 ? 1.4 + i / 1e4 : 0.1))
          const cells = net.population('cells', 150, unstable, { initial: { x } })
          net.connect(cells, cells, { topology: pairwise({ p: 0.1 }), weight: 0, delay: 1.2 })
          const said: string[] = []
          for (let k = 0; k < 2; k++)
            await net.run(100).catch((error: Error) => said.push(`${error.name}: ${error.message}`))
          return { said, time: net.time }
        }),
      )
      assert.match(messages[0].said[0], /^DivergenceError: population "cells": x of neuron 70 became/)
      assert.equal(messages[0].said.length, 2)
      assert.deepEqual(messages[1], messages[0])
      assert.deepEqual(messages[2], messages[0])
    }))

  it('hand on what an input or a source throws, and go on when it is gone', () =>
    withNetworks(async keep => {
      const net = keep(network({ threads: 2 }))
      const cells = net.population('cells', 100, izhikevich('RS'))
      const bad = net.stimulate(
        cells,
        current(t => (t < 20 ? 1 : NaN)),
      )
      await assert.rejects(net.run(50), /current gave NaN for neuron 0 at 20 ms/)
      assert.equal(net.time, 20)
      bad.remove()
      const source = net.population.bind(net)
      assert.throws(() => source('late', 3, poissonSource({ rate: 1 })), /has run/)
      await net.run(30)
      assert.equal(net.time, 50)
    }))

  it('stop when a signal says so', () =>
    withNetworks(async keep => {
      const net = keep(network({ threads: 2 }))
      net.stimulate(net.population('cells', 100, izhikevich('RS')), 10)
      await net.run(1)
      await assert.rejects(net.run('1 h', { signal: AbortSignal.timeout(100) }), /aborted due to timeout/)
      const { time } = net
      assert(time > 1 && time < 3_600_000)
      await net.run(10)
      assert.equal(net.time, time + 10)
    }))

  it('are as many as there are neurons for, one below 20,000 neurons, and told by info', () =>
    withNetworks(async keep => {
      const threadsOf = async (size: number, threads?: number | 'auto', sleep?: { within: number }) => {
        const net = keep(network({ ...(threads !== undefined && { threads }), ...(sleep && { sleep }) }))
        net.population('cells', size, izhikevich('RS'))
        await net.run(1)
        return net.info!
      }
      assert.equal((await threadsOf(19_999)).threads, 1)
      assert.equal((await threadsOf(20_000)).threads, Math.min(2, availableParallelism()))
      assert.equal((await threadsOf(20_000, undefined, { within: 0.1 })).threads, 1)
      assert.equal((await threadsOf(40, 8)).threads, 2)
      assert.match((await threadsOf(70, 2)).summary, /, 2 threads,/)
    }))

  it('change nothing where they come and go as they help', () =>
    withNetworks(async keep => {
      const run = async (threads: number | 'auto') => {
        const net = keep(network({ threads, seed: 3 }))
        const cells = net.population('cells', 20_000, izhikevich('RS'))
        net.connect(cells, cells, { topology: fixedInDegree({ k: 5 }), weight: uniform(0, 6), delay: uniform(1, 4) })
        net.stimulate(cells, poisson({ rate: 20, weight: 12 }))
        net.stimulate(cells, ornsteinUhlenbeck({ mean: 2, sigma: 1, tau: 5 }))
        const spikes = net.record(cells, 'spikes')
        await net.run(150)
        return { time: spikes.time, neuron: spikes.neuron, v: await cells.read('v') }
      }
      assert.deepEqual(await run('auto'), await run(1))
    }))

  it('are refused where they make no sense', () => {
    assert.throws(() => network({ threads: 0 }), /threads must be 'auto' or a whole number of 1 to 64, got 0/)
    assert.throws(() => network({ threads: 1.5 }), /got 1.5/)
    assert.throws(() => network({ engine: 'reference', threads: 2 }), /engine "reference" has no threads/)
  })

  it('are one where there is no memory to share, which is said', async () => {
    const { SharedArrayBuffer: shared } = globalThis
    const { info } = console
    const said: string[] = []
    try {
      Reflect.deleteProperty(globalThis, 'SharedArrayBuffer')
      console.info = (text: string) => said.push(text)
      const net = network({ threads: 2 })
      net.population('cells', 100, izhikevich('RS'))
      await net.run(1)
      assert.equal(net.info!.threads, 1)
      assert.deepEqual(said, ['wasm: one thread instead of 2: no memory to share here, or no workers'])
    } finally {
      Object.assign(globalThis, { SharedArrayBuffer: shared })
      console.info = info
    }
  })

  it('keep no process alive', async () => {
    const script = `
      import { izhikevich, network } from './sdk/index.ts'
      const net = network({ threads: 2 })
      net.population('cells', 100, izhikevich('RS'))
      await net.run(10)
      console.log(net.info.threads)`
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script]
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 30_000 })
    assert.equal(stdout.trim(), '2')
  })
})
