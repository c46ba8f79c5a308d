import assert from 'node:assert/strict'
import { gpuKernels, wasmKernels, wat, wichmannHill } from '../../sdk/engine/index.js'
import { philox4x32, uniformsAt } from '../../sdk/random/index.js'

const backends = ['cpu', 'webasm', ...(process.env.SPIKELAB_WEBGPU ? (['webgpu'] as const) : [])] as const

describe('WebAssembly kernels of one’s own', () => {
  const decay = `(func (export "decay") (param $x i32) (param $n i32)
    (loop $next
      (v128.store (local.get $x) (call $exp ${wat.lanes('single').mul('(v128.load (local.get $x))', -0.5)}))
      (local.set $x (i32.add (local.get $x) (i32.const 16)))
      (br_if $next (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 4))) (i32.const 0)))))`

  it('compute on arrays in a memory of their own', async () => {
    const kernels = await wasmKernels(decay, { math: ['exp'] })
    const [a, b] = [kernels.instance(4000), kernels.instance(4000)]
    const [x, y] = [a.array(Float32Array, 1000), b.array(Float32Array, 1000)]
    x.forEach((_, i) => (x[i] = i / 100))
    a.call.decay(x.byteOffset, x.length)
    for (const [i, value] of x.entries()) assert(Math.abs(value / Math.exp(-i / 200) - 1) < 3e-7)
    assert(y.every(value => value === 0))
  })

  it('lay arrays at multiples of 16 bytes, and say when there is no room', async () => {
    const { array, memory } = (await wasmKernels(decay, { math: ['exp'] })).instance(10)
    assert.equal(memory.buffer.byteLength, 65_536)
    array(Uint8Array, 3)
    assert.equal(array(Float64Array, 2).byteOffset, 16)
    assert.equal(array(Int32Array, 1).byteOffset, 32)
    assert.throws(() => array(Float32Array, 16_384), /no room for a Float32Array of 16384 behind 48 bytes of 65536/)
  })

  it('refuse a function that is none of the library', async () => {
    await assert.rejects(
      wasmKernels(decay, { math: ['expp' as 'exp'] }),
      /wasmKernels: unknown function "expp"; there are .*exp/,
    )
  })

  it('have the random numbers of the library', async () => {
    const draw = `(func (export "draw") (param $out i32) (param $n i32) (param $k0 i32) (param $k1 i32) (param $step i32)
      (call $uniforms (local.get $out) (local.get $n) (local.get $k0) (local.get $k1) (local.get $step) (i32.const 0) (i32.const 3) (i32.const 0)))`
    const { array, call } = (await wasmKernels(draw, { random: ['uniforms'], precision: 'double' })).instance(8000)
    const u = array(Float64Array, 64)
    call.draw(u.byteOffset, u.length, 11, 12, 5)
    const expected = new Float64Array(64)
    uniformsAt([11, 12], 5, expected, 3)
    assert.deepEqual(u, expected)
  })

  it('have Philox in vectors', async () => {
    const lane = (word: string) => `(i32x4.extract_lane 2 (local.get ${word}))`
    const block = `(func (export "block") (param $word i32) (result i32)
      ${[...wat.philoxLocals, '$key0', '$key1'].map(name => `(local ${name} v128)`).join(' ')}
      ${wat.set('$w0', '(v128.const i32x4 0 1 2 3)')} ${wat.set('$w1', wat.bits(32, 7))}
      ${wat.set('$key0', wat.bits(32, 5))} ${wat.set('$key1', wat.bits(32, 6))}
      ${wat.philoxBlocks().join('\n')}
      (if (result i32) (local.get $word) (then ${lane('$w3')}) (else ${lane('$w0')})))`
    const { call } = (await wasmKernels(block)).instance(0)
    const expected = new Uint32Array(4)
    philox4x32(2, 7, 0, 0, 5, 6, expected)
    assert.deepEqual([call.block(0) >>> 0, call.block(1) >>> 0], [expected[0], expected[3]])
  })

  it('name what is wrong', async () => {
    await assert.rejects(wasmKernels('(func (export "f") (result i32))'), SyntaxError)
    await assert.rejects(wasmKernels('', { maths: [] } as never), /unknown option "maths"/)
    const kernels = await wasmKernels('')
    assert.throws(() => kernels.instance(2 ** 33), /8.0 GB of memory asked for, and WebAssembly has 4/)
  })
})

describe('gpu.js kernels of one’s own', () => {
  for (const backend of backends) {
    it(`are called in plans, on ${backend} and no other`, async () => {
      const gpu = await gpuKernels({ backend })
      assert.equal(gpu.backend, backend)
      const blur = gpu.kernel(
        `function(x, shift) {
          const i = this.thread.x;
          let sum = 0.0;
          for (let k = 0; k < this.constants.count[0]; k++) { sum = sum + this.constants.share[k]*x[(i + k + shift) % 8]; }
          return sum;
        }`,
        {
          output: [8],
          constants: { share: Float32Array.of(0.25, 0.5, 0.25), count: Float32Array.of(3) },
          loops: 3,
        },
      )
      const plan = gpu.plan(1, x => {
        const once = blur(x, 0)
        return [once, blur(once, 1)]
      })
      const x = Float32Array.from({ length: 8 }, (_, i) => i * i)
      const expected = (from: Float32Array, shift: number) =>
        from.map((_, i) => [0.25, 0.5, 0.25].reduce((sum, w, k) => sum + w * from[(i + k + shift) % 8], 0))
      for (const input of [x, x.map(value => -value)]) {
        const [once, both] = await plan.run(input)
        assert.deepEqual(once, expected(input, 0))
        assert.deepEqual(both, expected(expected(input, 0), 1))
      }
      await gpu.destroy()
    })

    it(`have uniform numbers, a stream for each thread, on ${backend}`, async () => {
      const n = 4096
      const gpu = await gpuKernels({ backend })
      const source = `function(jumps, step) {
        const i = this.thread.x;
        ${wichmannHill
          .uniformLines(
            'u',
            s => `this.constants.seeds[${s}][i]`,
            j => `jumps[step][${j}]`,
          )
          .join('\n')}
        return u;
      }`
      let next = 0.5
      const seeds = [0, 1, 2].map(() => new Float32Array(n))
      for (let i = 0; i < n; i++)
        wichmannHill
          .seedsOf(() => (next = (next * 16807 + 0.123) % 1))
          .slice(0, 3)
          .forEach((seed, s) => (seeds[s][i] = seed))
      const draw = gpu.kernel(source, { output: [n], constants: { seeds } })
      const [a, b] = await gpu
        .plan(1, jumps => [draw(jumps, 0), draw(jumps, 1)])
        .run([7, 8].map(step => Float32Array.from(wichmannHill.jumps(step))))
      const [u, v] = [a as Float32Array, b as Float32Array]
      // Exactly what the generator gives, in double precision.
      const moduli = [30_269, 30_307, 30_323]
      const sum = [171 ** 7, 172 ** 7, 170 ** 7].reduce(
        (total, power, c) => total + Number((BigInt(seeds[c][5]) * BigInt(power)) % BigInt(moduli[c])) / moduli[c],
        0,
      )
      assert(Math.abs(u[5] - (sum % 1)) < 1e-6)
      const mean = (f: (i: number) => number) => u.reduce((total, _, i) => total + f(i), 0) / n
      assert(Math.abs(mean(i => u[i]) - 1 / 2) < 5 / Math.sqrt(12 * n))
      assert(Math.abs(mean(i => (u[i] - 0.5) * (v[i] - 0.5))) < 5 / 12 / Math.sqrt(n))
      await gpu.destroy()
    })
  }

  it('name what is wrong', async () => {
    await assert.rejects(gpuKernels({ backend: 'cuda' as never }), /unknown back end "cuda"/)
    await assert.rejects(gpuKernels({ mode: 'cpu' } as never), /unknown option "mode"/)
  })
})
