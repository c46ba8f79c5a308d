/** The numbers of a vector: four single ones or two double ones. */
export type Precision = 'single' | 'double'

/** What an operation takes: the name of a local, `$x`; a number, for all lanes; or the text of an expression. */
export type Operand = string | number

type Unary = (a: Operand) => string
type Binary = (a: Operand, b: Operand) => string

/** Writes the text of operations on one kind of lanes: see {@link lanes}. */
export interface Lanes {
  readonly add: Binary
  readonly sub: Binary
  readonly mul: Binary
  readonly div: Binary
  readonly sqrt: Unary
  readonly neg: Unary
  readonly abs: Unary
  readonly floor: Unary
  readonly eq: Binary
  readonly ne: Binary
  readonly lt: Binary
  readonly le: Binary
  readonly ge: Binary
  readonly gt: Binary
  /** The smaller one; the first where either is NaN: one instruction, where `min` takes many. */
  readonly pmin: Binary
  readonly pmax: Binary
  /** `c0 + x (c1 + x (c2 + ...))`; a long one as two halves in `x^2`, so that two chains run at once. */
  readonly polynomial: (x: Operand, coefficients: readonly number[]) => string
}

const names = ['add', 'sub', 'mul', 'div', 'sqrt', 'neg', 'abs', 'floor', 'eq', 'ne', 'lt', 'le', 'ge', 'gt'] as const
const shapes = { single: 'f32x4', double: 'f64x2' } as const

/**
 * The operations on vectors of one precision, as functions that write WAT.
 *
 * @example
 * const { add, mul } = lanes('single')
 * add('$x', mul('$x', 0.5))
 * // (f32x4.add (local.get $x) (f32x4.mul (local.get $x) (v128.const f32x4 0.5 0.5 0.5 0.5)))
 */
export function lanes(precision: Precision): Lanes {
  const shape = shapes[precision]
  const text = (a: Operand) => (typeof a === 'number' ? constant(precision, a) : local(a))
  const operation =
    (name: string) =>
    (...operands: Operand[]) =>
      `(${shape}.${name} ${operands.map(text).join(' ')})`
  const operations = Object.fromEntries([...names, 'pmin', 'pmax'].map(name => [name, operation(name)]))
  const { add, mul } = operations
  const horner = (x: Operand, c: readonly number[]) =>
    c.slice(0, -1).reduceRight((sum, each) => add(each, mul(x, sum)), text(c[c.length - 1]))
  return {
    ...(operations as unknown as Omit<Lanes, 'polynomial'>),
    polynomial(x, coefficients) {
      if (coefficients.length < 5) return horner(x, coefficients)
      const half = (odd: number) =>
        horner(
          mul(x, x),
          coefficients.filter((_, i) => i % 2 === odd),
        )
      return add(half(0), mul(x, half(1)))
    },
  }
}

/** A vector of one number in all lanes. */
export function constant(precision: Precision, value: number): string {
  const single = precision === 'single'
  const literal = String(single ? Math.fround(value) : value)
    .replace('Infinity', 'inf')
    .replace('NaN', 'nan')
  return `(v128.const ${shapes[precision]}${` ${literal}`.repeat(single ? 4 : 2)})`
}

/** A vector of one 32-bit or 64-bit pattern in all lanes. */
export function bits(width: 32 | 64, value: number | bigint): string {
  return `(v128.const ${width === 32 ? 'i32x4' : 'i64x2'}${` ${value}`.repeat(128 / width)})`
}

/** An operation that has its full name; operands as in {@link lanes}, numbers as 32-bit scalars. */
export function op(name: string, ...operands: Operand[]): string {
  return `(${[name, ...operands.map(a => (typeof a === 'number' ? `(i32.const ${a})` : local(a)))].join(' ')})`
}

/** Bit by bit, `yes` where `mask` is set, else `no`. */
export function select(mask: Operand, yes: Operand, no: Operand): string {
  return op('v128.bitselect', yes, no, mask)
}

/** Gives a local its value: `set('$x', ...)`. */
export function set(name: string, value: string): string {
  return `(local.set ${name} ${value})`
}

/**
 * A function of vectors.
 *
 * @param name with its `$`
 * @param parameters names of those that are given; `locals` of others that the body sets. All of them are vectors
 * @param body instructions; the last one leaves the result
 */
export function vectorFunction(
  name: string,
  parameters: readonly string[],
  locals: readonly string[],
  body: readonly string[],
): string {
  const declared = (kind: string, list: readonly string[]) => list.map(n => `(${kind} ${n} v128)`).join(' ')
  return [
    `(func ${name} ${declared('param', parameters)} (result v128)`,
    ...(locals.length > 0 ? [`  ${declared('local', locals)}`] : []),
    ...body.map(line => `  ${line}`),
    ')',
  ].join('\n')
}

function local(operand: string): string {
  return operand.startsWith('$') ? `(local.get ${operand})` : operand
}
