import assert from 'node:assert/strict'
import * as circuits from '../../sdk/circuits/index.js'
import { current, type Description } from '../../sdk/network/index.js'
import { philox } from '../../sdk/random/index.js'
import { network } from '../../sdk/simulation/index.js'

// Two networks written again as plain loops, from the draws that the description holds: who is connected with whom, with
// what weight, and how the cells differ.

type Spike = [time: number, neuron: number]

/** A spike adds its weights to the sums of its targets; `sums` are by projection. */
function transmit({ projections }: Description, spikes: readonly number[], sums: readonly Float64Array[]) {
  projections.forEach(({ offsets, targets, weights }, p) => {
    for (const pre of spikes)
      for (let k = offsets[pre]; k < offsets[pre + 1]; k++)
        sums[p][targets[k]] += typeof weights === 'number' ? weights : weights[k]
  })
}

/** The program of figure 3 of Izhikevich 2003; `noise` has a row of one value a cell for each ms. */
function izhikevich2003Loop(description: Description, noise: Float64Array, duration: number): Spike[] {
  const [{ size, model }] = description.populations
  const r = model.parameters.r as Float64Array
  const inhibits = model.parameters.inhibitory as Float64Array
  const of = (excitatory: (r: number) => number, inhibitory: (r: number) => number) =>
    r.map((x, i) => (inhibits[i] ? inhibitory(x) : excitatory(x)))
  const a = of(
    () => 0.02,
    r => 0.02 + 0.08 * r,
  )
  const b = of(
    () => 0.2,
    r => 0.25 - 0.05 * r,
  )
  const c = of(
    r => -65 + 15 * r ** 2,
    () => -65,
  )
  const d = of(
    r => 8 - 6 * r ** 2,
    () => 2,
  )
  const v = new Float64Array(size).fill(-65)
  const u = b.map(b => b * -65)
  const spikes: Spike[] = []
  let fired: number[] = []
  for (let t = 0; t < duration; t++) {
    const I = noise.slice(t * size, (t + 1) * size)
    transmit(description, fired, [I, I])
    for (let i = 0; i < size; i++) {
      for (let half = 0; half < 2; half++) v[i] += 0.5 * (0.04 * v[i] ** 2 + 5 * v[i] + 140 - u[i] + I[i])
      u[i] += a[i] * (b[i] * v[i] - u[i])
    }
    fired = []
    for (let i = 0; i < size; i++) {
      if (v[i] < 30) continue
      fired.push(i)
      spikes.push([t, i])
      v[i] = c[i]
      u[i] += d[i]
    }
  }
  return spikes
}

/** CUBA (Vogels & Abbott 2005) with the closed form of its leaky cell from step to step. */
function cubaLoop(description: Description, dt: number, steps: number): Spike[] {
  const [{ size, model }] = description.populations
  const v = (model.initial.v as unknown as Float64Array).slice()
  const [ge, gi] = [new Float64Array(size), new Float64Array(size)]
  const held = new Int32Array(size)
  const [m, e, i] = [20, 5, 10].map(tau => Math.exp(-dt / tau))
  const [fromE, fromI] = [(5 / (5 - 20)) * (e - m), (10 / (10 - 20)) * (i - m)]
  const spikes: Spike[] = []
  let fired: number[] = []
  for (let step = 0; step < steps; step++) {
    transmit(description, fired, [ge, gi])
    fired = []
    for (let n = 0; n < size; n++) {
      const free = held[n] === 0
      if (free) v[n] = -49 + (v[n] + 49) * m + fromE * ge[n] + fromI * gi[n]
      else held[n]--
      ge[n] *= e
      gi[n] *= i
      if (!free || v[n] <= -50) continue
      fired.push(n)
      spikes.push([step, n])
      v[n] = -60
      held[n] = Math.round(5 / dt)
    }
  }
  return spikes
}

for (const engine of ['reference', 'wasm'] as const) {
  describe(`networks equal plain loops on ${engine}`, function () {
    this.timeout(60_000)

    it('izhikevich2003: every spike of 100 ms, with noise that both are given', async () => {
      const [size, duration] = [1000, 100]
      const normal = philox(5, 'thalamus').normal
      const noise = Float64Array.from({ length: size * duration }, (_, k) => (k % size < 800 ? 5 : 2) * normal())
      const net = network({ dt: 1, engine, precision: 'double', seed: 2 })
      const { cells } = circuits.izhikevich2003(net, { excitatoryNoise: 0, inhibitoryNoise: 0 })
      net.stimulate(cells, current({ values: noise, perNeuron: true }))
      const spikes = net.record(cells, 'spikes')
      await net.run(duration)
      const found = Array.from(spikes.time, (t, k): Spike => [t, spikes.neuron[k]])
      assert(found.length > 300, `${found.length} spikes`)
      assert.deepEqual(found, izhikevich2003Loop(net.describe(), noise, duration))
    })

    it('cuba: every spike of 100 ms', async () => {
      const dt = 0.1
      const net = network({ dt, engine, precision: 'double', seed: 2 })
      const { cells } = circuits.cuba(net, { size: 2000 })
      const spikes = net.record(cells, 'spikes')
      await net.run(100)
      const found = Array.from(spikes.time, (t, k): Spike => [Math.round(t / dt), spikes.neuron[k]])
      assert(found.length > 800, `${found.length} spikes`)
      assert.deepEqual(found, cubaLoop(net.describe(), dt, 1000))
    })
  })
}
