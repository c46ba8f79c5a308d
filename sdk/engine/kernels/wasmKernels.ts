import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { assemble } from '../wasm/assemble.js'
import { hoistConstants, mathFunctions, mathNames, type MathName, type Precision } from '../wasm/math/index.js'
import { randomFunctions, type RandomName } from '../wasm/randomFunctions.js'

export interface WasmKernelsOptions {
  /** Functions of vectors that the text calls: `$exp`, `$log`, ...; default none. */
  readonly math?: readonly MathName[]
  /** Functions that the text calls to fill memory with random numbers: `$uniforms`, `$normals`; default none. */
  readonly random?: readonly RandomName[]
  /** Of the numbers of these functions; default single: four in a vector. */
  readonly precision?: Precision
}

/** Kernels of one's own, assembled: each instance has a memory of its own. */
export interface WasmKernels {
  /**
   * @param bytes of memory; what its arrays take, and up to 15 bytes more for each
   * @throws RangeError for more than the 4 GB that WebAssembly has
   */
  instance(bytes: number): WasmInstance
}

/** Kernels at work on a memory. */
export interface WasmInstance {
  readonly memory: WebAssembly.Memory
  /** What the text exports. Addresses are the `byteOffset` of arrays. */
  readonly call: Readonly<Record<string, (...args: number[]) => number>>
  /**
   * An array in the memory, at a multiple of 16 bytes, filled with zeros.
   *
   * @throws RangeError if there is no room left
   * @example
   * const x = kernels.array(Float32Array, 1000)
   */
  array: <T extends Numbers>(type: ArrayType<T>, length: number) => T
}

type Numbers = Float32Array | Float64Array | Int8Array | Uint8Array | Int32Array | Uint32Array

interface ArrayType<T> {
  readonly name: string
  readonly BYTES_PER_ELEMENT: number
  new (buffer: ArrayBuffer, at: number, length: number): T
}

const page = 65_536
const mostPages = 65_536

/** Modules by their text: what is assembled once is not assembled again. */
const assembled = new Map<string, Promise<WebAssembly.Module>>()

/**
 * Makes WebAssembly kernels of text (WAT, with SIMD): functions over one memory, which they find without naming it, with
 * the library's functions of vectors and its random numbers at hand. {@link wat} helps to write the text.
 *
 * Constant vectors become globals, since that is quicker; so the text has functions, and no other fields.
 *
 * @throws SyntaxError with the line of the text, for every fault found; RangeError for an unknown option
 * @example
 * const { lanes, op } = wat
 * const x = '(v128.load (local.get $x))'
 * const kernels = await wasmKernels(
 *   `(func (export "decay") (param $x i32) (param $n i32)
 *     (loop $next
 *       (v128.store (local.get $x) (call $exp ${lanes('single').mul(x, -0.5)}))
 *       (local.set $x (i32.add (local.get $x) (i32.const 16)))
 *       (br_if $next (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 4))) (i32.const 0)))))`,
 *   { math: ['exp'] },
 * )
 * const { array, call } = kernels.instance(4000)
 * const values = array(Float32Array, 1000)
 * call.decay(values.byteOffset, values.length)
 */
export async function wasmKernels(text: string, options: WasmKernelsOptions = {}): Promise<WasmKernels> {
  refuseUnknown('wasmKernels', options, ['math', 'random', 'precision'])
  const { math = [], random = [], precision = 'single' } = options
  for (const name of math)
    check(
      mathNames.includes(name),
      `wasmKernels: unknown function ${JSON.stringify(name)}; there are ${mathNames.join(', ')}`,
    )
  const whole = `(module
  (import "env" "memory" (memory 1))
${mathFunctions(math, precision)}
${random.length ? randomFunctions(random, precision) : ''}
${hoistConstants(text, 'own')})`
  if (!assembled.has(whole))
    assembled.set(
      whole,
      assemble(whole).then(binary => WebAssembly.compile(binary)),
    )
  const module = await assembled.get(whole)!
  return { instance: bytes => instance(module, bytes) }
}

function instance(module: WebAssembly.Module, bytes: number): WasmInstance {
  const pages = Math.max(1, Math.ceil(bytes / page))
  check(
    pages <= mostPages,
    `wasmKernels: ${(bytes / 2 ** 30).toFixed(1)} GB of memory asked for, and WebAssembly has 4; take smaller arrays`,
  )
  const memory = new WebAssembly.Memory({ initial: pages })
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  let free = 0
  return {
    memory,
    call: exports as unknown as WasmInstance['call'],
    array(type, length) {
      const at = free
      const end = at + length * type.BYTES_PER_ELEMENT
      check(
        end <= pages * page,
        `wasmKernels: no room for a ${type.name} of ${length} behind ${at} bytes of ${pages * page}; ask for a larger instance`,
      )
      free = Math.ceil(end / 16) * 16
      return new type(memory.buffer, at, length)
    },
  }
}
