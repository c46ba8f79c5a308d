import assert from 'node:assert/strict'
import fc from 'fast-check'
import { streamKey } from '../../sdk/random/index.js'

describe('streamKey', () => {
  const part = fc.oneof(fc.maxSafeInteger(), fc.string({ maxLength: 12 }))
  const stream = fc.tuple(fc.maxSafeInteger(), fc.array(part, { maxLength: 4 }))

  it('differs whenever the seed or the stream differs', () => {
    fc.assert(
      fc.property(stream, stream, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b)
        assert.equal(streamKey(a[0], ...a[1]).join() === streamKey(b[0], ...b[1]).join(), same)
      }),
    )
  })

  it('tells apart a number from its digits, joined from separate strings, and a negative seed', () => {
    const keys = [
      streamKey(1, 1),
      streamKey(1, '1'),
      streamKey(1, '\u0001'),
      streamKey(1, 'ab', 'c'),
      streamKey(1, 'a', 'bc'),
      streamKey(1, 'abc'),
      streamKey(1, 'abc\0'),
      streamKey(-1, 'abc'),
      streamKey(1, ''),
      streamKey(1),
      streamKey(1 + 2 ** 32),
    ]
    assert.equal(new Set(keys.map(key => key.join())).size, keys.length)
  })

  it('changes half of the 64 bits when the seed or the index grows by one', () => {
    const ones = (x: number) => x.toString(2).replaceAll('0', '').length
    const distance = (a: readonly number[], b: readonly number[]) =>
      ones((a[0] ^ b[0]) >>> 0) + ones((a[1] ^ b[1]) >>> 0)
    let bySeed = 0
    let byIndex = 0
    for (let i = 0; i < 1000; i++) {
      bySeed += distance(streamKey(i, 'x', 0), streamKey(i + 1, 'x', 0)) / 1000
      byIndex += distance(streamKey(1, 'x', i), streamKey(1, 'x', i + 1)) / 1000
    }
    // 64 fair bits: mean 32, standard deviation 4; of 1,000 pairs .13.
    assert(Math.abs(bySeed - 32) < 0.65, `${bySeed} bits`)
    assert(Math.abs(byIndex - 32) < 0.65, `${byIndex} bits`)
  })

  it('does not collide in a hundred thousand streams', () => {
    const keys = new Set<number>()
    // 53 of the 64 bits: a chance of one collision in two million.
    for (let i = 0; i < 100_000; i++) {
      const [a, b] = streamKey(1, 'neuron', i)
      keys.add(a * 2 ** 21 + (b >>> 11))
    }
    assert.equal(keys.size, 100_000)
  })
})
