import assert from 'node:assert/strict'
import { philox } from '../../../sdk/random/index.js'
import { mathFunctions, type MathName, type Precision } from '../../../sdk/engine/wasm/math/index.js'
import { ulpsOff } from './exact.js'
import { vectorFunction, type VectorFunction } from './vectorFunction.js'

/** Greatest error in units of the last place: the table in sdk/engine/wasm/math/index.ts. */
const bounds: Record<MathName, readonly [single: number, double: number]> = {
  exp: [1, 1],
  log: [1.1, 1],
  exprel: [1.8, 1.8],
  tanh: [2.2, 2.5],
  sin: [1.5, 1.5],
  cos: [1.5, 1.5],
  tan: [2.5, 2],
  pow: [1, 1.1],
}
const names = Object.keys(bounds) as MathName[]
const isCircular = (name: MathName) => name === 'sin' || name === 'cos' || name === 'tan'
const precisions = ['single', 'double'] as const

/** In double precision, for singles. */
const references: Record<MathName, (x: number, y: number) => number> = {
  exp: Math.exp,
  log: Math.log,
  exprel: x => (x === 0 ? 1 : x === Infinity ? x : Math.expm1(x) / x),
  tanh: Math.tanh,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  pow: Math.pow,
}

/** The distance of a single from a double, in units of its last place; 0 where both are NaN or the same infinity. */
const singleOff = (actual: number, expected: number) => {
  const rounded = Math.fround(expected)
  if (Object.is(actual, rounded) || (actual === 0 && rounded === 0)) return 0
  if (!Number.isFinite(actual) || !Number.isFinite(rounded)) return Infinity
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(expected))), -126)
  return Math.abs(actual - expected) / 2 ** (exponent - 23)
}

const values = (f: VectorFunction, x: readonly number[], y: readonly number[] = []) => {
  f.x.set(x)
  f.y.set(y)
  f.run()
  return [...f.result.subarray(0, x.length)]
}

describe('mathFunctions in single precision', () => {
  for (const name of names) {
    it(`${name} is within ${bounds[name][0]} ulp over all patterns of 32 bits, in strides`, async () => {
      const f = await vectorFunction(name, 'single')
      const n = f.x.length
      const patterns = new Uint32Array(f.x.buffer, f.x.byteOffset, n)
      const random = philox(1, name)
      const reference = references[name]
      const stride = name === 'pow' ? 4093 : 1021
      let worst = 0
      for (let pattern = 0; pattern < 2 ** 32; pattern += n * stride) {
        for (let i = 0; i < n; i++) patterns[i] = pattern + i * stride
        // Exponents that keep the power within the range, and some that do not.
        if (name === 'pow') f.y.forEach((_, i) => (f.y[i] = ((random.uniform() - 0.5) * 310) / Math.log2(f.x[i]) || 3))
        f.run()
        for (let i = 0; i < n; i++) {
          if (isCircular(name) && Math.abs(f.x[i]) > 1.6e6 && Number.isFinite(f.x[i])) continue
          worst = Math.max(worst, singleOff(f.result[i], reference(f.x[i], f.y[i])))
        }
      }
      assert(worst <= bounds[name][0], `${worst} ulp`)
    })
  }
})

/** Arguments of every size at which a function is neither 0 nor infinite. */
const argument = (name: MathName, kind: number, uniform: () => number) => {
  const sign = uniform() < 0.5 ? -1 : 1
  if (name === 'log' || name === 'pow') {
    if (kind === 0) return 2 ** (uniform() * 2097 - 1074)
    return kind === 1 ? uniform() * 4 : 1 + sign * 2 ** (-1 - 40 * uniform())
  }
  if (isCircular(name)) return sign * (kind === 0 ? 2 ** (uniform() * 60 - 40) : uniform() * (kind === 1 ? 1.6e6 : 10))
  return sign * (kind === 0 ? 2 ** (uniform() * 1000 - 991) : uniform() * (kind === 1 ? 707 : 3))
}

describe('mathFunctions in double precision', () => {
  for (const name of names) {
    it(`${name} is within ${bounds[name][1]} ulp of the true value`, async () => {
      const f = await vectorFunction(name, 'double')
      const { uniform } = philox(2, name)
      const n = 30_000
      for (let i = 0; i < n; i++) {
        f.x[i] = argument(name, i % 3, uniform)
        f.y[i] = ((uniform() - 0.5) * 2040) / (Math.log2(f.x[i]) || 1)
      }
      f.run()
      let worst = 0
      for (let i = 0; i < n; i++) worst = Math.max(worst, ulpsOff(name, f.result[i], f.x[i], f.y[i]))
      assert(worst <= bounds[name][1], `${worst} ulp`)
    })
  }
})

for (const precision of precisions) {
  const least = precision === 'single' ? 2 ** -149 : 2 ** -1074
  const normal = precision === 'single' ? 2 ** -126 : 2 ** -1022
  const round = precision === 'single' ? Math.fround : (x: number) => x

  describe(`the edges in ${precision} precision`, () => {
    const same = async (name: MathName, x: readonly number[], expected: readonly number[]) => {
      assert.deepEqual(values(await vectorFunction(name, precision), x), expected.map(round))
    }

    it('exp', () => same('exp', [0, -0, Infinity, -Infinity, NaN, 1e30, -1e30], [1, 1, Infinity, 0, NaN, Infinity, 0]))

    it('exp overflows and underflows where its value does', async () => {
      const f = await vectorFunction('exp', precision)
      const [over, under] = precision === 'single' ? [88.72284, -103.97208] : [709.782712893384, -745.1332191019412]
      const step = precision === 'single' ? 2 ** -17 : 2 ** -43
      const x = Array.from({ length: 400 }, (_, i) => round((i < 200 ? over : under) + ((i % 200) - 100) * step))
      values(f, x).forEach((y, i) => {
        const expected = round(Math.exp(x[i]))
        const close = Math.abs(y - expected) <= Math.max(least, expected * 2.5e-7)
        assert(y === expected || close, `exp(${x[i]}) is ${y}, not ${expected}`)
      })
      const infinite = values(f, x).map(y => y === Infinity)
      assert.deepEqual(
        infinite,
        x.map(each => round(Math.exp(each)) === Infinity),
      )
    })

    it('log', () =>
      same(
        'log',
        [0, -0, -1, -least, -Infinity, Infinity, NaN, 1],
        [-Infinity, -Infinity, NaN, NaN, NaN, Infinity, NaN, 0],
      ))

    it('log of subnormal numbers, one by one among others', async () => {
      const x = [least, 3 * least, normal / 2, normal - least, normal, 1e-5, 2, 0]
      const f = await vectorFunction('log', precision)
      values(f, x).forEach((y, i) =>
        assert(y === Math.log(x[i]) || Math.abs(y / Math.log(x[i]) - 1) < 2e-7, `log(${x[i]})`),
      )
    })

    it('tanh keeps the sign of zero, goes to 1 and is x where that is small', () =>
      same(
        'tanh',
        [0, -0, least, -least, normal, 1e-9, -50, 50, -Infinity, Infinity, NaN],
        [0, -0, least, -least, normal, 1e-9, -1, 1, -1, 1, NaN],
      ))

    it('exprel is 1 at 0 and does not overflow before its value', async () => {
      const last = precision === 'single' ? 93 : 716
      await same('exprel', [0, -0, least, -least, -Infinity, Infinity, NaN], [1, 1, 1, 1, 0, Infinity, NaN])
      const [below, above, far] = values(await vectorFunction('exprel', precision), [last, last + 1, -1e10])
      assert(Math.abs(below / (Math.exp(last / 2) / last) / Math.exp(last / 2) - 1) < 1e-6)
      assert.equal(above, Infinity)
      assert.equal(far, round(1e-10))
    })

    it('sine, cosine and tangent', async () => {
      const x = [0, -0, least, -least, Infinity, -Infinity, NaN]
      await same('sin', x, [0, -0, least, -least, NaN, NaN, NaN])
      await same('tan', x, [0, -0, least, -least, NaN, NaN, NaN])
      await same('cos', x, [1, 1, 1, 1, NaN, NaN, NaN])
    })

    it('sine and cosine degrade slowly beyond 1.6e6 and stay bounded', async () => {
      const x = Array.from({ length: 1000 }, (_, i) => round(1.6e6 * 1.02 ** i))
      for (const name of ['sin', 'cos'] as const) {
        values(await vectorFunction(name, precision), x).forEach((y, i) => {
          if (x[i] < 2 ** 51) assert(Math.abs(y - Math[name](x[i])) < 1e-6 + x[i] * 2 ** -52, `${name}(${x[i]})`)
          else assert(Math.abs(y) <= 1)
        })
      }
    })

    it('pow, as Math.pow', async () => {
      const x = [0, -0, 1, -1, 2, -2, 0.5, -0.5, 2.5, -3, 1e30, -1e30, Infinity, -Infinity, NaN, least, -least, normal]
      const y = [...x, 3, -7, 1023, 1e10, 4294967297]
      const pairs = x.flatMap(a => y.map(b => [round(a), round(b)] as const))
      const results = values(await vectorFunction('pow', precision), pairs.map(p => p[0]), pairs.map(p => p[1])) // prettier-ignore
      results.forEach((actual, i) => {
        const expected = round(Math.pow(...pairs[i]))
        const close =
          Math.abs(actual - expected) <= Math.max(Math.abs(expected) * (precision === 'single' ? 2e-7 : 4e-16), least)
        assert(
          Object.is(actual, expected) || (expected !== 0 && close),
          `${pairs[i].join('^')} is ${actual}, not ${expected}`,
        )
      })
    })
  })
}

describe('mathFunctions', () => {
  it('holds each function once, with what it needs', () => {
    const text = (list: readonly MathName[], precision: Precision) => mathFunctions(list, precision)
    const defined = [...text(['exp', 'log', 'exp'], 'single').matchAll(/\(func (\$\w+)/g)].map(match => match[1])
    assert.deepEqual(defined, ['$exp', '$log', '$logOdd'])
    assert.equal(text([], 'double').trim(), '')
  })
})
