import assert from 'node:assert/strict'
import { gpu } from '../../../sdk/engine/index.js'
import { neuron } from '../../../sdk/model/index.js'
import { current, poisson, poissonSource, uniform } from '../../../sdk/network/index.js'
import { fromArrays, pairwise } from '../../../sdk/network/topology/index.js'
import { izhikevich } from '../../../sdk/neurons/index.js'
import { load, network, type NetworkOptions } from '../../../sdk/simulation/index.js'
import { networkKernels } from '../../../sdk/engine/gpu/kernels.js'
import { quietly } from '../engines.js'

const backends = ['cpu', 'webasm', ...(process.env.SPIKELAB_WEBGPU ? (['webgpu'] as const) : [])] as const

/** Sources, gap junctions, parameters of each neuron, noise, pulses and delays: whatever goes by the neuron. */
async function everything(options: NetworkOptions) {
  const net = network({ seed: 5, dt: 0.5, ...options })
  const cells = net.population('cells', 50, izhikevich('RS'), { parameters: { d: uniform(6, 9) } })
  const noisy = net.population(
    'noisy',
    23,
    neuron({ equations: 'dx/dt = -x/5 + xi', threshold: 'x > 1', reset: 'x = 0' }),
  )
  const source = net.population('source', 31, poissonSource({ rate: 300 }))
  net.connect(cells, cells, { topology: pairwise({ p: 0.1 }), weight: uniform(2, 8), delay: uniform(0.5, 30) })
  net.connect(cells, cells, { topology: pairwise({ p: 0.1 }), weight: 0.01, continuous: 'w*(v_pre - v_post)' })
  net.connect(noisy, cells, { topology: pairwise({ p: 0.2 }), weight: 3, receptor: 'pulse' })
  net.connect(source, cells, { topology: pairwise({ p: 0.2 }), weight: 6, delay: 2 })
  net.stimulate(cells, poisson({ rate: 200, weight: 8 }))
  net.stimulate(cells, current(Float64Array.from({ length: 50 }, (_, i) => i / 20)))
  const spikes = [cells, noisy, source].map(group => net.record(group, 'spikes'))
  await quietly(() => net.run(60))
  return {
    spikes: spikes.map(({ time, neuron }) => Array.from(time, (t, j) => `${t} ${neuron[j]}`)),
    v: await cells.read('v'),
  }
}

describe('a population larger than a row of threads', () => {
  for (const backend of backends) {
    it(`is computed in chunks, bit for bit as in one, on ${backend}`, async () => {
      const whole = await everything({ engine: gpu({ backend }) })
      assert(whole.spikes.every(({ length }) => length > 30))
      assert.deepEqual(await everything({ engine: gpu({ backend, widest: 8 }) }), whole)
    })
  }
})

if (process.env.SPIKELAB_WEBGPU) {
  describe('states that stay on the device', () => {
    const resident = gpu({ backend: 'webgpu', resident: true })

    it('are those of calls that bring them up and down, bit for bit, in chunks too', async () => {
      const expected = await everything({ engine: gpu({ backend: 'webgpu', resident: false }) })
      assert.deepEqual(await everything({ engine: resident }), expected)
      assert.deepEqual(await everything({ engine: gpu({ backend: 'webgpu', resident: true, widest: 8 }) }), expected)
    })

    it('are read, written, saved and loaded between calls', async () => {
      const build = () => {
        const net = network({ dt: 0.5, seed: 2, engine: resident })
        const cells = net.population('cells', 20, izhikevich('RS'))
        net.stimulate(cells, current(Float64Array.from({ length: 20 }, (_, i) => 5 + i)))
        return { net, cells }
      }
      const { net, cells } = build()
      await quietly(() => net.run(31))
      await cells.write('v', -58)
      await cells.write('d', 6)
      assert((await cells.read('v')).every(v => v === -58))
      const again = await quietly(async () => load(await net.save(), { engine: resident }))
      const [a, b] = [cells, again.group('cells')]
      const spikes = [net.record(a, 'spikes'), again.record(b, 'spikes')]
      await quietly(() => Promise.all([net.run(40), again.run(40)]))
      assert(spikes[0].count > 20)
      assert.deepEqual(spikes[1].time, spikes[0].time)
      assert.deepEqual(await b.read('u'), await a.read('u'))
    })

    it('go back to the step before one that diverges', async () => {
      const net = network({ dt: 1, engine: resident })
      const cells = net.population('cells', 3, neuron({ equations: 'dx/dt = x^2', initial: { x: 1 }, method: 'euler' }))
      await assert.rejects(
        quietly(() => net.run(20)),
        { name: 'DivergenceError', variable: 'x', neuron: 0 },
      )
      const x = (await cells.read('x'))[0]
      let expected = 1
      for (let k = 0; k < net.time; k++) expected += expected ** 2
      assert(Math.abs(x / expected - 1) < 1e-4 && net.time > 3, `${x}, not ${expected}`)
    })
  })
}

it('states that stay on the device need WebGPU', async () => {
  const net = network({ engine: gpu({ backend: 'cpu', resident: true }) })
  net.population('cells', 1, izhikevich('RS'))
  await assert.rejects(net.run(1), /gpu: only WebGPU has memory in which states can stay/)
})

describe('what a device cannot hold', () => {
  it('is refused by name before anything runs: neurons and synapses beyond what single precision counts', async () => {
    const net = network({ engine: gpu({ backend: 'cpu' }) })
    net.population('cortex', 2 ** 24 + 1, neuron({ equations: 'dx/dt = 0*x' }))
    await assert.rejects(net.run(1), /engine "gpu": population "cortex" has 16777217 neurons; .*; split it/)
  })

  it('is refused with its size: a buffer larger than the largest', async () => {
    const { default: gpujs } = await import('gpu.js')
    const net = network()
    const cells = net.population('cells', 1000, izhikevich('RS'))
    const at = Array.from({ length: 900 }, (_, i) => i)
    net.connect(cells, cells, { topology: fromArrays({ from: at, to: at }), weight: uniform(0, 1) })
    const description = net.describe()
    const live = {
      parameters: [{ ...description.populations[0].model.parameters }],
      constants: [new Float64Array(1000)],
      driven: [new Set<string>()],
      weights: description.projections.map(({ weights }) => weights),
    }
    const device = new gpujs.GPU({ mode: 'cpu' })
    assert.throws(() => networkKernels(device, description, live, { widest: Infinity, largest: 11_000 }), {
      name: 'RangeError',
      message:
        'engine "gpu": population "cells" needs a buffer of 1 MB; this device has none above 1 MB; split the population',
    })
    networkKernels(device, description, live, { widest: Infinity, largest: 12_000 }).destroy()
  })
})

describe('what shaders leave open', () => {
  for (const backend of backends) {
    it(`powers of negative numbers are those of JavaScript, and what has no value stops the run, on ${backend}`, async () => {
      const net = network({ dt: 1, engine: gpu({ backend }) })
      const equations = 'da/dt = -a + x^5; db/dt = -b + x^-3; dc/dt = -c + x^n; dd/dt = -d + x^6; dx/dt = 0*x'
      const cells = net.population(
        'cells',
        2,
        neuron({ equations, parameters: { n: 3 }, method: 'euler', initial: { x: -1.5 } }),
      )
      await quietly(() => net.run(1))
      for (const [variable, expected] of [
        ['a', -7.59375],
        ['b', -8 / 27],
        ['c', -3.375],
        ['d', 11.390625],
      ] as const) {
        const [found] = await cells.read(variable)
        assert(Math.abs(found - expected) < 1e-4, `${variable}: ${found}`)
      }
      for (const right of ['sqrt(x)', 'log(x)', 'x^1.5']) {
        const bad = network({ dt: 1, engine: gpu({ backend }) })
        bad.population(
          'cells',
          2,
          neuron({ equations: `dy/dt = ${right}; dx/dt = 0*x`, method: 'euler', initial: { x: -1.5 } }),
        )
        await assert.rejects(
          quietly(() => bad.run(1)),
          { name: 'DivergenceError' },
          right,
        )
      }
    })
  }
})
