import { bits, constant, lanes, op, select, set, vectorFunction, type Precision } from './lanes.js'

/**
 * `ln 2 = high + low`; a minimax polynomial (Remez) for `(log(1 + f) - 2s) / s^3` of `s^2`, where `s = f / (2 + f)` and
 * sqrt(1/2) <= 1 + f <= sqrt(2), of relative error 2^-35 and 2^-59 in the logarithm.
 */
const parts = {
  single: {
    high: 0.693359375,
    low: -2.12194440054690581e-4,
    coefficients: [0.6666666269302368, 0.40000972151756287, 0.2849879264831543, 0.2427881360054016],
    leastNormal: 2 ** -126,
    lift: 24,
    whole: 'i32x4',
  },
  double: {
    high: 6.9314718036912382e-1,
    low: 1.9082149292705877e-10,
    coefficients: [
      0.6666666666666735, 0.39999999999409347, 0.2857142874368868, 0.22222198428638484, 0.18183572380372695,
      0.1531383125515013, 0.1479827113026162,
    ],
    leastNormal: 2 ** -1022,
    lift: 54,
    whole: 'i64x2',
  },
} as const

/**
 * Splits a positive normal number into `2^e (1 + f)`, sqrt(1/2) <= 1 + f < sqrt(2): sets `$e` (as a number of the
 * precision) and `$f`. Uses `$i`.
 *
 * @param x a local; stays
 */
export function split(precision: Precision, x: string): string[] {
  const { add, sub } = lanes(precision)
  if (precision === 'single') {
    return [
      // Carries into the exponent where the mantissa passes that of sqrt(1/2).
      set('$i', op('i32x4.sub', x, bits(32, 0x3f3504f3))),
      set('$e', op('f32x4.convert_i32x4_s', op('i32x4.shr_s', '$i', 23))),
      set('$f', sub(op('i32x4.sub', x, op('v128.and', '$i', bits(32, 0xff800000))), 1)),
    ]
  }
  // Biased by 2048, the exponent is positive; put into the low bits of 2^52 it is a number.
  const magic = 2 ** 52 + 2048
  return [
    set('$i', op('i64x2.sub', x, bits(64, 0x3fe6a09e667f3bcdn))),
    set(
      '$e',
      sub(
        op('v128.or', op('i64x2.shr_u', op('i64x2.add', '$i', bits(64, 1n << 63n)), 52), constant('double', 2 ** 52)),
        magic,
      ),
    ),
    set('$f', add(op('i64x2.sub', x, op('v128.and', '$i', bits(64, 0xfff0000000000000n))), -1)),
  ]
}

/** `log(x)`, the method of fdlibm (Sun Microsystems 1993); what is no positive normal number goes another way. */
export function log(precision: Precision): string {
  const { add, div, eq, ge, lt, abs, mul, polynomial, sub } = lanes(precision)
  const { coefficients, high, low, leastNormal, lift, whole } = parts[precision]
  const ordinary = op('v128.and', ge('$x', leastNormal), lt('$x', Infinity))
  const series = add(mul('$s', add('$h', mul('$z', polynomial('$z', coefficients)))), mul('$e', low))
  const lifted = select('$subnormal', mul('$x', 2 ** lift), constant(precision, 1))
  const chosen = (mask: string, value: number | string) =>
    set('$result', select(mask, typeof value === 'number' ? constant(precision, value) : value, '$result'))
  return [
    vectorFunction(
      '$log',
      ['$x'],
      ['$i', '$e', '$f', '$s', '$z', '$h', '$result'],
      [
        ...split(precision, '$x'),
        set('$s', div('$f', add('$f', 2))),
        set('$z', mul('$s', '$s')),
        set('$h', mul(mul('$f', '$f'), 0.5)),
        set('$result', sub(mul('$e', high), sub(sub('$h', series), '$f'))),
        `(if (result v128) ${op(`${whole}.all_true`, ordinary)} (then (local.get $result))`,
        '  (else (call $logOdd (local.get $x) (local.get $result))))',
      ],
    ),
    vectorFunction(
      '$logOdd',
      ['$x', '$result'],
      ['$subnormal'],
      [
        set('$subnormal', op('v128.and', lt(abs('$x'), leastNormal), op('v128.not', eq('$x', 0)))),
        chosen('$subnormal', sub(op('call $log', lifted), lift * Math.LN2)),
        chosen(eq('$x', 0), -Infinity),
        chosen(lt('$x', 0), NaN),
        select(lt('$x', Infinity), '$result', '$x'),
      ],
    ),
  ].join('\n')
}
