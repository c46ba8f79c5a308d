import assert from 'node:assert/strict'
import fc from 'fast-check'
import { philox4x32 } from '../../sdk/random/index.js'

const words = (counter: readonly number[], key: readonly number[]) => {
  const out = new Uint32Array(4)
  philox4x32(counter[0], counter[1], counter[2], counter[3], key[0], key[1], out)
  return Array.from(out)
}

describe('philox4x32', () => {
  it('gives the known answers of Random123', () => {
    const ones = 0xffffffff
    assert.deepEqual(words([0, 0, 0, 0], [0, 0]), [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8])
    assert.deepEqual(words([ones, ones, ones, ones], [ones, ones]), [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd])
    assert.deepEqual(
      words([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]),
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    )
  })

  it('agrees with the same rounds in exact integers, for every counter and key', () => {
    const mask = 0xffffffffn
    const exact = (counter: readonly number[], key: readonly number[]) => {
      let [c0, c1, c2, c3] = counter.map(BigInt)
      let [k0, k1] = key.map(BigInt)
      for (let round = 0; round < 10; round++) {
        const a = 0xd2511f53n * c0
        const b = 0xcd9e8d57n * c2
        ;[c0, c1, c2, c3] = [(b >> 32n) ^ c1 ^ k0, b & mask, (a >> 32n) ^ c3 ^ k1, a & mask]
        k0 = (k0 + 0x9e3779b9n) & mask
        k1 = (k1 + 0xbb67ae85n) & mask
      }
      return [c0, c1, c2, c3].map(Number)
    }
    const word = fc.integer({ min: 0, max: 0xffffffff })
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
        assert.deepEqual(words(counter, key), exact(counter, key))
      }),
      { numRuns: 500 },
    )
  })
})
