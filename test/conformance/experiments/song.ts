import { rates } from '../../../sdk/analysis/index.js'
import { fixedPoint, neuron } from '../../../sdk/model/index.js'
import { poissonSource } from '../../../sdk/network/index.js'
import { stdp } from '../../../sdk/plasticity/index.js'
import { mean, on, type Candidate, type Experiment } from './experiment.js'

/** Song, Miller & Abbott 2000: one cell, without a refractory period. */
export const songCell = neuron({
  name: 'Song, Miller & Abbott',
  equations: `
    dv/dt = (-70 - v + gex*(0 - v) + gin*(-70 - v))/20
    dgex/dt = -gex/5
    dgin/dt = -gin/5`,
  threshold: 'v >= -54',
  reset: 'v = -60',
  initial: { v: -70 },
})
/** The largest conductance of a synapse. */
export const gMax = 0.015

interface Course {
  /** Hz, of each of 1,000 excitatory inputs. */
  readonly input: number
  /** A- over A+. */
  readonly ratio?: number
  /** The weight of each input at first, in shares of gMax. */
  readonly start: (input: number) => number
  /** s, and over how many of the last the rate is taken. */
  readonly duration: number
  readonly last: number
  /** Bits of the weights, if few. */
  readonly bits?: number
}

async function course(candidate: Candidate, options: Course, seed = 1) {
  const { input, ratio = 1.05, start, duration, last, bits } = options
  const net = on(candidate, 0.1, seed)
  const excitatory = net.population('excitatory', 1000, poissonSource({ rate: input }))
  const inhibitory = net.population('inhibitory', 200, poissonSource({ rate: 10 }))
  const cells = net.population('cells', 1, songCell)
  const aPlus = 0.005 * gMax
  const rule = stdp({ aPlus, aMinus: ratio * aPlus, wMax: gMax })
  const synapses = net.connect(excitatory, cells, {
    weight: ({ pre }) => start(pre) * gMax,
    receptor: 'gex',
    plasticity: rule,
    ...(bits && { bounds: [0, gMax], formats: { w: fixedPoint({ bits }) } }),
  })
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

/** 200 s from weights as they are in the end: the published mean as a share of them at gMax, all others at 0. */
export const songShort: Experiment = {
  nightly: engine => engine !== 'wasm (single)',
  unmeasured: engine => (engine.startsWith('gpu') ? '2,000,000 steps, each a call' : undefined),
  measure: candidate => course(candidate, { input: 10, start: k => (k < 546 ? 1 : 0), duration: 200, last: 100 }),
}

/** The same in weights of 4 bits, learned through accumulators of 16. */
export const songFewBits: Experiment = {
  ...songShort,
  measure: candidate =>
    course(candidate, { input: 10, start: k => (k < 546 ? 1 : 0), duration: 200, last: 100, bits: 4 }),
}

const long = (options: Pick<Course, 'input' | 'ratio' | 'start'>, seeds: readonly number[]): Experiment => ({
  nightly: () => true,
  unmeasured: engine =>
    engine === 'wasm (single)' ? undefined : '20,000,000 steps: on the engine that takes the least time for them',
  async measure(candidate) {
    const found: Awaited<ReturnType<typeof course>>[] = []
    for (const seed of seeds) found.push(await course(candidate, { ...options, duration: 2000, last: 500 }, seed))
    const meanOf = (key: keyof (typeof found)[number]) => mean(found.map(each => each[key]))
    return { rate: meanOf('rate'), weight: meanOf('weight'), ends: meanOf('ends') }
  },
})

/** 2,000 s, by the rate of the input in Hz; the rate of a single seed wanders by 1 to 2 Hz: means of three. */
export const song = (input: number, start = 0.5) => long({ input, start: () => start }, [1, 2, 3])

/** The same where depression does not outweigh potentiation. */
export const songRunaway = (input: number) => long({ input, ratio: 1, start: () => 0.5 }, [1])
