import { fixedPoint, synapse } from '../../../sdk/model/index.js'
import { regularSource } from '../../../sdk/network/index.js'
import { network } from '../../../sdk/simulation/index.js'
import { philox } from '../../../sdk/random/index.js'
import { izhikevich } from '../../../sdk/neurons/index.js'
import { mean, on, variance, type Experiment } from './experiment.js'

const adding = synapse({ name: 'adding', parameters: { by: 1e-4 }, onPre: 'w += by' })
const widths = [4, 8, 12, 16]

/** 1,000 updates of 1e-4 on [0, 1], in accumulators of 4, 8, 12 and 16 bits. */
export const fewBits: Experiment = {
  async measure(candidate) {
    const learned = async (bits: number, rounding: 'nearest' | 'stochastic', synapses: number) => {
      const net = on(candidate, 1, bits)
      const source = net.population('source', 1, regularSource({ period: 1, start: 0 }))
      const cells = net.population('cells', synapses, izhikevich())
      const projection = net.connect(source, cells, {
        ...{ weight: 0, bounds: [0, 1], plasticity: adding },
        formats: { w: fixedPoint({ bits, accumulator: bits, rounding }) },
      })
      await net.run(1001)
      return projection.read()
    }
    const exact = (bits: number) => {
      const step = 1 / (2 ** bits - 1)
      const f = (1e-4 / step) % 1
      return 1000 * f * (1 - f) * step ** 2
    }
    const nearest: number[] = []
    const found: Float64Array[] = []
    for (const bits of widths) {
      nearest.push((await learned(bits, 'nearest', 1))[0])
      found.push(await learned(bits, 'stochastic', 400))
    }
    return {
      nearest,
      mean: found.map(mean),
      deviation: found.map(w => Math.sqrt(variance(w))),
      variance: found.map((w, i) => variance(w) / exact(widths[i])),
    }
  },
}

/** Signal to noise of normal weights in 4 bits: 1,024 onto each of 512 neurons. */
export const fourBits: Experiment = {
  once: true,
  async measure() {
    const net = network({ engine: 'reference' })
    const sources = net.population('sources', 1024, izhikevich())
    const cells = net.population('cells', 512, izhikevich())
    const random = philox(1, 'weights')
    const given = Float64Array.from({ length: 1024 * 512 }, () => random.normal())
    const decibels = async (scale: 'post' | 'projection') => {
      const projection = net.connect(sources, cells, { weight: given, formats: { w: fixedPoint({ scale }) } })
      const { error } = await projection.rounding()
      return 10 * Math.log10(mean(given.map(w => w * w)) / error ** 2)
    }
    return { neuron: await decibels('post'), all: await decibels('projection') }
  },
}
