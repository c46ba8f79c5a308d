import { levelValues, superposed, superposedOn, type Superposed } from '../../quantum/index.js'
import { philox } from '../../sdk/random/index.js'
import type { Contender } from './measure.js'
import type { Row } from './row.js'

const [size, levels, updates] = [20_000, 16, 20] as const
const step = { rate: 0.05, field: 0.1, localisation: 1 }
const settings = { shape: size, levels, updates: 1e6, ...step, normalise: false } as const
const gradient = Float64Array.from({ length: size }, philox(1, 'gradient').normal)

const ours = (name: string, weights: Superposed<void | Promise<void>>, close?: () => Promise<void>): Contender => ({
  name: `spikelab, ${name}`,
  async work() {
    for (let k = 0; k < updates; k++) await weights.learn(gradient)
    return { units: updates * size }
  },
  close: close && (() => void close()),
})

const device = async (backend: 'cpu' | 'webasm' | 'webgpu') => {
  const weights = await superposedOn('gpu', { ...settings, backend })
  return ours(`gpu.js ${backend}, single`, weights, () => weights.destroy())
}

/** Updates of weights with 16 levels by the amplitude rule. */
export const amplitudesRow: Row = {
  title: 'Amplitude rule, 20,000 weights of 16 levels',
  unit: 'update',
  goals: [
    { rival: 'typed-array loop, double', times: 3 },
    { rival: 'typed-array loop, single', times: 3 },
  ],
  contenders: async () => [
    ours('wasm, double', await superposedOn('wasm', settings)),
    ours('wasm, single', await superposedOn('wasm', { ...settings, precision: 'single' })),
    written(Float64Array, 'double'),
    written(Float32Array, 'single'),
    ours('JavaScript, double', superposed(settings)),
    ours('JavaScript, single', superposed({ ...settings, precision: 'single' })),
    await device('webasm'),
    await device('cpu'),
    ...(process.env.SPIKELAB_WEBGPU ? [await device('webgpu')] : []),
  ],
}

/** What a person would write by hand: the rule as it is on paper, an exponential for every level. */
function written(Numbers: typeof Float32Array | typeof Float64Array, precision: string): Contender {
  const psi = new Numbers(size * levels).fill(1 / Math.sqrt(levels))
  const values = levelValues(levels)
  const wave = new Float64Array(levels)
  const { rate, field, localisation } = step
  const learn = () => {
    for (let i = 0; i < size; i++) {
      const from = i * levels
      let mean = 0
      for (let k = 0; k < levels; k++) mean += psi[from + k] * psi[from + k] * values[k]
      for (let k = 0; k < levels; k++) {
        const away = values[k] - mean
        const potential = gradient[i] * values[k] + localisation * away * away
        wave[k] = psi[from + k] * Math.exp((-rate * potential) / 2)
      }
      let norm = 0
      for (let k = 0; k < levels; k++) {
        const below = k > 0 ? wave[k - 1] - wave[k] : 0
        const above = k < levels - 1 ? wave[k + 1] - wave[k] : 0
        const a = Math.max(1e-6, wave[k] + rate * field * (below + above))
        psi[from + k] = a
        norm += a * a
      }
      const scale = 1 / Math.sqrt(norm)
      for (let k = 0; k < levels; k++) psi[from + k] *= scale
    }
  }
  return {
    name: `typed-array loop, ${precision}`,
    work() {
      for (let k = 0; k < updates; k++) learn()
      return { units: updates * size }
    },
  }
}
