import { rates } from '../../../sdk/analysis/index.js'
import { neuron } from '../../../sdk/model/index.js'
import { poissonSource } from '../../../sdk/network/index.js'
import { stdp } from '../../../sdk/plasticity/index.js'
import { mean, on, type Candidate, type Experiment } from './experiment.js'

/** Song, Miller & Abbott 2000: one cell, without a refractory period. */
const cell = neuron({
  name: 'Song, Miller & Abbott',
  equations: `
    dv/dt = (-70 - v + gex*(0 - v) + gin*(-70 - v))/20
    dgex/dt = -gex/5
    dgin/dt = -gin/5`,
  threshold: 'v >= -54',
  reset: 'v = -60',
  initial: { v: -70 },
})
const gMax = 0.015

interface Course {
  /** Hz, of each of 1,000 excitatory inputs. */
  readonly input: number
  /** A- over A+. */
  readonly ratio?: number
  /** Weights at first, in shares of gMax. */
  readonly start: number
  /** s, and over how many of the last the rate is taken. */
  readonly duration: number
  readonly last: number
}

async function course(candidate: Candidate, { input, ratio = 1.05, start, duration, last }: Course) {
  const net = on(candidate, 0.1)
  const excitatory = net.population('excitatory', 1000, poissonSource({ rate: input }))
  const inhibitory = net.population('inhibitory', 200, poissonSource({ rate: 10 }))
  const cells = net.population('cells', 1, cell)
  const aPlus = 0.005 * gMax
  const rule = stdp({ aPlus, aMinus: ratio * aPlus, wMax: gMax })
  const synapses = net.connect(excitatory, cells, { weight: start * gMax, receptor: 'gex', plasticity: rule })
  net.connect(inhibitory, cells, { weight: 0.05, receptor: 'gin' })
  await net.run(1000 * (duration - last))
  const spikes = net.record(cells, 'spikes')
  await net.run(1000 * last)
  const w = Array.from(await synapses.read(), g => g / gMax)
  return {
    rate: mean(rates(spikes)),
    weight: mean(w),
    /** The share of weights in the lowest and the highest fifth. */
    ends: w.filter(x => x < 0.2 || x > 0.8).length / w.length,
  }
}

const wasmAlone = (engine: string) =>
  engine === 'wasm (single)' ? undefined : 'hours of biological time: on the fastest engine alone'

/** The first 200 s from half of gMax: a state on the way, and the runaway. */
export const songShort: Experiment = {
  nightly: engine => engine !== 'wasm (single)',
  unmeasured: engine => (engine.startsWith('gpu') ? '2,000,000 steps, each a call' : undefined),
  async measure(candidate) {
    const found = await course(candidate, { input: 10, start: 0.5, duration: 200, last: 100 })
    return found
  },
}

/** 2,000 s. */
export const song: Experiment = {
  nightly: () => true,
  unmeasured: wasmAlone,
  async measure(candidate) {
    const found = []
    for (const input of [10, 15, 20])
      found.push(await course(candidate, { input, start: 0.5, duration: 2000, last: 500 }))
    const full = await course(candidate, { input: 10, start: 1, duration: 2000, last: 500 })
    return {
      rates: found.map(f => f.rate),
      weights: found.map(f => f.weight),
      ends: found.map(f => f.ends),
      full: full.weight,
    }
  },
}

export const songRunaway: Experiment = {
  nightly: () => true,
  unmeasured: wasmAlone,
  async measure(candidate) {
    const found = []
    for (const input of [10, 15])
      found.push(await course(candidate, { input, ratio: 1, start: 0.5, duration: 2000, last: 500 }))
    return { rates: found.map(f => f.rate) }
  },
}
