import assert from 'node:assert/strict'
import { neuron, type Neuron } from '../../sdk/model/index.js'
import { current, spikeTimes } from '../../sdk/network/index.js'
import { network, type Group, type Network } from '../../sdk/simulation/index.js'
import { engines } from './engines.js'

for (const { name, engine, precision } of engines) {
  const close = (a: number, b: number, what = '') =>
    assert(Math.abs(a - b) <= (precision === 'double' ? 1e-12 : 2e-6) * (1 + Math.abs(b)), `${what} ${a}, not ${b}`)
  const made = (cell: Neuron, size = 5, dt = 0.5): { net: Network; cells: Group } => {
    const net = network({ dt, engine })
    return { net, cells: net.population('cells', size, cell) }
  }

  describe(`the language on ${name}`, () => {
    it('intermediate lines, t and dt', async () => {
      const cell = neuron({
        equations: `
          drive = gain*wave
          dx/dt = drive + dt
          wave = t > 2 ? 1 : 0`,
        parameters: { gain: 3 },
        method: 'euler',
      })
      const { net, cells } = made(cell)
      await net.run(5)
      // Five steps begin after 2 ms.
      close((await cells.read('x'))[4], 0.5 * (10 * 0.5 + 5 * 3))
    })

    it('several events: all are tested first, then each resets in its order; only spikes are refractory', async () => {
      const cell = neuron({
        equations: 'dv/dt = rate; dn/dt = 0*n; dm/dt = 0*m',
        parameters: { rate: 1 },
        threshold: { spike: 'v >= 2', tick: 'v >= 1' },
        reset: { spike: 'v = 0; n += 10', tick: 'n += 1; m = n' },
        refractory: 1,
        frozen: [],
        method: 'euler',
      })
      const { net, cells } = made(cell, 3)
      const [spikes, ticks] = [net.record(cells, 'spikes'), net.record(cells, 'tick')]
      await net.run(4)
      // v: .5 1 1.5 2>0 .5 1 1.5 2>0; spikes in steps 3 and 7, ticks in 1 2 3, 5 6 7.
      assert.deepEqual([...spikes.of(2).time], [1.5, 3.5])
      assert.deepEqual([...ticks.of(2).time], [0.5, 1, 1.5, 2.5, 3, 3.5])
      assert.equal((await cells.read('n'))[1], 26)
      assert.equal((await cells.read('m'))[1], 26)
    })

    it('refractory while a condition holds', async () => {
      const cell = neuron({
        equations: 'dv/dt = 1; dw/dt = -w/2',
        threshold: 'v >= 1',
        reset: 'v = 0; w = 8',
        refractory: { while: 'w > 2' },
        method: 'euler',
      })
      const { net, cells } = made(cell, 20)
      const spikes = net.record(cells, 'spikes')
      const v = net.record(cells.slice(17, 18), 'v')
      await net.run(8)
      // w after the spike of step 1: 8 6 4.5 3.375 2.53 1.9; at the start of step 7 it is below 2, and v moves again.
      assert.deepEqual([...spikes.of(17).time], [0.5, 4, 7.5])
      assert.deepEqual([...v.values].slice(0, 10), [0, 0.5, 0, 0, 0, 0, 0, 0, 0.5, 0])
    })

    it('a parameter shared by all, and one of each neuron, change between runs', async () => {
      const cell = neuron({ equations: 'dx/dt = (a - x)/tau', parameters: { a: 1, tau: 10 } })
      const { net, cells } = made(cell({ a: [1, 2, 3, 4, 5] }))
      await net.run(10)
      close((await cells.read('x'))[2], 3 * (1 - Math.exp(-1)))
      await cells.write('tau', 5)
      await cells.write('a', [0, 0, 0, 0, 0])
      await net.run(10)
      close((await cells.read('x'))[2], 3 * (1 - Math.exp(-1)) * Math.exp(-2))
      assert.deepEqual([...(await cells.read('tau'))], [5, 5, 5, 5, 5])
    })

    it('synapses reach a variable by its name; what arrives on a frozen one of a refractory neuron is lost', async () => {
      const cell = neuron({
        equations: 'dv/dt = -v/10; dg/dt = -g/5',
        threshold: 'v > 100',
        refractory: 5,
        frozen: ['v', 'g'],
      })
      const { net, cells } = made(cell, 40)
      net.stimulate(cells, spikeTimes({ time: [1, 2, 3], neuron: [33, 33, 34] }, { weight: 4, receptor: 'g' }))
      net.stimulate(cells, spikeTimes({ time: [1.5], neuron: [33] }, { weight: 200 }))
      await net.run(3.5)
      const g = await cells.read('g')
      // The spike of step 3 holds g from step 4 on: the second weight is lost.
      close(g[33], 4 * Math.exp(-1 / 5))
      close(g[34], 4 * Math.exp(-0.5 / 5))
      assert.equal(g[32], 0)
    })

    it('noise: mean and variance of an Ornstein-Uhlenbeck process; the same name is the same noise', async () => {
      const cell = neuron({
        equations: `
          dx/dt = -x/tau + sigma*sqrt(2/tau)*xi
          dy/dt = -y/tau + sigma*sqrt(2/tau)*xi
          dz/dt = -z/tau + sigma*sqrt(2/tau)*xi_other`,
        parameters: { tau: 5, sigma: 3 },
      })
      const { net, cells } = made(cell, 2000, 0.1)
      await net.run(60)
      const [x, y, z] = await Promise.all(['x', 'y', 'z'].map(v => cells.read(v)))
      const mean = (a: Float64Array) => a.reduce((s, v) => s + v, 0) / a.length
      const variance = (a: Float64Array) => mean(a.map(v => v * v)) - mean(a) ** 2
      assert.deepEqual(x, y)
      assert(Math.abs(mean(x)) < 4 * (3 / Math.sqrt(2000)))
      // Euler's variance is sigma^2/(1 - dt/(2 tau)); its standard error over 2,000 neurons 3 %.
      for (const a of [x, z]) assert(Math.abs(variance(a) / (9 / 0.99) - 1) < 0.13, `variance ${variance(a)}`)
      assert(Math.abs(mean(x.map((v, i) => v * z[i])) / 9) < 0.1)
    })

    it('a neuron without threshold is a rate unit', async () => {
      const cell = neuron({ equations: 'dr/dt = (-r + tanh(I))/tau', parameters: { tau: 10 } })
      const { net, cells } = made(cell, 3, 0.1)
      net.stimulate(cells, current([0, 0.5, 2]))
      await net.run(200)
      const r = await cells.read('r')
      ;[0, 0.5, 2].forEach((I, i) => close(r[i], Math.tanh(I) * (1 - Math.exp(-20))))
    })

    it('division by zero and the log of a negative number stop the run, with what was recorded', async () => {
      for (const [equations, variable] of [
        ['dx/dt = 1/(x - 1)', 'x'],
        ['dx/dt = -1; dy/dt = log(2.2 + x)', 'y'],
      ]) {
        const { net, cells } = made(neuron({ equations, method: 'euler', initial: { x: 1 } }), 50, 1)
        const x = net.record(cells.slice(0, 1), 'x')
        await assert.rejects(net.run(10), (error: Error) => {
          assert.equal(error.name, 'DivergenceError')
          return new RegExp(`population "cells": ${variable} of neuron 0 became (NaN|-?Infinity) at \\d+ ms`).test(
            error.message,
          )
        })
        assert(x.values.length >= 1 && x.values.every(Number.isFinite))
      }
    })
  })
}
