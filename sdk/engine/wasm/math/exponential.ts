import { bits, constant, lanes, op, select, set, vectorFunction, type Precision } from './lanes.js'

/**
 * What the exponential of each precision is made of: `ln 2 = high + low`, where `high` has so few bits that its products
 * with every n are exact; `magic`, 1.5 times 2 to the bits of the mantissa; a minimax polynomial (Remez) for
 * `(exp(r) - 1 - r) / r^2` on |r| <= ln 2 / 2, of relative error 2^-31 and 2^-57 in `exp(r) - 1`.
 */
const parts = {
  single: {
    high: 0.693359375,
    low: -2.12194440054690581e-4,
    magic: 2 ** 23 * 1.5,
    coefficients: [
      0.5, 0.1666666567325592, 0.04166646674275398, 0.008333643898367882, 0.0013935025781393051, 0.00019663544662762433,
    ],
    least: -104,
    greatest: 89,
    minusOne: -20,
    greatestExprel: 95,
    width: 32,
    sign: 0x80000000,
  },
  double: {
    high: 6.9314718036912382e-1,
    low: 1.9082149292705877e-10,
    magic: 2 ** 52 * 1.5,
    coefficients: [
      0.5000000000000001, 0.1666666666666667, 0.041666666666646764, 0.008333333333310041, 0.0013888888897723918,
      0.00019841269941232666, 2.4801571710895048e-5, 2.755717163423938e-6, 2.756928467955605e-7, 2.513834987786411e-8,
      1.75493312209496e-9,
    ],
    least: -746,
    greatest: 710,
    minusOne: -40,
    greatestExprel: 718,
    width: 64,
    sign: 1n << 63n,
  },
} as const

/** `exp(r) - 1` for |r| <= ln 2 / 2. */
export function expm1Reduced(precision: Precision, r: string): string {
  const { add, mul, polynomial } = lanes(precision)
  return add(r, mul(mul(r, r), polynomial(r, parts[precision].coefficients)))
}

/**
 * Splits `$x` into `n ln 2 + r` (Cody & Waite 1980) and sets `$p` to `exp(r) - 1`, `$t` to n as a whole number in its
 * low bits, `$half` to n / 2 rounded down, likewise. Uses `$n`.
 *
 * Adding a number whose last bit weighs 1 rounds to a whole number, which is then in the low bits of the sum.
 */
function reduced(precision: Precision): string[] {
  const { add, mul, sub } = lanes(precision)
  const { high, low, magic } = parts[precision]
  return [
    set('$t', add(mul('$x', Math.LOG2E), magic)),
    set('$n', sub('$t', magic)),
    set('$r', sub(sub('$x', mul('$n', high)), mul('$n', low))),
    set('$half', op('i32x4.shr_s', '$t', 1)),
    set('$p', expm1Reduced(precision, '$r')),
  ]
}

const reductionLocals = ['$t', '$n', '$r', '$p', '$half']

/** 2 to the whole number in the low bits of `n`. */
export function powerOfTwo(precision: Precision, n: string): string {
  return precision === 'single'
    ? op('i32x4.shl', op('i32x4.add', n, bits(32, 127)), 23)
    : op('i64x2.shl', op('i32x4.add', n, bits(32, 1023)), 52)
}

/** `value` times 2 to the whole number in `$t`, in two steps: one rounding where the result is subnormal. */
export function scaled(precision: Precision, value: string): string {
  const { mul } = lanes(precision)
  const rest = op('i32x4.sub', '$t', '$half')
  return mul(mul(value, powerOfTwo(precision, '$half')), powerOfTwo(precision, rest))
}

/** `exp(x)`: argument reduction and polynomial as in Cephes (Moshier 1989). */
export function exp(precision: Precision): string {
  const { add, pmax, pmin } = lanes(precision)
  const { least, greatest } = parts[precision]
  return vectorFunction('$exp', ['$x'], reductionLocals, [
    set('$x', pmax(pmin('$x', greatest), least)),
    ...reduced(precision),
    scaled(precision, add('$p', 1)),
  ])
}

/**
 * `tanh(x)`, with `e = exp(-2|x|)`: `(1 - e) / (1 + e)` below 1/2, `1 - 2e / (1 + e)` above, both by `e - 1` as in fdlibm,
 * so that nothing cancels near 0 and little is lost near 1.
 */
export function tanh(precision: Precision): string {
  const { abs, add, div, lt, mul, neg, pmax, sub } = lanes(precision)
  const { minusOne, sign, width } = parts[precision]
  return vectorFunction(
    '$tanh',
    ['$given'],
    ['$x', '$power', '$large', ...reductionLocals],
    [
      set('$x', pmax(mul(abs('$given'), -2), minusOne)),
      ...reduced(precision),
      set('$power', powerOfTwo(precision, '$t')),
      set('$p', mul('$p', '$power')),
      set('$large', lt('$x', -Math.log(3))),
      set('$r', add('$p', sub('$power', 1))),
      set('$n', select('$large', mul(add('$p', '$power'), -2), neg('$r'))),
      set('$n', div('$n', add('$r', 2))),
      set('$n', add('$n', op('v128.and', '$large', constant(precision, 1)))),
      op('v128.or', abs('$n'), op('v128.and', '$given', bits(width, sign))),
    ],
  )
}

/**
 * `exprel(x) = (exp(x) - 1) / x`, 1 at 0.
 *
 * With n = h + k it is `(p 2^h + 2^h - 2^-k) / x * 2^k`: nothing overflows before the result does.
 */
export function exprel(precision: Precision): string {
  const { add, div, eq, mul, pmax, pmin, sub } = lanes(precision)
  const { greatestExprel, minusOne } = parts[precision]
  const one = constant(precision, 1)
  const rest = op('i32x4.sub', '$t', '$half')
  const minusRest = op('i32x4.sub', '$half', '$t')
  return vectorFunction(
    '$exprel',
    ['$given'],
    ['$x', '$power', ...reductionLocals],
    [
      set('$given', pmin('$given', greatestExprel)),
      set('$x', pmax('$given', minusOne)),
      ...reduced(precision),
      set('$power', powerOfTwo(precision, '$half')),
      set('$p', add(mul('$p', '$power'), sub('$power', powerOfTwo(precision, minusRest)))),
      select(eq('$given', 0), one, mul(div('$p', '$given'), powerOfTwo(precision, rest))),
    ],
  )
}
