import assert from 'node:assert/strict'
import { plainDraws } from '../../../sdk/engine/draws.js'
import { normalsAt, streamKey, streamKeys, uniformsAt, type StreamKey } from '../../../sdk/random/index.js'
import { boxMuller } from '../../../sdk/random/boxMuller.js'
import { assemble } from '../../../sdk/engine/wasm/assemble.js'
import type { Precision } from '../../../sdk/engine/wasm/math/index.js'
import { randomFunctions, type RandomName } from '../../../sdk/engine/wasm/randomFunctions.js'

const SIZE = 4096

type Fill = (out: number, n: number, k0: number, k1: number, low: number, high: number, word: number) => void

/** Both functions in memory of their own; `draw` gives a view of it. */
async function filler(precision: Precision) {
  const binary = await assemble(`(module (memory (export "memory") 1)
    ${randomFunctions(['uniforms', 'normals', 'uniforms'], precision)}
    (export "uniforms" (func $uniforms)) (export "normals" (func $normals))
    (func (export "pair") (param $radius i32) (param $angle i32) (local $a v128) (local $b v128)
      (call $boxMuller (i32x4.splat (local.get $radius)) (i32x4.splat (local.get $angle)))
      (local.set $b) (local.set $a)
      (v128.store (i32.const 0) (local.get $a))))`)
  const { exports } = (await WebAssembly.instantiate(binary)).instance
  const type = precision === 'single' ? Float32Array : Float64Array
  const memory = new type((exports.memory as WebAssembly.Memory).buffer)
  const draw = (name: RandomName, key: StreamKey, step: number, word: number, n = SIZE) => {
    ;(exports[name] as Fill)(0, n, key[0], key[1], step % 2 ** 32, Math.floor(step / 2 ** 32), word)
    return memory.subarray(0, n)
  }
  return { memory, draw, pair: exports.pair as (radius: number, angle: number) => void }
}

const keys = [streamKey(1, 'noise', 0), streamKey(-7, 'poisson', 3), [0, 0], [0xffffffff, 0xffffffff]] as const
const steps = [0, 1, 2, 1000, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1]
const words = [0, 1, 0xfffffffe]
const cases = keys.flatMap(key => steps.flatMap(step => words.map(word => ({ key, step, word }))))
const edges = [0, 1, 0x7fffffff, 0x80000000, 0xb504f333, 0xb504f334, 0xfffffffe, 0xffffffff, 0x1fffffff, 0x20000000, 0xa0000000] // prettier-ignore

describe('randomFunctions in double precision', () => {
  it('has the uniform numbers of uniformsAt, bit by bit', async () => {
    const { draw } = await filler('double')
    for (const { key, step, word } of cases) {
      assert.deepEqual(draw('uniforms', key, step, word), uniformsAt(key, step, new Float64Array(SIZE), word))
    }
  })

  it('has the normal numbers of normalsAt, bit by bit', async () => {
    const { draw } = await filler('double')
    for (const { key, step, word } of cases) {
      assert.deepEqual(draw('normals', key, step, word), normalsAt(key, step, new Float64Array(SIZE), word))
    }
  })

  it('has the bits of boxMuller at the edges of its pieces', async () => {
    const { memory, pair } = await filler('double')
    const expected = new Float64Array(2)
    for (const radius of edges) {
      for (const angle of edges) {
        pair(radius, angle)
        boxMuller(radius, angle, expected, 0)
        assert.deepEqual(memory.slice(0, 2), expected)
      }
    }
  })
})

describe('randomFunctions in single precision', () => {
  it('has the upper 24 bits of the same words as uniform numbers', async () => {
    const { draw } = await filler('single')
    for (const { key, step, word } of cases) {
      const expected = uniformsAt(key, step, new Float64Array(SIZE), word).map(u => Math.floor(u * 2 ** 24) * 2 ** -24)
      assert.deepEqual(draw('uniforms', key, step, word), Float32Array.from(expected))
    }
  })

  it('has the normal numbers of normalsAt to 1e-6', async () => {
    const { draw } = await filler('single')
    for (const { key, step, word } of cases) {
      const expected = normalsAt(key, step, new Float64Array(SIZE), word)
      draw('normals', key, step, word).forEach((z, i) =>
        assert(Math.abs(z - expected[i]) <= 1e-6, `${z} ${expected[i]}`),
      )
    }
  })

  it('has them also at the edges of their pieces', async () => {
    const { memory, pair } = await filler('single')
    const expected = new Float64Array(2)
    for (const radius of edges) {
      for (const angle of edges) {
        pair(radius, angle)
        boxMuller(radius, angle, expected, 0)
        for (const i of [0, 1]) assert(Math.abs(memory[i] - expected[i]) <= 1e-6, `${memory[i]} ${expected[i]}`)
      }
    }
  })
})

describe('events', () => {
  /** Those of the module: which of `size` neurons, in order. */
  async function module() {
    const binary = await assemble(`(module (memory (export "memory") 1)
      ${randomFunctions(['events'], 'single')}
      (export "events" (func $events)))`)
    const { exports } = (await WebAssembly.instantiate(binary)).instance
    const list = new Uint32Array((exports.memory as WebAssembly.Memory).buffer, 16)
    return (keys: ReturnType<typeof streamKeys>, step: number, mean: number, size: number) => {
      const { key, counter } = keys.block
      const place = [step % 2 ** 32, Math.floor(step / 2 ** 32), ...counter, ...key]
      const count = (exports.events as (...args: number[]) => number)(0, 16, ...place, mean, Math.exp(-mean), size)
      return Array.from(list.subarray(0, count))
    }
  }
  const plain = (keys: ReturnType<typeof streamKeys>, step: number, mean: number, size: number) => {
    const found: number[] = []
    plainDraws.events(keys, size)(step, mean, neuron => found.push(neuron))
    return found
  }

  it('are those of plainDraws, whatever the step, the mean and the number of neurons', async () => {
    const events = await module()
    let most = 0
    for (const keys of [streamKeys(1, 'poisson', 0), streamKeys(-7, 'poisson source', 2 ** 40)]) {
      // Of words, a third is beyond the last multiple of 3,000,000,000, and drawn again.
      for (const size of [1, 3, 1000, 2 ** 31, 3_000_000_000]) {
        for (const mean of [0, 1e-9, 0.02, 1.5, 9.99]) {
          for (const step of [...steps, ...Array.from({ length: 200 }, (_, k) => 3 * k)]) {
            const found = events(keys, step, mean, size)
            assert.deepEqual(found, plain(keys, step, mean, size), `step ${step}, mean ${mean}, ${size} neurons`)
            most = Math.max(most, found.length)
          }
        }
      }
    }
    assert(most > 15)
  })
})

for (const precision of ['single', 'double'] as const) {
  describe(`accumulate in ${precision} precision`, () => {
    it('adds what plainDraws adds, bit by bit, wherever it begins and ends, and nothing beyond', async () => {
      const binary = await assemble(`(module (memory (export "memory") 1)
        ${randomFunctions(['accumulate'], precision)}
        (export "accumulate" (func $accumulate)))`)
      const { exports } = (await WebAssembly.instantiate(binary)).instance
      const { buffer } = exports.memory as WebAssembly.Memory
      const Numbers = precision === 'single' ? Float32Array : Float64Array
      const bytes = Numbers.BYTES_PER_ELEMENT
      const drawn = new Numbers(buffer, 0, 64).map((_, i) => Math.sin(i))
      new Numbers(buffer, 0, 64).set(drawn)
      const found = new Numbers(buffer, 4096, 64)
      for (const [mean, scale] of [[0, 0.3], [-1.7, 1e8], [1e-9, 1 / 3]]) {
        for (let count = 0; count < 20; count++) {
          for (const [lead, at] of [[0, 0], [3, 0], [1, 2], [0, 5]]) {
            const expected = new Numbers(64).map((_, i) => 1 / (i + 1))
            found.set(expected)
            plainDraws.add(drawn, lead, mean, scale, expected, at, count)
            const accumulate = exports.accumulate as (...args: number[]) => void
            accumulate(4096 + at * bytes, lead * bytes, count, mean, scale)
            assert.deepEqual(found.slice(), expected)
          }
        }
      } // prettier-ignore
    })
  })

  describe(`randomFunctions in ${precision} precision`, () => {
    it('writes whole blocks of 16 and nothing beyond', async () => {
      for (const name of ['uniforms', 'normals'] as const) {
        for (const n of [0, 1, 15, 16, 17]) {
          const { draw, memory } = await filler(precision)
          memory.fill(9)
          draw(name, keys[0], 5, 0, n)
          assert.equal(memory.indexOf(9), Math.ceil(n / 16) * 16, `${n} ${name}`)
          assert(memory.subarray(Math.ceil(n / 16) * 16).every(value => value === 9))
        }
      }
    })

    it('has uniform numbers in equal shares (chi-square)', async () => {
      const { draw } = await filler(precision)
      const bins = new Float64Array(256)
      const rounds = 100
      for (let step = 0; step < rounds; step++) {
        for (const u of draw('uniforms', keys[0], step, 0)) bins[Math.floor(u * 256)]++
      }
      const expected = (rounds * SIZE) / 256
      const sum = bins.reduce((total, count) => total + (count - expected) ** 2 / expected, 0)
      assert(Math.abs(sum - 255) < 5 * Math.sqrt(2 * 255), `chi-square ${sum}`)
    })

    it('has normal numbers with the moments of the normal distribution', async () => {
      const { draw } = await filler(precision)
      const rounds = 100
      const n = rounds * SIZE
      const sums = [0, 0, 0, 0]
      for (let step = 0; step < rounds; step++) {
        for (const z of draw('normals', keys[0], step, 0)) sums.forEach((_, k) => (sums[k] += z ** (k + 1)))
      }
      // Means and variances of the first four powers.
      const theory = [[0, 1], [1, 2], [0, 15], [3, 96]] // prettier-ignore
      theory.forEach(([mean, variance], k) => {
        assert(Math.abs(sums[k] / n - mean) < 5 * Math.sqrt(variance / n), `power ${k + 1}: ${sums[k] / n}`)
      })
    })
  })
}
