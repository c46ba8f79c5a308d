import assert from 'node:assert/strict'
import fc from 'fast-check'
import { leastOf } from '../../../sdk/plasticity/structure/leastOf.js'

describe('the least of some values', () => {
  it('are those that sorting finds, the first among equals, in the order of their indices', () => {
    const small = fc.integer({ min: 0, max: 6 })
    const given = fc.tuple(fc.array(fc.tuple(small, fc.boolean()), { maxLength: 60 }), fc.nat(60))
    fc.assert(
      fc.property(given, ([items, most]) => {
        const values = Float64Array.from(items, ([value]) => value)
        const indices = Uint32Array.from(items.keys()).filter(i => items[i][1])
        const sorted = [...indices].sort((a, b) => values[a] - values[b] || a - b)
        const expected = sorted.slice(0, most).sort((a, b) => a - b)
        assert.deepEqual([...leastOf(values, indices, most)], expected)
      }),
    )
  })
})
