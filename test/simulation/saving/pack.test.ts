import assert from 'node:assert/strict'
import fc from 'fast-check'
import { pack } from '../../../sdk/simulation/saving/pack.js'
import { unpack } from '../../../sdk/simulation/saving/unpack.js'

const number = fc.oneof(fc.double(), fc.constantFrom(-0, NaN, Infinity, -Infinity, Number.MAX_VALUE, 5e-324))
const array = fc.oneof(
  fc.float64Array(),
  fc.float32Array(),
  fc.uint32Array(),
  fc.int32Array(),
  fc.uint16Array(),
  fc.int16Array(),
  fc.uint8Array(),
  fc.int8Array(),
)
const key = fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', 'constructor', 'data', 'arrays'))
const { data } = fc.letrec<{ data: unknown }>(tie => ({
  data: fc.oneof(
    { depthSize: 'small' },
    number,
    fc.string({ unit: 'binary' }),
    fc.boolean(),
    fc.constantFrom(null, undefined),
    array,
    fc.array(tie('data')),
    fc.dictionary(key, tie('data'), { noNullPrototype: true }),
  ),
}))

describe('pack and unpack', () => {
  it('give back any plain data, number for number and bit for bit', () => {
    fc.assert(
      fc.property(data, value => assert.deepStrictEqual(unpack(pack(value, 'data')), value)),
      { numRuns: 300 },
    )
  })

  it('read bytes wherever they lie in their buffer', () => {
    fc.assert(
      fc.property(data, fc.nat(16), (value, offset) => {
        const packed = pack(value, 'data')
        const inside = new Uint8Array(packed.length + offset)
        inside.set(packed, offset)
        assert.deepStrictEqual(unpack(inside.subarray(offset)), value)
        assert.deepStrictEqual(unpack(Buffer.from(packed)), value)
      }),
    )
  })

  it('keep the bits of every NaN in an array, and take a view without what is around it', () => {
    const odd = new Float64Array(Uint32Array.of(1, 0xfff80000, 7, 0x7ff00000).buffer)
    const found = unpack(pack({ odd: odd.subarray(0, 1) }, 'data')) as { odd: Float64Array }
    assert.deepEqual([...new Uint32Array(found.odd.buffer)], [1, 0xfff80000])
  })

  it('store an array that is there twice once', () => {
    const rate = new Float64Array(1000)
    const packed = pack({ a: rate, b: [rate] }, 'data')
    assert(packed.length < 8200)
    const found = unpack(packed) as { a: unknown; b: unknown[] }
    assert.strictEqual(found.a, found.b[0])
  })

  const circle: unknown[] = []
  circle.push({ circle })
  for (const [what, value, message] of [
    ['a function', { inputs: [{ at: () => 0 }] }, /^RangeError: data\.inputs\[0\]\.at is a function; only plain data/],
    ['an instance of a class', [new Map()], /data\[0\] is an object of another kind; only plain data and typed arrays/],
    ['a promise', [Promise.resolve()], /data\[0\] is a promise; await it/],
    ['a big integer', 1n, /data is the bigint 1/],
    ['what holds itself', circle, /data\[0\]\.circle holds itself/],
  ] as const) {
    it(`refuse ${what}, with its place`, () => assert.throws(() => pack(value, 'data'), message))
  }

  it('refuse bytes that pack did not make', () => {
    const packed = pack([Float64Array.of(1, 2)], 'data')
    for (const bytes of [Uint8Array.of(), packed.subarray(0, 20), packed.subarray(0, -8)])
      assert.throws(() => unpack(bytes), /^RangeError: packed data: .* cut off/)
  })
})
