/**
 * The constants of {@link boxMuller}, of which other machines make the same numbers: `ln 2 = high + low`; minimax
 * polynomials (Remez) of `(log(1 + f) - 2s) / s^3` in `s^2`, where `s = f / (2 + f)`, and of `(sin r - r) / r^3` and
 * `(cos r - 1 + r^2/2) / r^4` in `r^2`, of errors below 2^-57. A turn has 2^32 angles.
 */
export const boxMullerConstants = {
  high: 6.9314718036912382e-1,
  low: 1.9082149292705877e-10,
  logarithm: [
    0.6666666666666735, 0.39999999999409347, 0.2857142874368868, 0.22222198428638484, 0.18183572380372695,
    0.1531383125515013, 0.1479827113026162,
  ],
  sine: [
    -0.16666666666666632, 0.008333333333322455, -0.0001984126982981357, 2.755731368767904e-6, -2.505075673758746e-8,
    1.5896683489300091e-10,
  ],
  cosine: [
    0.0416666666666666, -0.0013888888888874441, 2.480158728963646e-5, -2.7557314387565995e-7, 2.0875727079606713e-9,
    -1.1359803917045816e-11,
  ],
  angle: 2 * Math.PI * 2 ** -32,
} as const

const { angle, cosine, high, logarithm, low, sine } = boxMullerConstants
const [l0, l1, l2, l3, l4, l5, l6] = logarithm
const [s0, s1, s2, s3, s4, s5] = sine
const [c0, c1, c2, c3, c4, c5] = cosine

/** 2 to -31 .. 1, by the leading zeros of a word. */
const powers = Float64Array.from({ length: 33 }, (_, zeros) => 2 ** (zeros - 31))

/**
 * Two independent standard normal numbers from two random words (Box & Muller 1958): `sqrt(-2 ln u)` times cosine and
 * sine of an angle, where `u = (word + 1/2) / 2^32`. At most 6.77, which one word in 2^32 gives.
 *
 * Only sums, products, quotients and square roots, each rounded as IEEE 754 has it and in one order: the same bits on
 * every machine, which `Math.log` and `Math.cos` do not give.
 *
 * @param out receives them at `at` and `at + 1`
 * @example
 * boxMuller(0x12345678, 0x9abcdef0, new Float64Array(2), 0)
 */
export function boxMuller(radiusWord: number, angleWord: number, out: Float64Array, at: number): void {
  // word + 1/2 = 2^e (1 + f), sqrt(1/2) <= 1 + f < sqrt(2); fdlibm's logarithm
  const zeros = Math.clz32(radiusWord)
  let e = -1 - zeros // of u
  let m = (radiusWord + 0.5) * powers[zeros]
  if (m >= Math.SQRT2) {
    m *= 0.5
    e++
  }
  const f = m - 1
  const s = f / (f + 2)
  const z = s * s
  const zz = z * z
  const series = l0 + zz * (l2 + zz * (l4 + zz * l6)) + z * (l1 + zz * (l3 + zz * l5))
  const h = f * f * 0.5
  const log = e * high - (h - (s * (h + z * series) + e * low) - f)
  const radius = Math.sqrt(log * -2)

  // The angle is a whole number of quarters of a turn and up to half a quarter more or less: no rounding.
  const turned = (angleWord + 0x20000000) | 0
  const r = ((turned & 0x3fffffff) - 0x20000000 + 0.5) * angle
  const y = r * r
  const yy = y * y
  const sin = radius * (r + r * y * (s0 + yy * (s2 + yy * s4) + y * (s1 + yy * (s3 + yy * s5))))
  const cos = radius * (1 - y * 0.5 + yy * (c0 + yy * (c2 + yy * c4) + y * (c1 + yy * (c3 + yy * c5))))
  const quarter = turned >>> 30
  const odd = (quarter & 1) === 1
  const x = odd ? sin : cos
  out[at] = quarter === 1 || quarter === 2 ? -x : x
  const other = odd ? cos : sin
  out[at + 1] = quarter >= 2 ? -other : other
}
