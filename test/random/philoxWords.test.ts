import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { assemble } from '../../sdk/engine/wasm/assemble.js'
import { philox, philox4x32, streamKey } from '../../sdk/random/index.js'
import { SEQUENTIAL } from '../../sdk/random/philox.js'
import { assembled, mostWords, philoxWords } from '../../sdk/random/philoxWords.js'

describe('philoxWords', () => {
  it('gives the words of the block function, whatever the counter, the key and the number', () => {
    for (const [index, k0, k1] of [
      [0, 0, 0],
      [77, 5, 0xfedcba98],
      [2 ** 32 - 4, 1, 2],
      [2 ** 45 + 2 ** 31, 0xffffffff, 3],
    ]) {
      for (const n of index % 2 ** 32 > 2 ** 31 ? [16] : [16, 48, mostWords]) {
        const words = new Uint32Array(n)
        philoxWords(index, k0, k1, words)
        const block = new Uint32Array(4)
        for (let b = 0; b < n / 4; b++) {
          philox4x32((index + b) % 2 ** 32, Math.floor(index / 2 ** 32), 0, SEQUENTIAL, k0, k1, block)
          assert.deepEqual(words.subarray(4 * b, 4 * b + 4), block, `block ${index} + ${b}`)
        }
      }
    }
  })

  it('is what its text assembles to', async () => {
    const text = readFileSync(new URL('../../sdk/random/philoxWords.wat', import.meta.url), 'utf8')
    assert.equal(Buffer.from(await assemble(text)).toString('base64'), assembled)
  })
})

describe('a stream that is used much', () => {
  it('takes its words from the block function, past the words of one counter, too', () => {
    for (const first of [0, 2 ** 34 - 3000]) {
      const random = philox(5, 'test')
      const [k0, k1] = streamKey(5, 'test')
      random.state = { key: [k0, k1], position: first }
      const block = new Uint32Array(4)
      for (let position = first; position < first + 20_000; position++) {
        const index = Math.floor(position / 4)
        if (position % 4 === 0 || position === first)
          philox4x32(index % 2 ** 32, Math.floor(index / 2 ** 32), 0, SEQUENTIAL, k0, k1, block)
        if (random.word() !== block[position % 4]) assert.fail(`word ${position}`)
      }
    }
  })

  it('fills columns with what so many calls give, wherever it stands, and stands there after', () => {
    for (const skip of [0, 1, 3, 255, 5000]) {
      const [one, other] = [philox(9), philox(9)]
      for (let i = 0; i < skip; i++) assert.equal(one.word(), other.word())
      for (const n of [0, 1, 5, 100, 3000, 10_000]) {
        const [uniforms, normals] = [new Float64Array(n), new Float64Array(n)]
        one.uniforms(uniforms)
        one.normals(normals)
        assert.deepEqual(uniforms, Float64Array.from({ length: n }, other.uniform))
        assert.deepEqual(normals, Float64Array.from({ length: n }, other.normal))
        assert.deepEqual(one.state, other.state)
      }
    }
  })

  it('goes on from a state in the midst of many', () => {
    const random = philox(3)
    for (let i = 0; i < 9001; i++) random.word()
    const saved = random.state
    const expected = Array.from({ length: 300 }, random.word)
    const other = philox(0)
    for (let i = 0; i < 700; i++) other.word()
    other.state = saved
    assert.deepEqual(Array.from({ length: 300 }, other.word), expected)
  })
})
