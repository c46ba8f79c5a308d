import { expm1Reduced, scaled } from './exponential.js'
import { bits, constant, lanes, op, select, set, vectorFunction, type Precision } from './lanes.js'
import { split } from './logarithm.js'
import { shuffle32 } from './shuffle.js'

/**
 * Minimax polynomials (Remez) of `z = s^2`, where `s = f / (2 + f)`: in single precision `log2(1 + f) / s`, of relative
 * error 2^-37; in double precision `(3 log(1 + f) / 2s - 3 - z) / z^2`, of relative error 2^-73 in the logarithm.
 */
const coefficients = {
  single: [2.885390081790203, 0.9617966731997886, 0.5770836116404062, 0.4116711291370225, 0.3407594690772579],
  double: [
    0.5999999999999996, 0.428571428571688, 0.33333333326029446, 0.2727272833920692, 0.23076833007665945,
    0.20004564468546449, 0.17510436585613698, 0.1799841995608843,
  ],
} as const

const parts = {
  single: { leastNormal: 2 ** -126, lift: 24, whole: 'i32x4', sign: bits(32, 0x80000000) },
  double: { leastNormal: 2 ** -1022, lift: 54, whole: 'i64x2', sign: bits(64, 1n << 63n) },
} as const

const MAGIC = 2 ** 52 * 1.5
const double = lanes('double')

/**
 * `x^y` with the special cases of `Math.pow`: `|x|^y` as `2^(y log2 |x|)`, the product with more digits than the result
 * has; what is not a positive normal number to a finite power is then put right.
 */
export function pow(precision: Precision): string {
  const { abs, ge, lt, mul, sub } = lanes(precision)
  const { leastNormal, lift, whole } = parts[precision]
  const both = (a: string, b: string) => op('v128.and', a, b)
  const ordinary = both(both(ge('$x', leastNormal), lt('$x', Infinity)), lt(abs('$y'), Infinity))
  const result = scaled(precision, '$p')
  return [
    vectorFunction('$pow', ['$x', '$y'], precision === 'single' ? singleLocals : doubleLocals, [
      set('$s', abs('$x')),
      set('$n', lt('$s', leastNormal)),
      set('$s', select('$n', mul('$s', 2 ** lift), '$s')),
      ...split(precision, '$s'),
      set('$e', sub('$e', both('$n', constant(precision, lift)))),
      ...(precision === 'single' ? singlePower : doublePower),
      set('$p', result),
      `(if (result v128) ${op(`${whole}.all_true`, ordinary)} (then (local.get $p))`,
      '  (else (call $powOdd (local.get $x) (local.get $y) (local.get $p))))',
    ]),
    powOdd(precision),
  ].join('\n')
}

const singleLocals = ['$i', '$e', '$f', '$s', '$n', '$t', '$half', '$p', '$low', '$high', '$z']

/** The power of one half of a vector of singles, in doubles: sets `half` to `r` and `whole` to n, of `2^n exp(r)`. */
function halfPower(half: string, whole: string, promoted: (name: string) => string): string[] {
  const { add, div, mul, pmax, pmin, polynomial, sub } = double
  return [
    set('$s', promoted('$f')),
    set('$s', div('$s', add('$s', 2))),
    set('$z', mul('$s', '$s')),
    set('$s', mul(add(mul('$s', polynomial('$z', coefficients.single)), promoted('$e')), promoted('$y'))),
    set('$s', pmax(pmin('$s', 200), -200)),
    set(whole, add('$s', MAGIC)),
    set(half, op('f32x4.demote_f64x2_zero', mul(sub('$s', sub(whole, MAGIC)), Math.LN2))),
  ]
}

const singlePower = [
  ...halfPower('$low', '$t', name => op('f64x2.promote_low_f32x4', name)),
  ...halfPower('$high', '$half', name => op('f64x2.promote_low_f32x4', shuffle32([2, 3, 2, 3], name, name))),
  set('$t', shuffle32([0, 2, 4, 6], '$t', '$half')),
  set('$half', op('i32x4.shr_s', '$t', 1)),
  set('$s', shuffle32([0, 1, 4, 5], '$low', '$high')),
  set('$p', lanes('single').add(1, expm1Reduced('single', '$s'))),
]

const doubleLocals = '$i $e $f $s $n $t $half $p $v $sHigh $sLow $high $low $z $r $t1 $t2 $y1'.split(' ')

/** The first 21 bits of a number, so that a product of two such is exact. */
const upper = (value: string) => op('v128.and', value, bits(64, 0xffffffff00000000n))

/** Sets `$p` to `exp(r)` and `$t` to n, where `|x|^y` is `2^n exp(r)`: fdlibm's `pow` (Sun Microsystems 1993). */
const doublePower = (() => {
  const { abs, add, div, gt, mul, pmax, pmin, polynomial, sub } = double
  return [
    // s = f / (2 + f), in two parts
    set('$z', add('$f', 2)),
    set('$v', div(1, '$z')),
    set('$s', mul('$f', '$v')),
    set('$sHigh', upper('$s')),
    set('$high', upper('$z')),
    set('$low', sub('$f', sub('$high', 2))),
    set('$sLow', mul('$v', sub(sub('$f', mul('$sHigh', '$high')), mul('$sHigh', '$low')))),
    // 3 + s^2 + ..., in two parts
    set('$z', mul('$s', '$s')),
    set('$r', add(mul(mul('$z', '$z'), polynomial('$z', coefficients.double)), mul('$sLow', add('$sHigh', '$s')))),
    set('$z', mul('$sHigh', '$sHigh')),
    set('$high', upper(add(add('$z', 3), '$r'))),
    set('$low', sub('$r', sub(sub('$high', 3), '$z'))),
    // their product
    set('$v', mul('$sHigh', '$high')),
    set('$r', add(mul('$sLow', '$high'), mul('$low', '$s'))),
    set('$high', upper(add('$v', '$r'))),
    set('$low', sub('$r', sub('$high', '$v'))),
    // log2 |x| = t1 + t2: times 2 / (3 ln 2), and e
    set('$z', mul('$high', 0.9617967009544373)),
    set('$r', add(mul('$high', -7.028461650952758e-9), mul('$low', 0.9617966939259756))),
    set('$t1', upper(add(add('$z', '$r'), '$e'))),
    set('$t2', sub('$r', sub(sub('$t1', '$e'), '$z'))),
    // times y; what is far beyond the range stays there
    set('$y1', pmax(pmin('$y', 2 ** 70), -(2 ** 70))),
    set('$z', upper('$y1')),
    set('$low', add(mul(sub('$y1', '$z'), '$t1'), mul('$y1', '$t2'))),
    set('$high', mul('$z', '$t1')),
    set('$low', op('v128.andnot', '$low', gt(abs('$high'), 1200))),
    set('$high', pmax(pmin('$high', 1200), -1200)),
    // n, and r = ln 2 times the rest, in two parts
    set('$t', add(add('$low', '$high'), MAGIC)),
    set('$half', op('i32x4.shr_s', '$t', 1)),
    set('$high', sub('$high', sub('$t', MAGIC))),
    set('$z', upper(add('$low', '$high'))),
    set('$v', mul('$z', 0.6931471824645996)),
    set('$low', add(mul(sub('$low', sub('$z', '$high')), Math.LN2), mul('$z', -1.904654299957768e-9))),
    set('$r', add('$v', '$low')),
    set('$low', sub('$low', sub('$r', '$v'))),
    set('$p', add(1, add(expm1Reduced('double', '$r'), add('$low', mul('$low', '$r'))))),
  ]
})()

/** Where x is zero, negative, infinite or NaN, or y infinite or NaN. `$p`: `|x|^y`, right where both are finite. */
function powOdd(precision: Precision): string {
  const { abs, eq, floor, gt, lt, mul, ne } = lanes(precision)
  const { sign } = parts[precision]
  const [and, or, andnot] = ['and', 'or', 'andnot'].map(name => (a: string, b: string) => op(`v128.${name}`, a, b))
  const nan = constant(precision, NaN)
  return vectorFunction(
    '$powOdd',
    ['$x', '$y', '$p'],
    ['$s', '$whole', '$odd'],
    [
      set('$s', abs('$x')),
      set('$whole', eq('$y', floor('$y'))),
      set('$odd', and('$whole', ne(mul('$y', 0.5), floor(mul('$y', 0.5))))),
      // 0 and infinity to y
      set(
        '$p',
        select(
          or(eq('$s', 0), eq('$s', Infinity)),
          and(select(eq('$s', 0), lt('$y', 0), gt('$y', 0)), constant(precision, Infinity)),
          '$p',
        ),
      ),
      set('$p', op('v128.xor', '$p', and(and('$x', '$odd'), sign))),
      set('$p', select(andnot(and(lt('$x', 0), lt('$s', Infinity)), '$whole'), nan, '$p')),
      set('$p', select(and(eq('$s', 1), eq(abs('$y'), Infinity)), nan, '$p')),
      set('$p', select(or(ne('$x', '$x'), ne('$y', '$y')), nan, '$p')),
      select(eq('$y', 0), constant(precision, 1), '$p'),
    ],
  )
}
