import assert from 'node:assert/strict'
import { assemble } from '../../../sdk/engine/wasm/assemble.js'

const evaluate = async (type: 'f32' | 'f64', expression: string) => {
  const { instance } = await WebAssembly.instantiate(
    await assemble(`(module (func (export "value") (result ${type}) ${expression}))`),
  )
  return (instance.exports.value as () => number)()
}

describe('assemble', () => {
  it('makes a module of text with SIMD', async () => {
    const lanes = '(f32x4.add (v128.const f32x4 0.04 1 2 3) (f32x4.splat (f32.const 1)))'
    assert.equal(await evaluate('f32', `(f32x4.extract_lane 0 ${lanes})`), Math.fround(1.04))
  })

  it('reads decimal and hexadecimal literals to the last bit', async () => {
    for (const value of [0.1, 1e-7, 5e-324, 1.7976931348623157e308, 2 ** -1022, -1 / 3, 123456789.12345679]) {
      assert.equal(await evaluate('f64', `(f64.const ${value})`), value)
      const single = Math.fround(value)
      if (Number.isFinite(single)) assert.equal(await evaluate('f32', `(f32.const ${single})`), single)
    }
    assert.equal(await evaluate('f64', '(f64.const 0x1.921fb54442d18p+0)'), Math.PI / 2)
    assert.equal(await evaluate('f64', '(f64.const -inf)'), -Infinity)
  })

  it('shows the line at fault', async () => {
    await assert.rejects(assemble('(module\n (func (result f32)\n  (f32.const .5)))'), {
      name: 'SyntaxError',
      message: /does not assemble.*module\.wat:3:14: error: unexpected token "\.5".*\n {2}\(f32\.const \.5\)/s,
    })
    await assert.rejects(
      assemble('(module (func (result i32)\n (f32.const 0)))'),
      /module\.wat:2:3: error: type mismatch/,
    )
  })
})
