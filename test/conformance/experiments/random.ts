import { philox, philox4x32 } from '../../../sdk/random/index.js'
import { mean, variance, type Experiment } from './experiment.js'

/** Counter, key and words of Random123's file of known answers. */
const knownAnswers = [
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
] as const

export const randomNumbers: Experiment = {
  once: true,
  async measure() {
    let wrong = 0
    const words = new Uint32Array(4)
    for (const [[c0, c1, c2, c3], [k0, k1], answer] of knownAnswers) {
      philox4x32(c0, c1, c2, c3, k0, k1, words)
      answer.forEach((word, i) => (wrong += Number(word !== words[i])))
    }
    const found: Record<string, number> = { philox: wrong }
    const random = philox(1, 'conformance')
    const draws = {
      uniform: random.uniform,
      normal: random.normal,
      'Poisson of 4': () => random.poisson(4),
      'exponential of 4': () => random.exponential(4),
    }
    for (const [what, draw] of Object.entries(draws)) {
      const x = Float64Array.from({ length: 1e6 }, () => draw())
      found[`${what} mean`] = mean(x)
      found[`${what} variance`] = variance(x)
    }
    return found
  },
}
