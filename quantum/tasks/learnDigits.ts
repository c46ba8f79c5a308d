import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import { philox } from '../../sdk/random/index.js'
import {
  rounded,
  straightThrough,
  superposed,
  type Learner,
  type Levels,
  type SuperpositionOptions,
} from '../superposition/index.js'
import { digitLayers, digitRanges, share, splitDigits, tested, type LabelledImages } from './digitTrials.js'
import { spikingTrials } from './spikingTrial.js'

export interface LearnDigitsOptions {
  /** Superposition, straight-through, rounding in the end, or real numbers; default the first. */
  readonly method?: 'superposition' | 'straight-through' | 'rounding' | 'real'
  /** Levels of a weight: 2, 4, 8 or 16; default 4. */
  readonly levels?: Levels
  /** What else the superposition is told: `field`, `localisation`, `rate`, `measurement`. */
  readonly superposition?: Pick<SuperpositionOptions, 'field' | 'localisation' | 'rate' | 'measurement'>
  /** Adam's step of the other methods, as a share of the range; default 0.03. It falls to 0 over the
   * training, which matters much with two levels. */
  readonly rate?: number
  /** Times that all training images are shown; default 30. */
  readonly epochs?: number
  /** Images between updates; default 50. */
  readonly batch?: number
  /** Images kept for the test; default 500. */
  readonly test?: number
  /** Noise on the collapsed weights in a last test, as memristors have it when they are read: its standard deviation as
   * a share of the range, drawn anew for each image; default none. */
  readonly noise?: number
  /** Of the split, the order, the input's spikes and the first weights; default 1. */
  readonly seed?: number
  /** Called after every epoch, with the mean loss and the share right of the training images. */
  readonly onEpoch?: (epoch: number, loss: number, right: number) => void
}

export interface LearnedDigits {
  /** Share of the test images that the collapsed weights tell right. */
  readonly accuracy: number
  /** The same before the collapse. */
  readonly before: number
  /** The same after it, with the noise that was asked for. */
  readonly noisy: number
  /** What the collapsed network says each test image shows, and what it shows. */
  readonly predicted: Uint8Array
  readonly actual: Uint8Array
  /** Spikes of the hidden layer for a test image, in the mean. */
  readonly spikes: number
  /** The learners of both layers, collapsed. */
  readonly layers: readonly [Learner, Learner]
}

/**
 * Trains a network of spikes, 64 inputs, 64 leaky integrate-and-fire neurons, 10 outputs, on small digits by e-prop with
 * weights of few levels, and tests it with every weight on one level. Levels lie in `-a..a` with `a = 3 / sqrt(fan-in)`.
 * See {@link spikingTrials} for the network.
 *
 * @throws RangeError for unknown options and for pictures that are not 64 pixels
 * @example
 * const { accuracy } = learnDigits(await digits(), { levels: 2, epochs: 10 })
 */
export function learnDigits(set: LabelledImages, options: LearnDigitsOptions = {}): LearnedDigits {
  const where = 'learnDigits'
  const known = ['method', 'levels', 'superposition', 'rate', 'epochs', 'batch', 'test', 'noise', 'seed', 'onEpoch']
  refuseUnknown(where, options, known)
  const { epochs = 30, batch = 50, test = 500, noise = 0, seed = 1, onEpoch } = options
  check(Number.isInteger(epochs) && epochs > 0, `${where}: epochs must be a positive whole number, got ${epochs}`)
  check(Number.isInteger(batch) && batch > 0, `${where}: batch must be a positive whole number, got ${batch}`)
  check(noise >= 0 && noise < Infinity, `${where}: noise must be 0 or more, got ${noise}`)
  const { train, kept, picture, actual } = splitDigits(where, set, test, seed)
  const updates = epochs * Math.ceil(train.length / batch)
  const { inputs, hidden, outputs } = digitLayers
  const layers = [inputs * hidden, hidden * outputs].map((size, layer) =>
    learnerOf(where, options, {
      size,
      range: digitRanges[layer],
      updates,
      seed: 2 * seed + layer,
    }),
  ) as [Learner, Learner]
  const trials = spikingTrials(digitLayers, ...layers)

  const [random, measuring] = [philox(seed, 'training'), philox(seed, 'measured weights')]
  const draw = {
    word: random.word,
    normal: options.superposition?.measurement === 'born' ? measuring.normal : undefined,
  }
  for (let epoch = 1; epoch <= epochs; epoch++) {
    random.shuffle(train)
    let [loss, right] = [0, 0]
    for (let from = 0; from < train.length; from += batch) {
      const to = Math.min(from + batch, train.length)
      trials.clear()
      for (let b = from; b < to; b++) {
        const label = set.labels[train[b]]
        if (trials.run(picture(train[b]), draw) === label) right++
        loss += trials.teach(label)
      }
      layers.forEach((layer, l) => {
        layer.learn(trials.gradients[l])
      })
    }
    onEpoch?.(epoch, loss / train.length, right / train.length)
  }

  const before = tested(trials, kept, picture, seed)
  layers.forEach(layer => layer.collapse())
  const after = tested(trials, kept, picture, seed)
  const { shake, still } = shaken(layers, digitRanges, noise, seed)
  const noisy = noise ? tested(trials, kept, picture, seed, shake) : after
  still()
  return {
    accuracy: share(after.predicted, actual),
    before: share(before.predicted, actual),
    noisy: share(noisy.predicted, actual),
    predicted: after.predicted,
    actual,
    spikes: after.spikes,
    layers,
  }
}

/** Puts other noise on weights each time that it is called, and in the end takes it off. */
function shaken(layers: readonly Learner[], ranges: readonly number[], noise: number, seed: number) {
  const { normal } = philox(seed, 'noise on weights')
  const sharp = layers.map(({ weights }) => weights.slice())
  return {
    shake: () => {
      for (const [l, { weights }] of layers.entries())
        for (let i = 0; i < weights.length; i++) weights[i] = sharp[l][i] + noise * ranges[l] * normal()
    },
    still: () => layers.forEach(({ weights }, l) => weights.set(sharp[l])),
  }
}

function learnerOf(
  where: string,
  { method = 'superposition', levels = 4, rate = 0.03, superposition }: LearnDigitsOptions,
  { size, range, updates, seed }: { size: number; range: number; updates: number; seed: number },
): Learner {
  switch (method) {
    case 'superposition':
      return superposed({ shape: size, levels, range, updates, seed, ...superposition })
    case 'straight-through':
      return straightThrough({ size, levels, range, rate: rate * range, updates, seed })
    case 'rounding':
      return rounded({ size, levels, range, rate: rate * range, updates, seed })
    case 'real':
      return rounded({ size, range, rate: rate * range, updates, seed })
    default:
      throw new RangeError(
        `${where}: method must be superposition, straight-through, rounding or real, got ${JSON.stringify(method)}`,
      )
  }
}
