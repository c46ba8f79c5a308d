import assert from 'node:assert/strict'
import '../../sdk/engine/index.js'
import { assemble } from '../../sdk/engine/wasm/assemble.js'
import { neuron } from '../../sdk/model/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'

describe('the code of a model', () => {
  it('is WebAssembly text that says where its names are, and assembles', async () => {
    for (const precision of ['single', 'double'] as const) {
      const text = izhikevich('RS').source('wasm', { dt: '0.25 ms', precision })
      assert.match(text, /^;; v at \d+, u at \d+, I at \d+, a at \d+/m)
      assert.match(text, precision === 'single' ? /f32x4\.mul/ : /f64x2\.mul/)
      assert((await assemble(`(module (memory 1) ${text})`)).length > 200)
    }
  })

  it('is a gpu.js kernel that says what the rows of its state are', () => {
    const text = izhikevich('RS').source('gpu')
    assert.match(text, /^\/\/ state: v, u, spikes of the last 24 steps$/m)
    assert.match(text, /const p_a = 0\.02;/)
    const slow = neuron({
      equations: 'dv/dt = -v + I',
      threshold: { spike: 'v > 1', near: 'v > 0.5' },
      reset: 'v = 0',
      refractory: { while: 'v < 0.1' },
    })
    assert.match(slow.source('gpu'), /^\/\/ state: v, spikes .*, near of the last 24 steps, refractory$/m)
  })

  it('is refused for an engine that generates none', () => {
    assert.throws(() => izhikevich('RS').source('reference' as 'wasm'), {
      message: 'source: engine "reference" generates no code; there are wasm, gpu',
    })
    assert.throws(() => izhikevich('RS').source('wasm', { dt: '5 mV' as '5 ms' }), /source: dt: "5 mV" is a voltage/)
  })
})
