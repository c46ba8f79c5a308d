import assert from 'node:assert/strict'
import { DivergenceError } from '../../sdk/engine/index.js'
import { neuron } from '../../sdk/model/index.js'
import { current, poisson, spikeTimes, uniform } from '../../sdk/network/index.js'
import { allToAll, fromArrays, pairwise } from '../../sdk/network/topology/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'
import { network } from '../../sdk/simulation/index.js'
import { engines, quietly } from './engines.js'

/** Counts: `v` grows by what arrives and stays; fires at 1, and is then held for 2 ms. */
const counter = neuron({
  equations: 'dv/dt = 0*v; dx/dt = 1',
  threshold: 'v >= 1',
  reset: 'v = 0',
  refractory: 2,
})
/** Never fires; `v` sums what arrives, `y` integrates the current. */
const sink = neuron({ equations: 'dv/dt = 0*v; dy/dt = I', threshold: 'v > 1e9' })

for (const { name, engine } of engines) {
  describe(`the order of a step on ${name}`, () => {
    const run = (net: ReturnType<typeof network>, t: number) => quietly(() => net.run(t))

    it('a spike arrives after its delay, rounded to steps, and at least one step later', async () => {
      const net = network({ dt: 1, engine })
      const source = net.population('source', 1, counter)
      const target = net.population('target', 3, sink)
      net.stimulate(source, spikeTimes({ time: [3], neuron: [0] }, { weight: 1 }))
      const topology = fromArrays({ from: [0, 0, 0], to: [0, 1, 2] })
      net.connect(source, target, { topology, weight: [1, 2, 4], delay: [0, 2.4, 5] })
      const v = net.record(target, 'v')
      await run(net, 12)
      const arrival = (neuron: number) =>
        Array.from({ length: 12 }, (_, k) => v.values[k * 3 + neuron]).findIndex(x => x > 0)
      // Recorders see the state before arrivals: what arrives in step k shows at k + 1.
      assert.deepEqual([0, 1, 2].map(arrival), [3 + 1 + 1, 3 + 2 + 1, 3 + 5 + 1])
      assert.deepEqual([...(await target.read('v'))], [1, 2, 4])
    })

    it('while refractory the frozen variable keeps its value, what arrives on it is lost, the others go on', async () => {
      const net = network({ dt: 0.5, engine })
      const cell = net.population('cell', 1, counter)
      // Fires at 1; held for the 4 steps 1.5 .. 3; what comes at 1.5 and 3 is lost, what comes at 3.5 counts.
      net.stimulate(cell, spikeTimes({ time: [1, 1.5, 3, 3.5, 5], neuron: [0, 0, 0, 0, 0] }, { weight: 1 }))
      const spikes = net.record(cell, 'spikes')
      await run(net, 10)
      assert.deepEqual([...spikes.time], [1, 3.5])
      assert.equal((await cell.read('v'))[0], 0)
      assert.equal((await cell.read('x'))[0], 10)
    })

    it('a current flows and a pulse adds to it for one step', async () => {
      const net = network({ dt: 0.5, engine })
      const cells = net.population('cells', 2, sink)
      net.stimulate(cells, 2)
      net.stimulate(cells.slice(1), current({ values: [10, 20], every: 1 }))
      net.stimulate(cells, spikeTimes({ time: [1, 1], neuron: [0, 0] }, { weight: 3, receptor: 'pulse' }))
      await run(net, 5)
      assert.deepEqual([...(await cells.read('y'))], [10 + 3, 10 + 30])
    })

    it('an input that is removed acts no more, one that is added acts from then on', async () => {
      const net = network({ dt: 0.5, engine })
      const cells = net.population('cells', 1, sink)
      const input = net.stimulate(cells, 2)
      await run(net, 5)
      input.remove()
      await run(net, 5)
      net.stimulate(cells, 1)
      await run(net, 5)
      assert.equal((await cells.read('y'))[0], 15)
    })

    it('running in pieces equals running at once, bit for bit, with reads between', async () => {
      const build = () => {
        const net = network({ seed: 5, dt: 0.5, engine })
        const cells = net.population('cells', 50, izhikevich())
        net.connect(cells, cells, { topology: pairwise({ p: 0.1 }), weight: 4, delay: uniform(1, 8) })
        net.stimulate(cells, poisson({ rate: 50, weight: 20 }))
        return { net, cells, spikes: net.record(cells, 'spikes') }
      }
      const [whole, pieces] = [build(), build()]
      await run(whole.net, 60)
      for (const t of [0.5, 7, 0, 20, 2.5, 30]) {
        await run(pieces.net, t)
        await pieces.cells.read('v')
      }
      assert(whole.spikes.count > 20)
      assert.deepEqual(pieces.spikes.time, whole.spikes.time)
      assert.deepEqual(pieces.spikes.neuron, whole.spikes.neuron)
      assert.deepEqual(await pieces.cells.read('v'), await whole.cells.read('v'))
      assert.deepEqual(await pieces.cells.read('u'), await whole.cells.read('u'))
    })

    it('starts over after reset, and gives the same again', async () => {
      const net = network({ seed: 5, dt: 0.5, engine })
      const cells = net.population('cells', 20, izhikevich())
      net.connect(cells, cells, { topology: allToAll(), weight: 1 })
      net.stimulate(cells, poisson({ rate: 50, weight: 10 }))
      const spikes = net.record(cells, 'spikes')
      await run(net, 50)
      const first = [...spikes.time]
      await net.reset()
      assert.equal(net.time, 0)
      assert.equal(spikes.count, 0)
      await run(net, 50)
      assert.deepEqual([...spikes.time], first)
    })

    it('writes a state and goes on from it', async () => {
      const net = network({ dt: 0.5, engine })
      const cells = net.population('cells', 3, counter)
      await quietly(() => cells.slice(1, 2).write('v', 5))
      const spikes = net.record(cells, 'spikes')
      await run(net, 1)
      assert.deepEqual([...spikes.neuron], [1])
    })

    it('stops where a state diverges, with its place, and what was recorded stays', async () => {
      const net = network({ dt: 1, engine })
      const cells = net.population(
        'cells',
        3,
        neuron({ equations: 'dv/dt = v^2', threshold: 'v < 0', initial: { v: [0, 0, 1] } }),
      )
      const v = net.record(cells, 'v')
      await assert.rejects(run(net, 100), (error: unknown) => {
        assert(error instanceof DivergenceError)
        assert.match(error.message, /population "cells": v of neuron 2 became Infinity at (8|11) ms; use a shorter dt/)
        return true
      })
      assert(v.time.length >= 8)
      assert.deepEqual([...v.values.slice(0, 6)], [0, 0, 1, 0, 0, 2])
    })
  })
}
