import assert from 'node:assert/strict'
import { neuron } from '../../sdk/model/index.js'
import { current, poisson, sine, spikeTimes } from '../../sdk/network/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'
import { network, type Network } from '../../sdk/simulation/index.js'
import { engines, quietly } from './engines.js'

/** Never fires; `v` sums what arrives, `y` integrates the current. */
const sink = neuron({ equations: 'dv/dt = 0*v; dy/dt = I', threshold: 'v > 1e9' })
const run = (net: Network, t: number) => quietly(() => net.run(t))

for (const { name, engine, precision } of engines) {
  describe(`inputs on ${name}`, () => {
    it('sine is amplitude sin(2 pi f t + phase) + offset at the start of every step', async () => {
      const net = network({ dt: 0.5, engine })
      const cells = net.population('cells', 3, sink)
      net.stimulate(cells.slice(1), sine({ amplitude: 5, frequency: '40 Hz', phase: 0.3, offset: 2 }))
      const y = net.record(cells, 'y')
      await run(net, 50)
      let sum = 0
      for (let k = 0; k < 99; k++) {
        sum += 0.5 * (5 * Math.sin(2 * Math.PI * 0.04 * (k * 0.5) + 0.3) + 2)
        for (const i of [1, 2]) {
          const found = y.values[(k + 1) * 3 + i]
          assert(Math.abs(found - sum) < (precision === 'double' ? 1e-11 : 1e-3), `step ${k}: ${found}, ${sum}`)
        }
        assert.equal(y.values[(k + 1) * 3], 0)
      }
    })

    it('a current is written as it is: a quantity, one a neuron, a function of time', async () => {
      const net = network({ dt: 0.5, engine })
      const cells = net.population('cells', 3, sink)
      net.stimulate(cells.slice(0, 1), '2 nA')
      net.stimulate(cells.slice(0, 2), [1, 20])
      net.stimulate(cells.slice(2), t => (t < 1 ? 300 : 0))
      net.stimulate(cells.slice(2), { values: [0, 0, 4], every: '0.5 ms' })
      await run(net, 2)
      assert.deepEqual([...(await cells.read('y'))], [4002, 40, 302])
    })

    it('poisson follows a rate that changes with time, evaluated at each step', async () => {
      const net = network({ seed: 2, dt: 0.5, engine })
      const cells = net.population('cells', 2000, sink)
      const asked: number[] = []
      const rate = (t: number) => {
        asked.push(t)
        return t < 20 ? 0 : t < 40 ? 50 : 200
      }
      net.stimulate(cells, poisson({ rate, weight: 1 }))
      const v = net.record(cells, 'v', { every: '20 ms' })
      await run(net, 61)
      const total = (sample: number) => v.values.subarray(2000 * sample, 2000 * (sample + 1)).reduce((a, b) => a + b)
      assert.deepEqual(asked.slice(0, 3), [0, 0.5, 1])
      assert.equal(total(1), 0)
      for (const [sample, expected] of [
        [2, 2000],
        [3, 8000],
      ]) {
        const found = total(sample) - total(sample - 1)
        assert(Math.abs(found - expected) < 5 * Math.sqrt(expected), `${found}, expected ${expected}`)
      }
    })

    it('poisson takes a rate for each neuron', async () => {
      const net = network({ seed: 3, dt: 0.5, engine })
      const cells = net.population('cells', 4, sink)
      net.stimulate(cells.slice(1), poisson({ rate: [0, 100, 900], weight: 1 }))
      await run(net, 2000)
      const counts = await cells.read('v')
      ;[0, 0, 200, 1800].forEach((expected, i) =>
        assert(Math.abs(counts[i] - expected) <= 5 * Math.sqrt(expected), `neuron ${i}: ${counts[i]}`),
      )
    })
  })
}

describe('units of inputs', () => {
  const synapse = neuron({ equations: 'dv/dt = -v + g + I; dg/dt = -g', threshold: 'v > 1e9' })
  const withUnits = Object.assign(synapse(), {
    model: { ...synapse.model, receptors: { ampa: 'g' }, units: { g: 'nS', I: 'pA' } },
  })

  it('are converted to that of the variable, by the receptor or the variable by name', () => {
    const net = network()
    const cells = net.population('cells', 2, withUnits)
    net.stimulate(cells, poisson({ rate: 1, weight: '1 V' }))
    net.stimulate(cells, poisson({ rate: 1, weight: '2 uS', receptor: 'ampa' }))
    net.stimulate(cells, spikeTimes({ time: [1], neuron: [0] }, { weight: '3 nS', receptor: 'g' }))
    net.stimulate(cells, spikeTimes({ time: [1], neuron: [0] }, { weight: '1 nA', receptor: 'pulse' }))
    net.stimulate(cells, current('0.5 nA'))
    net.connect(cells, cells, { weight: '4 nS', receptor: 'ampa' })
    const { inputs, projections } = net.describe()
    assert.deepEqual(
      inputs.map(input => (input.kind === 'current' ? input.value : [input.weight, input.variable])),
      [[1000, 'v'], [2000, 'g'], [3, 'g'], [1000, 'I'], { form: 'constant', value: 500 }],
    )
    assert.deepEqual([projections[0].weights, projections[0].variable], [4, 'g'])
  })

  it('that do not fit are refused', () => {
    const net = network()
    const cells = net.population('cells', 2, withUnits)
    assert.throws(
      () => net.stimulate(cells, poisson({ rate: 1, weight: '1 nS' })),
      /poisson: weight: "1 nS" is a conductance, expected a voltage/,
    )
    assert.throws(
      () => net.connect(cells, cells, { weight: '1 mV', receptor: 'ampa' }),
      /connect cells -> cells: weight: "1 mV" is a voltage, expected a conductance/,
    )
    assert.throws(
      () => net.stimulate(cells, sine({ amplitude: '1 mV', frequency: 1 })),
      /sine: amplitude: "1 mV" is a voltage, expected a current/,
    )
  })
})

describe('inputs that are wrong', () => {
  const faults: [string, () => Parameters<Network['stimulate']>[1], RegExp][] = [
    ['a rate of a wrong length', () => poisson({ rate: [1, 2], weight: 1 }), /poisson: rate: expected 3 numbers, one a neuron, got 2/],
    ['a negative rate among others', () => poisson({ rate: [1, -2, 0], weight: 1 }), /poisson: rate must be finite and not be negative, got -2 Hz for neuron 1/],
    ['no weight', () => poisson({ rate: 1 } as never), /poisson: weight: must be a finite number, got undefined/],
    ['a receptor that is none', () => poisson({ rate: 1, weight: 1, receptor: 'gaba' }), /stimulate cells: unknown receptor "gaba"; there are delta, pulse, v, u/],
    ['an unknown option', () => sine({ amplitude: 1, frequency: 1, mean: 1 } as never), /sine: unknown option "mean"; it has amplitude, frequency, phase, offset/],
    ['a phase in degrees', () => sine({ amplitude: 1, frequency: 1, phase: '90' as never }), /sine: phase must be a finite number of radians, got 90/],
  ] // prettier-ignore
  for (const [what, stimulus, message] of faults) {
    it(`refuses ${what}`, () => {
      const net = network()
      const cells = net.population('cells', 3, izhikevich())
      assert.throws(() => net.stimulate(cells, stimulus()), message)
    })
  }

  it('refuses a rate in time that is negative, when it is', async () => {
    const net = network({ engine: 'reference' })
    net.stimulate(net.population('cells', 3, izhikevich()), poisson({ rate: t => 1 - t, weight: 1 }))
    await assert.rejects(
      net.run(5),
      /population "cells": poisson rate gave -0.5 at 1.5 ms; expected a finite number of 0/,
    )
  })
})
