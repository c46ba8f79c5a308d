import { wasm } from '../../sdk/engine/index.js'
import { neuron } from '../../sdk/model/index.js'
import { poissonSource } from '../../sdk/network/index.js'
import { fixedOutDegree } from '../../sdk/network/topology/index.js'
import { stdp } from '../../sdk/plasticity/index.js'
import { philox } from '../../sdk/random/index.js'
import { network, type Network } from '../../sdk/simulation/index.js'
import type { Contender } from './measure.js'
import { brian2 } from './python.js'
import type { Row } from './row.js'

const neurons = 10_000
const fanOut = 100
const rate = 10
const dt = 1
const wMax = 1
const rule = stdp({ wMax, aPlus: 0.005, aMinus: 0.00525 })

/** Fires at its own pace, 10 Hz, whatever arrives. */
const pacemaker = neuron({
  equations: 'dv/dt = 0.01 + 0*g; dg/dt = -g/5',
  threshold: 'v >= 1',
  reset: 'v = v - 1',
  method: 'euler',
})

/** A million synapses from Poisson sources onto cells that fire as often. */
function million(net: Network): void {
  const { uniform } = philox(7)
  const source = net.population('source', neurons, poissonSource({ rate }))
  const v = Float64Array.from({ length: neurons }, () => uniform())
  const cells = net.population('cells', neurons, pacemaker({}, { initial: { v } }))
  net.connect(source, cells, {
    topology: fixedOutDegree({ k: fanOut }),
    weight: 0.5 * wMax,
    receptor: 'g',
    plasticity: rule,
  })
}

const steps = 300
/** Synaptic events: arrivals, and spikes as the synapses hear of them. */
const events = 2 * neurons * fanOut * rate * (steps * dt * 1e-3)

async function ours(precision: 'single' | 'double'): Promise<Contender> {
  const net = network({ seed: 3, dt })
  million(net)
  const simulation = await wasm({ precision, threads: 1 }).compile(net.describe())
  return {
    name: `spikelab ${precision}`,
    async work() {
      await simulation.advance(steps)
      simulation.forget(simulation.step)
      return { units: events }
    },
  }
}

/**
 * The same by plain loops over typed arrays: traces decay in every step, spikes are made beforehand, and of the cells
 * there is nothing but what arrives.
 */
function loops(precision: 'single' | 'double'): Contender {
  const Numbers = precision === 'single' ? Float32Array : Float64Array
  const net = network({ seed: 3, dt })
  million(net)
  const { offsets, targets, weights } = net.describe().projections[0]
  const { uniform } = philox(8)
  const spikes = () =>
    Array.from({ length: steps }, () =>
      Uint32Array.from({ length: neurons }, (_, i) => i).filter(() => uniform() < rate * dt * 1e-3),
    )
  const [pre, post] = [spikes(), spikes()]
  const w = Numbers.from(weights as Float64Array)
  const source = new Uint32Array(targets.length)
  for (let i = 0; i < neurons; i++) source.fill(i, offsets[i], offsets[i + 1])
  const starts = new Uint32Array(neurons + 1)
  for (const j of targets) starts[j + 1]++
  for (let j = 0; j < neurons; j++) starts[j + 1] += starts[j]
  const next = starts.slice()
  const slots = new Uint32Array(targets.length)
  for (let s = 0; s < targets.length; s++) slots[next[targets[s]]++] = s
  const [x, y, g] = [new Numbers(neurons), new Numbers(neurons), new Numbers(neurons)]
  const { aPlus, aMinus, tauPlus, tauMinus } = rule.model.parameters
  const [decayX, decayY] = [Math.exp(-dt / tauPlus), Math.exp(-dt / tauMinus)]
  return {
    name: `loops over typed arrays, ${precision}`,
    work() {
      for (let k = 0; k < steps; k++) {
        for (let i = 0; i < neurons; i++) {
          x[i] *= decayX
          y[i] *= decayY
        }
        for (const i of pre[k]) {
          x[i] += aPlus
          for (let s = offsets[i]; s < offsets[i + 1]; s++) {
            const j = targets[s]
            const weight = w[s]
            g[j] += weight
            w[s] = Math.min(Math.max(weight - y[j], 0), wMax)
          }
        }
        for (const j of post[k]) {
          y[j] += aMinus
          for (let c = starts[j]; c < starts[j + 1]; c++) {
            const s = slots[c]
            w[s] = Math.min(Math.max(w[s] + x[source[s]], 0), wMax)
          }
        }
      }
      return { units: events }
    },
  }
}

export const stdpRow: Row = {
  title: 'STDP on a million synapses at 10 Hz on both sides: a synaptic event, dt 1 ms',
  unit: 'update',
  goals: [
    { rival: 'loops over typed arrays, single', times: 2 },
    { rival: 'loops over typed arrays, double', times: 2 },
  ],
  contenders: async () => [await ours('single'), await ours('double'), loops('single'), loops('double')],
}

/** Nobody fires: what it costs that synapses could learn. */
async function silent(name: string, learns: boolean): Promise<Contender> {
  const net = network({ seed: 3, dt })
  const source = net.population('source', neurons, poissonSource({ rate: 0 }))
  const cells = net.population('cells', neurons, pacemaker({}, { initial: { v: -1e6 } }))
  const options = { topology: fixedOutDegree({ k: fanOut }), weight: 0.5, receptor: 'g' }
  net.connect(source, cells, { ...options, ...(learns && { plasticity: rule }) })
  const simulation = await wasm({ threads: 1, sleep: 'off' }).compile(net.describe())
  return {
    name,
    async work() {
      await simulation.advance(20_000)
      return { units: 20_000 }
    },
  }
}

/** It costs less than a twentieth of the step: fixed synapses take .95 of the time or more. */
export const silentPlasticityRow: Row = {
  title: 'A million synapses that learn, and nobody fires: a step of 10,000 cells, the least of 21 runs',
  unit: 'update',
  goals: [{ rival: 'spikelab, fixed', times: 0.95 }],
  runs: 21,
  by: 'least',
  contenders: async () => [await silent('spikelab, plastic', true), await silent('spikelab, fixed', false)],
}

/** Song, Miller & Abbott (2000): one cell, 1,000 excitatory inputs that learn, 200 inhibitory ones. */
function song(net: Network): void {
  const gMax = 0.015
  const cell = net.population(
    'cell',
    1,
    neuron({
      equations: `dv/dt = (-70 - v - ge*v + gi*(-70 - v))/20
        dge/dt = -ge/5
        dgi/dt = -gi/5`,
      threshold: 'v > -54',
      reset: 'v = -60',
      initial: { v: -60 },
      method: 'euler',
    }),
  )
  const excitatory = net.population('excitatory', 1000, poissonSource({ rate: 15 }))
  const inhibitory = net.population('inhibitory', 200, poissonSource({ rate: 10 }))
  const learns = stdp({ wMax: gMax, aPlus: 0.005 * gMax, aMinus: 1.05 * 0.005 * gMax })
  net.connect(excitatory, cell, { weight: gMax, receptor: 'ge', plasticity: learns })
  net.connect(inhibitory, cell, { weight: 0.05, receptor: 'gi' })
}

const songSeconds = 100

async function songOf(precision: 'single' | 'double'): Promise<Contender> {
  const net = network({ seed: 1, dt: 0.1 })
  song(net)
  const simulation = await wasm({ precision, threads: 1 }).compile(net.describe())
  return {
    name: `spikelab ${precision}`,
    async work() {
      for (let second = 0; second < songSeconds; second++) {
        await simulation.advance(10_000)
        simulation.forget(simulation.step)
      }
      return { units: 1 }
    },
  }
}

export const songRow: Row = {
  title: 'Song, Miller & Abbott (2000): 100 s of one cell with 1,000 synapses that learn, dt .1 ms',
  unit: 'run',
  goals: [{ seconds: 2 }],
  runs: 1,
  contenders: async () => [
    await songOf('single'),
    await songOf('double'),
    ...brian2('b2_stdp.py', 1, ['--T', String(songSeconds)], 2),
  ],
}
