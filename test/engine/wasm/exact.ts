/** Functions of doubles by whole numbers of 200 bits and more, to say how far a result is from the true value. */

/** `mantissa * 2^scale`. */
interface Exact {
  readonly mantissa: bigint
  readonly scale: number
}

const shift = (m: bigint, by: number) => (by >= 0 ? m << BigInt(by) : m >> BigInt(-by))
const magnitude = (m: bigint) => (m < 0n ? -m : m)

const word = new DataView(new ArrayBuffer(8))

/** A finite double as a whole number of its last places. */
function exact(x: number): Exact {
  word.setFloat64(0, x)
  const exponent = (word.getUint32(0) >>> 20) & 0x7ff
  const low = word.getBigUint64(0) & 0xfffffffffffffn
  const mantissa = exponent === 0 ? low : low | (1n << 52n)
  return { mantissa: x < 0 ? -mantissa : mantissa, scale: Math.max(exponent, 1) - 1075 }
}

/** Sum of `term`, `term * factor / d(1)`, ... until nothing is left. */
function series(term: bigint, factor: bigint, bits: number, divisor: (k: number) => number): bigint {
  let sum = term
  for (let k = 1; term !== 0n && term !== -1n; k++) {
    term = ((term * factor) >> BigInt(bits)) / BigInt(divisor(k))
    sum += term
  }
  return sum
}

/** Inverse hyperbolic tangent. */
function artanh(s: bigint, bits: number): bigint {
  const square = (s * s) >> BigInt(bits)
  let sum = s
  for (let k = 3, power = s; power !== 0n && power !== -1n; k += 2) {
    power = (power * square) >> BigInt(bits)
    sum += power / BigInt(k)
  }
  return sum
}

/** Inverse tangent of 1 / n. */
function arctanOf(n: bigint, bits: number): bigint {
  let power = (1n << BigInt(bits)) / n
  let sum = power
  for (let k = 3n; power !== 0n; k += 2n) {
    power /= n * n
    sum += k % 4n === 3n ? -(power / k) : power / k
  }
  return sum
}

const MOST = 1400
const LN2 = 2n * artanh((1n << BigInt(MOST)) / 3n, MOST)
const PI_2 = 2n * (4n * arctanOf(5n, MOST) - arctanOf(239n, MOST))

/** Bits after the point with which `x` and its square roundings do not matter: 200, and more where it is small. */
const bitsFor = (x: number) => 200 + Math.max(0, -Math.floor(Math.log2(Math.abs(x) || 1)))

const fixed = (x: number, bits: number) => {
  const { mantissa, scale } = exact(x)
  return shift(mantissa, scale + bits)
}

/** `exp(x) - 1 = 2^n (rest + 1) - 1` */
function exponential(x: bigint, bits: number): { n: number; rest: bigint } {
  const ln2 = shift(LN2, bits - MOST)
  const n = (2n * x + ln2) / (2n * ln2) - (2n * x + ln2 < 0n ? 1n : 0n)
  const r = x - n * ln2
  return { n: Number(n), rest: series(r, r, bits, k => k + 1) }
}

function expm1(x: bigint, bits: number): bigint {
  const { n, rest } = exponential(x, bits)
  const one = 1n << BigInt(bits)
  return n === 0 ? rest : shift(rest + one, n) - one
}

function logarithm(x: number, bits: number): bigint {
  const { mantissa, scale } = exact(x)
  const length = mantissa.toString(2).length
  const f = shift(mantissa, bits - length + 1) // in [1, 2)
  const one = 1n << BigInt(bits)
  const s = ((f - one) << BigInt(bits)) / (f + one)
  return 2n * artanh(s, bits) + BigInt(scale + length - 1) * shift(LN2, bits - MOST)
}

/** Sine and cosine. */
function circle(x: bigint, bits: number): readonly [bigint, bigint] {
  const quarter = shift(PI_2, bits - MOST)
  const q = (2n * x + quarter) / (2n * quarter) - (2n * x + quarter < 0n ? 1n : 0n)
  const r = x - q * quarter
  const minus = -((r * r) >> BigInt(bits))
  const s = series(r, minus, bits, k => 2 * k * (2 * k + 1))
  const c = series(1n << BigInt(bits), minus, bits, k => 2 * k * (2 * k - 1))
  const turned = [s, c, -s, -c]
  const quadrant = Number(((q % 4n) + 4n) % 4n)
  return [turned[quadrant], turned[(quadrant + 1) % 4]]
}

const quotient = (a: bigint, b: bigint, bits: number): Exact => ({ mantissa: (a << BigInt(bits)) / b, scale: -bits })

const functions: Record<string, (x: number, y: number) => Exact> = {
  exp(x) {
    const { n, rest } = exponential(fixed(x, 200), 200)
    return { mantissa: rest + (1n << 200n), scale: n - 200 }
  },
  log: x => ({ mantissa: logarithm(x, 260), scale: -260 }),
  exprel(x) {
    const bits = bitsFor(x)
    return quotient(expm1(fixed(x, bits), bits), fixed(x, bits), bits)
  },
  tanh(x) {
    const bits = bitsFor(x)
    const e = expm1(2n * fixed(Math.max(-40, Math.min(x, 40)), bits), bits)
    return quotient(e, e + (2n << BigInt(bits)), bits)
  },
  sin: x => ({ mantissa: circle(fixed(x, bitsFor(x)), bitsFor(x))[0], scale: -bitsFor(x) }),
  cos: x => ({ mantissa: circle(fixed(x, bitsFor(x)), bitsFor(x))[1], scale: -bitsFor(x) }),
  tan: x => quotient(...circle(fixed(x, bitsFor(x)), bitsFor(x)), bitsFor(x)),
  pow(x, y) {
    const { mantissa, scale } = exact(y)
    const { n, rest } = exponential(shift(mantissa * logarithm(x, 300), scale - 60), 240)
    return { mantissa: rest + (1n << 240n), scale: n - 240 }
  },
}

/**
 * How many units in its last place a double is away from the true value.
 *
 * @param name `exp`, `log`, `exprel`, `tanh`, `sin`, `cos`, `tan` or `pow`
 */
export function ulpsOff(name: string, result: number, x: number, y = 0): number {
  const { mantissa, scale } = exact(result)
  const truth = functions[name](x, y)
  return Number(magnitude((mantissa << 20n) - shift(truth.mantissa, truth.scale - scale + 20))) * 2 ** -20
}
