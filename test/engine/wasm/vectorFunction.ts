import { assemble } from '../../../sdk/engine/wasm/assemble.js'
import { mathFunctions, type MathName, type Precision } from '../../../sdk/engine/wasm/math/index.js'

/** A function of vectors over typed arrays of 2^16 numbers: set `x` (and `y`), call `run`, read `result`. */
export interface VectorFunction {
  readonly x: Float32Array | Float64Array
  readonly y: Float32Array | Float64Array
  readonly result: Float32Array | Float64Array
  readonly run: () => void
}

const count = 2 ** 16

export async function vectorFunction(name: MathName, precision: Precision): Promise<VectorFunction> {
  const type = precision === 'single' ? Float32Array : Float64Array
  const bytes = count * type.BYTES_PER_ELEMENT
  const load = (k: number) => `(v128.load offset=${k * bytes} (local.get $i))`
  const binary = await assemble(`(module (memory (export "memory") ${(3 * bytes) / 65536})
    ${mathFunctions([name], precision)}
    (func (export "run") (local $i i32)
      (loop $next
        (v128.store offset=${2 * bytes} (local.get $i) (call $${name} ${load(0)} ${name === 'pow' ? load(1) : ''}))
        (local.set $i (i32.add (local.get $i) (i32.const 16)))
        (br_if $next (i32.lt_u (local.get $i) (i32.const ${bytes}))))))`)
  const { exports } = (await WebAssembly.instantiate(binary)).instance
  const { buffer } = exports.memory as WebAssembly.Memory
  const array = (k: number) => new type(buffer, k * bytes, count)
  return { x: array(0), y: array(1), result: array(2), run: exports.run as () => void }
}
