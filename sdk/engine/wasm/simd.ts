import type { Precision } from './math/index.js'

export type { Precision } from './math/index.js'

/** The words of WebAssembly for one precision. */
export interface Simd {
  readonly precision: Precision
  /** `f32x4` or `f64x2`. */
  readonly float: string
  /** `i32x4` or `i64x2`: whole numbers of the same width, for masks and counters. */
  readonly int: string
  readonly scalar: 'f32' | 'f64'
  readonly lanes: number
  /** Bytes of a number. */
  readonly bytes: number
  /** Its logarithm to base 2. */
  readonly shift: number
  /** Loads one number into all lanes. */
  readonly splat: string
  /** A vector that has a number in every lane. */
  readonly constant: (value: number) => string
  /** A vector that has a whole number in every lane. */
  readonly whole: (value: number) => string
  /** A typed array over some memory. */
  readonly array: (buffer: ArrayBuffer, at: number, length: number) => Float32Array | Float64Array
}

/** Neurons that sleep and wake together. */
export const blockSize = 16

/** Rounded up to whole blocks. */
export const padded = (size: number) => Math.ceil(size / blockSize) * blockSize

/** Bytes of the flags of a row of so many neurons: one a block, in whole words of eight. */
export const flagsIn = (size: number) => Math.ceil(padded(size) / blockSize / 8) * 8

const repeated = (type: string, lanes: number, text: string) =>
  `(v128.const ${type} ${Array(lanes).fill(text).join(' ')})`

export const simd = (precision: Precision): Simd =>
  precision === 'single'
    ? {
        precision,
        float: 'f32x4',
        int: 'i32x4',
        scalar: 'f32',
        lanes: 4,
        bytes: 4,
        shift: 2,
        splat: 'v128.load32_splat',
        constant: value => repeated('f32x4', 4, literal(shortest(value))),
        whole: value => repeated('i32x4', 4, String(value)),
        array: (buffer, at, length) => new Float32Array(buffer, at, length),
      }
    : {
        precision,
        float: 'f64x2',
        int: 'i64x2',
        scalar: 'f64',
        lanes: 2,
        bytes: 8,
        shift: 3,
        splat: 'v128.load64_splat',
        constant: value => repeated('f64x2', 2, literal(value)),
        whole: value => repeated('i64x2', 2, String(value)),
        array: (buffer, at, length) => new Float64Array(buffer, at, length),
      }

/** The number of fewest digits that is the same in single precision. */
function shortest(value: number): number {
  const single = Math.fround(value)
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(single.toPrecision(digits))
    if (Math.fround(short) === single) return short
  }
  return single
}

/** A number as WebAssembly text writes it: never `.5`, never `1e21` without sign or point trouble. */
function literal(value: number): string {
  if (value === Infinity) return 'inf'
  if (value === -Infinity) return '-inf'
  return Object.is(value, -0) ? '-0.0' : String(value)
}
