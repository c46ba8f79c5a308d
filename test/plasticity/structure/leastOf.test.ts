import assert from 'node:assert/strict'
import fc from 'fast-check'
import { philox } from '../../../sdk/random/index.js'
import { leastOf } from '../../../sdk/plasticity/structure/leastOf.js'

describe('the least of some values', () => {
  it('are those that sorting finds, the first among equals, in the order of their indices', () => {
    const small = fc.integer({ min: -6, max: 6 })
    const given = fc.tuple(fc.array(fc.tuple(small, fc.boolean()), { maxLength: 60 }), fc.nat(60))
    fc.assert(
      fc.property(given, ([items, most]) => {
        const values = Float64Array.from(items, ([value]) => value)
        const indices = [...items.keys()].filter(i => items[i][1])
        assert.deepEqual(leastOf(values, most, indices), sorted(values, most, indices))
        assert.deepEqual(leastOf(values, most), sorted(values, most, [...items.keys()]))
      }),
    )
  })

  it('are found among many in parts', () => {
    for (const most of [1, 7, 700, 4000]) {
      const random = philox(most, 'least')
      const values = Float64Array.from({ length: 5000 }, () => random.integer(800) - 400)
      assert.deepEqual(leastOf(values, most), sorted(values, most, [...values.keys()]))
    }
  })
})

const sorted = (values: Float64Array, most: number, indices: number[]) =>
  indices
    .toSorted((a, b) => Math.abs(values[a]) - Math.abs(values[b]) || a - b)
    .slice(0, most)
    .sort((a, b) => a - b)
