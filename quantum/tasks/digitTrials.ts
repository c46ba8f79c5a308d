import { check } from '../../sdk/check.js'
import { philox } from '../../sdk/random/index.js'
import type { SpikingTrials } from './spikingTrial.js'

/** Pictures and what they show, such as `await digits()`. */
export interface LabelledImages {
  readonly images: number
  readonly pixels: Uint8Array
  readonly labels: Uint8Array
}

/** The network that reads small digits. */
export const digitLayers = { inputs: 64, hidden: 64, outputs: 10, steps: 16 } as const
const { inputs, hidden } = digitLayers
/** How far the weights of its layers reach. */
export const digitRanges = [3 / Math.sqrt(inputs), 3 / Math.sqrt(hidden)] as const

/** Which images train and which are kept for the test, and how they look: a rate a pixel. */
export function splitDigits(where: string, set: LabelledImages, test: number, seed: number) {
  const size = set.pixels.length / set.images
  check(size === inputs, `${where}: expected pictures of ${inputs} pixels, got ${size}; see digits()`)
  const inside = Number.isInteger(test) && test > 0 && test < set.images
  check(inside, `${where}: test must lie in 1..${set.images - 1}, got ${test}`)
  const order = philox(seed, 'split').shuffle(Uint32Array.from({ length: set.images }, (_, i) => i))
  const [train, kept] = [order.subarray(test), order.subarray(0, test)]
  const rates = Float64Array.from(set.pixels, pixel => pixel / 16)
  return {
    train,
    kept,
    picture: (i: number) => rates.subarray(i * inputs, (i + 1) * inputs),
    actual: Uint8Array.from(kept, i => set.labels[i]),
  }
}

/** What a network says to the images that were kept; `before` is done before each of them. */
export function tested(
  trials: SpikingTrials,
  kept: Uint32Array,
  picture: (i: number) => Float64Array,
  seed: number,
  before = () => {},
) {
  const { word } = philox(seed, 'test')
  const predicted = new Uint8Array(kept.length)
  let spikes = 0
  for (const [k, i] of kept.entries()) {
    before()
    predicted[k] = trials.run(picture(i), { word })
    spikes += trials.spikes / kept.length
  }
  return { predicted, spikes }
}

/** How many of the answers are right. */
export const share = (predicted: Uint8Array, actual: Uint8Array) =>
  predicted.reduce((right, answer, k) => right + (answer === actual[k] ? 1 : 0), 0) / actual.length
