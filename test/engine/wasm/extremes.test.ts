import assert from 'node:assert/strict'
import { assemble } from '../../../sdk/engine/wasm/assemble.js'
import { emitter } from '../../../sdk/engine/wasm/emit.js'
import { graph } from '../../../sdk/engine/wasm/graph.js'
import { simd } from '../../../sdk/engine/wasm/simd.js'
import { parseExpression } from '../../../sdk/model/index.js'

const clip = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high)
const cases: readonly (readonly [text: string, is: (x: number) => number])[] = [
  ['max(x, 0)', x => Math.max(x, 0)],
  ['max(0, x)', x => Math.max(0, x)],
  ['max(x, 2)', x => Math.max(x, 2)],
  ['max(x, -2)', x => Math.max(x, -2)],
  ['min(x, 0)', x => Math.min(x, 0)],
  ['min(2, x)', x => Math.min(2, x)],
  ['min(x, -2)', x => Math.min(x, -2)],
  ['clip(x, 0, 2)', x => clip(x, 0, 2)],
  ['clip(x, -2, 0)', x => clip(x, -2, 0)],
  ['max(min(x, x*x), x)', x => Math.max(Math.min(x, x * x), x)],
]
const numbers = [0, -0, 1, -1, 2, -2, 3, -3, 1e-30, -1e-30, Infinity, -Infinity, NaN]

for (const precision of ['single', 'double'] as const) {
  describe(`the smaller and the larger of two, in ${precision} precision`, () => {
    for (const [text, is] of cases) {
      it(`${text} is that of Math, bit by bit, of infinities, zeros of both signs and NaN, too`, async () => {
        const unit = simd(precision)
        const values = graph(unit.constant)
        const x = values.leaf(`(${unit.splat} (i32.const 0))`, false)
        const id = values.of(parseExpression(text, 'f'), () => x)
        const emit = emitter(values, unit)
        const binary = await assemble(`(module (memory (export "memory") 1)
          (func (export "run") (v128.store (i32.const 16) ${emit.text(id)})))`)
        const { exports } = (await WebAssembly.instantiate(binary)).instance
        const memory = unit.array((exports.memory as WebAssembly.Memory).buffer, 0, 8)
        for (const number of numbers) {
          memory[0] = number
          ;(exports.run as () => void)()
          const given = memory[0]
          assert(Object.is(memory[16 / unit.bytes], is(given)), `of ${given}: ${memory[16 / unit.bytes]}`)
        }
      })
    }
  })
}
