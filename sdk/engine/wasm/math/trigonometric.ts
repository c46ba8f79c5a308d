import { bits, constant, lanes, op, select, set, vectorFunction, type Precision } from './lanes.js'
import { shuffle32 } from './shuffle.js'

/** Pi / 2 in parts, fdlibm's: products of the first two with whole numbers below 2^20 are exact. */
const PI_2_HIGH = 1.5707963267341256
const PI_2_MIDDLE = 6.077100506303966e-11
const PI_2_LOW = 2.0222662487959506e-21
const PI_2_REST = 6.077100506506192e-11 // middle and low in one

const MAGIC = 2 ** 52 * 1.5

/**
 * Minimax polynomials of `z = r^2` (Remez) for |r| <= pi/4: `(sin r - r) / r^3`, of relative error 2^-32 and 2^-58 in the
 * sine; `(cos r - 1 + z/2) / z^2`, of error 2^-33 and 2^-64; and `(tan r - r) / r^3`, of relative error 2^-29.
 */
const parts = {
  single: {
    sine: [-0.1666666716337204, 0.008333380334079266, -0.0001985349808819592, 2.8372344331728527e-6],
    cosine: [0.04166664555668831, -0.00138873013202101, 2.443068296997808e-5],
    sign: bits(32, 0x80000000),
    whole: 'i32x4',
    top: 30,
  },
  double: {
    sine: [
      -0.16666666666666632, 0.008333333333322455, -0.0001984126982981357, 2.755731368767904e-6, -2.505075673758746e-8,
      1.5896683489300091e-10,
    ],
    cosine: [
      0.0416666666666666, -0.0013888888888874441, 2.480158728963646e-5, -2.7557314387565995e-7, 2.0875727079606713e-9,
      -1.1359803917045816e-11,
    ],
    sign: bits(64, 1n << 63n),
    whole: 'i64x2',
    top: 62,
  },
} as const

const tangent = [
  0.3333335220813751, 0.13332583010196686, 0.05406865105032921, 0.02123861014842987, 0.010945544578135014,
  -4.6190871216822416e-5, 0.0044418335892260075,
]

const halves = ['$low', '$high']

/**
 * Splits `$x` into `n pi/2 + r` (Cody & Waite 1980): sets `$r`, |r| <= pi/4, and `$q`, whose two lowest bits are those
 * of n. In single precision by doubles, in double precision by three parts of pi / 2 and what rounding drops, so that r
 * has one rounding for |x| up to 1.6e6. For larger ones it is off by up to |x| 2^-53, and beyond 2^51 only bounded.
 *
 * @param tail sets `$tail` to what r lacks (double)
 */
function reduced(precision: Precision, tail = false): string[] {
  const { add, mul, pmax, pmin, sub } = lanes('double')
  const { pmax: most, pmin: least } = lanes(precision)
  const bounded = (r: string) => set('$r', most(least(r, 0.8), -0.8))
  if (precision === 'double') {
    return [
      set('$q', add(mul('$x', 2 / Math.PI), MAGIC)),
      set('$n', sub('$q', MAGIC)),
      set('$high', sub('$x', mul('$n', PI_2_HIGH))),
      set('$w', mul('$n', PI_2_MIDDLE)),
      set('$low', sub('$high', '$w')),
      set('$w', sub(mul('$n', PI_2_LOW), sub(sub('$high', '$low'), '$w'))),
      bounded(sub('$low', '$w')),
      ...(tail ? [set('$tail', pmax(pmin(sub(sub('$low', '$r'), '$w'), 2 ** -53), -(2 ** -53)))] : []),
    ]
  }
  return [
    set('$low', op('f64x2.promote_low_f32x4', '$x')),
    set('$high', op('f64x2.promote_low_f32x4', shuffle32([2, 3, 2, 3], '$x', '$x'))),
    set('$q', add(mul('$low', 2 / Math.PI), MAGIC)),
    set('$w', add(mul('$high', 2 / Math.PI), MAGIC)),
    ...halves.flatMap((half, i) => [
      set('$n', sub(i === 0 ? '$q' : '$w', MAGIC)),
      set(half, op('f32x4.demote_f64x2_zero', sub(sub(half, mul('$n', PI_2_HIGH)), mul('$n', PI_2_REST)))),
    ]),
    bounded(shuffle32([0, 1, 4, 5], '$low', '$high')),
    set('$q', shuffle32([0, 2, 4, 6], '$q', '$w')),
  ]
}

const reductionLocals = ['$q', '$n', '$w', '$r', ...halves]

/** Sets `$s` and `$c` to sine and cosine of `$r` (and a tail), by the kernels of fdlibm (Sun Microsystems 1993). */
function sineAndCosine(precision: Precision, tail = false): string[] {
  const { add, mul, polynomial, sub } = lanes(precision)
  const { cosine, sign, sine } = parts[precision]
  const third = mul(mul('$r', '$z'), polynomial('$z', sine))
  const fourth = mul(mul('$z', '$z'), polynomial('$z', cosine))
  return [
    set('$z', mul('$r', '$r')),
    set('$h', mul('$z', 0.5)),
    set('$w', sub(1, '$h')),
    set('$s', add('$r', tail ? add(third, mul('$tail', '$w')) : third)),
    set('$s', op('v128.or', '$s', op('v128.and', '$r', sign))), // -0
    set('$c', add('$w', add(sub(sub(1, '$w'), '$h'), tail ? sub(fourth, mul('$r', '$tail')) : fourth))),
  ]
}

const kernelLocals = ['$z', '$h', '$s', '$c']

/** All bits set where the lowest bit of `$q` is. */
const odd = (precision: Precision) => {
  const { whole } = parts[precision]
  return op(`${whole}.neg`, op('v128.and', '$q', whole === 'i32x4' ? bits(32, 1) : bits(64, 1)))
}

const circular = (name: string, precision: Precision, quarter: 0 | 1) => {
  const { sign, top, whole } = parts[precision]
  const one = whole === 'i32x4' ? bits(32, 1) : bits(64, 1)
  return vectorFunction(
    name,
    ['$x'],
    [...reductionLocals, ...kernelLocals],
    [
      ...reduced(precision),
      ...sineAndCosine(precision),
      ...(quarter === 1 ? [set('$q', op(`${whole}.add`, '$q', one))] : []),
      op('v128.xor', select(odd(precision), '$c', '$s'), op('v128.and', op(`${whole}.shl`, '$q', top), sign)),
    ],
  )
}

/** `sin(x)`; see {@link reduced} for how far. */
export const sin = (precision: Precision) => circular('$sin', precision, 0)

/** `cos(x)`, a sine a quarter of a turn on. */
export const cos = (precision: Precision) => circular('$cos', precision, 1)

/** `tan(x)`: in single precision a polynomial as in Cephes, in double precision sine by cosine; one division. */
export function tan(precision: Precision): string {
  const { add, div, mul, neg, polynomial } = lanes(precision)
  const locals = [...reductionLocals, ...kernelLocals, '$tail']
  if (precision === 'double') {
    return vectorFunction('$tan', ['$x'], locals, [
      ...reduced(precision, true),
      ...sineAndCosine(precision, true),
      set('$q', odd(precision)),
      div(select('$q', neg('$c'), '$s'), select('$q', '$s', '$c')),
    ])
  }
  return vectorFunction('$tan', ['$x'], locals, [
    ...reduced(precision),
    set('$z', mul('$r', '$r')),
    set('$s', add('$r', mul(mul('$r', '$z'), polynomial('$z', tangent)))),
    set('$q', odd(precision)),
    div(select('$q', constant(precision, -1), '$s'), select('$q', '$s', constant(precision, 1))),
  ])
}
