import assert from 'node:assert/strict'
import fc from 'fast-check'
import { ones } from '../../sdk/network/index.js'

describe('the number of those who live', () => {
  it('is the sum of bytes, wherever they begin and end', () => {
    const bytes = fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 40 })
    fc.assert(
      fc.property(bytes, fc.nat(9), fc.nat(40), (given, from, to) => {
        const part = Uint8Array.from(given).subarray(from, to)
        assert.equal(
          ones(part),
          part.reduce((sum, x) => sum + x, 0),
        )
      }),
    )
  })
})
