import { boxMullerConstants } from '../../random/index.js'
import { bits, constant, lanes, op, select, set, vectorFunction, type Precision } from './math/lanes.js'
import { split } from './math/logarithm.js'
import { shuffle32 } from './math/shuffle.js'

/** Coefficients of {@link boxMullerConstants} for singles, by the same means; errors below 2^-32. */
const singleConstants = {
  high: 0.693359375,
  low: -2.12194440054690581e-4,
  logarithm: [0.6666666269302368, 0.40000972151756287, 0.2849879264831543, 0.2427881360054016],
  sine: [-0.1666666716337204, 0.008333380334079266, -0.0001985349808819592, 2.8372344331728527e-6],
  cosine: [0.04166664555668831, -0.00138873013202101, 2.443068296997808e-5],
  angle: boxMullerConstants.angle,
}

/** From `$e` and `$f`, where u is `2^e (1 + f)`, and the angle `$r`: sets `$s` to the sine and `$c` to the cosine, times the radius. */
function circle(precision: Precision): string[] {
  const { add, div, mul, polynomial, sqrt, sub } = lanes(precision)
  const { cosine, high, logarithm, low, sine } = precision === 'double' ? boxMullerConstants : singleConstants
  const series = add(mul('$s', add('$h', mul('$z', polynomial('$z', logarithm)))), mul('$e', low))
  return [
    set('$s', div('$f', add('$f', 2))),
    set('$z', mul('$s', '$s')),
    set('$h', mul(mul('$f', '$f'), 0.5)),
    set('$h', sqrt(mul(sub(mul('$e', high), sub(sub('$h', series), '$f')), -2))),
    set('$z', mul('$r', '$r')),
    set('$s', mul('$h', add('$r', mul(mul('$r', '$z'), polynomial('$z', sine))))),
    set('$c', mul('$h', add(sub(1, mul('$z', 0.5)), mul(mul('$z', '$z'), polynomial('$z', cosine))))),
  ]
}

const SIGN = bits(32, 0x80000000)
const and = (a: string, b: string) => op('v128.and', a, b)

/** Sets `$turned` to the angle and half a quarter of a turn, `$r` to what the angle is beyond a whole number of quarters. */
const turn = [
  set('$turned', op('i32x4.add', '$angle', bits(32, 0x20000000))),
  set('$r', op('i32x4.sub', and('$turned', bits(32, 0x3fffffff)), bits(32, 0x20000000))),
]

/** What makes of sine and cosine those of the whole angle, four 32-bit lanes each: exchange, and their signs. */
const exchange = op('i32x4.shr_s', op('i32x4.shl', '$turned', 1), 31)
const sineSign = and('$turned', SIGN)
const cosineSign = and(op('i32x4.add', '$turned', bits(32, 0x40000000)), SIGN)

const turnedBy = (swap: string, signs: readonly [sine: string, cosine: string]) => [
  set('$z', swap),
  set('$h', op('v128.xor', select('$z', '$c', '$s'), signs[0])),
  set('$c', op('v128.xor', select('$z', '$s', '$c'), signs[1])),
]

const locals = ['$i', '$e', '$f', '$s', '$z', '$h', '$r', '$c', '$turned']

/**
 * `(func $boxMuller (param $radius v128) (param $angle v128) (result v128 v128))`: of words, the pairs of normal numbers
 * of sdk/random/boxMuller.ts, in order. In double precision of the first two lanes only, with the same bits; in single
 * precision of all four.
 */
export function boxMullerCode(precision: Precision): string {
  const text = precision === 'double' ? doublePairs() : singlePairs()
  return text.replace('(result v128)', '(result v128 v128)')
}

function doublePairs(): string {
  const { add, mul, sub } = lanes('double')
  const low = (mask: string) => op('i64x2.shl', op('i64x2.extend_low_i32x4_u', mask), 32)
  return vectorFunction('$boxMuller', ['$radius', '$angle'], locals, [
    set('$s', add(sub(op('v128.or', op('i64x2.extend_low_i32x4_u', '$radius'), constant('double', 2 ** 52)), 2 ** 52), 0.5)), // prettier-ignore
    ...split('double', '$s'),
    set('$e', sub('$e', 32)),
    ...turn,
    set('$r', mul(add(op('f64x2.convert_low_i32x4_s', '$r'), 0.5), boxMullerConstants.angle)),
    ...circle('double'),
    ...turnedBy(op('i64x2.extend_low_i32x4_s', exchange), [low(sineSign), low(cosineSign)]),
    shuffle32([0, 1, 4, 5], '$c', '$h'),
    shuffle32([2, 3, 6, 7], '$c', '$h'),
  ])
}

function singlePairs(): string {
  const { add, mul, sub } = lanes('single')
  return vectorFunction(
    '$boxMuller',
    ['$radius', '$angle'],
    [...locals, '$near'],
    [
      // Near 1, u is 1 - (not word + 1/2) / 2^32, so that its logarithm keeps its digits.
      set('$near', op('i32x4.ge_u', '$radius', bits(32, 0xb504f334))),
      set('$s', add(op('f32x4.convert_i32x4_u', op('v128.xor', '$radius', '$near')), 0.5)),
      ...split('single', '$s'),
      set('$e', op('v128.andnot', sub('$e', 32), '$near')),
      set('$f', select('$near', mul('$s', -(2 ** -32)), '$f')),
      ...turn,
      set('$r', mul(add(op('f32x4.convert_i32x4_s', '$r'), 0.5), singleConstants.angle)),
      ...circle('single'),
      ...turnedBy(exchange, [sineSign, cosineSign]),
      shuffle32([0, 4, 1, 5], '$c', '$h'),
      shuffle32([2, 6, 3, 7], '$c', '$h'),
    ],
  )
}
