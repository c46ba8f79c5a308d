import assert from 'node:assert/strict'
import fc from 'fast-check'
import { distanceMatrix, matchSpikes, vanRossum, victorPurpura } from '../../sdk/analysis/index.js'
import { philox } from '../../sdk/random/index.js'
import { clock, poissonTrain } from './recording.js'

const trainOf = fc
  .array(fc.double({ min: 0, max: 200, noNaN: true }), { maxLength: 12 })
  .map(times => times.sort((a, b) => a - b))
/** Whole times, so that spikes coincide. */
const gridTrain = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }).map(times => times.sort((a, b) => a - b))
const positive = fc.double({ min: 0.01, max: 100, noNaN: true })
const close = (a: number, b: number, tolerance = 1e-9) => assert(Math.abs(a - b) <= tolerance, `${a}, expected ${b}`)

describe('vanRossum', () => {
  it('is sqrt(1/2) for a spike more, sqrt(1 - e^(-d/tau)) for a spike moved by d', () => {
    close(vanRossum([5], []), Math.SQRT1_2, 1e-15)
    for (const d of [0.001, 1, 10, 100]) {
      for (const tau of [1, 10, 1000])
        close(vanRossum([50], [50 + d], { tau }), Math.sqrt(-Math.expm1(-d / tau)), 1e-12)
    }
  })

  it('is exactly 0 between equal trains, empty ones included', () => {
    fc.assert(fc.property(trainOf, positive, (train, tau) => assert.equal(vanRossum(train, train, { tau }), 0)))
  })

  it('is the root of the double sum over all pairs', () => {
    // Houghton & Kreuz 2012, equation 6: half the sum of signs times e^(-|distance| / tau).
    fc.assert(
      fc.property(trainOf, trainOf, positive, (a, b, tau) => {
        const all = [...a.map(t => [t, 1]), ...b.map(t => [t, -1])]
        const squared = all.flatMap(([s, p]) => all.map(([t, q]) => p * q * Math.exp(-Math.abs(s - t) / tau)))
        const expected = squared.reduce((sum, x) => sum + x, 0) / 2
        close(vanRossum(a, b, { tau }) ** 2, expected, 1e-9)
      }),
    )
  })

  it('is a metric: symmetric, with the triangle inequality; and moves with time', () => {
    fc.assert(
      fc.property(gridTrain, gridTrain, trainOf, positive, (a, b, c, tau) => {
        const d = (x: number[], y: number[]) => vanRossum(x, y, { tau })
        close(d(a, b), d(b, a), 1e-12)
        assert(d(a, c) <= d(a, b) + d(b, c) + 1e-9)
        const later = (x: number[]) => x.map(t => t + 4096)
        assert.equal(d(later(a), later(b)), d(a, b))
      }),
    )
  })

  it('compares counts where tau is long, and counts single spikes where it is short', () => {
    close(vanRossum(clock(10, 100), clock(20, 100), { tau: 1e12 }), Math.sqrt(25 / 2), 1e-4)
    close(vanRossum(clock(10, 100, 1), clock(20, 100), { tau: 1e-3 }), Math.sqrt(15 / 2), 1e-12)
  })

  it('names what is wrong', () => {
    assert.throws(() => vanRossum([1], [1], { tau: 0 }), /vanRossum: tau must be a time above 0 ms, got 0 ms/)
    assert.throws(() => vanRossum([1], [1], { tau: Infinity }), /tau: expected a time/)
    assert.throws(() => vanRossum([2, 1], [1]), /vanRossum: a: times must be in order/)
    assert.throws(() => vanRossum([1], [1], { q: 1 } as object), /unknown option "q"; it has tau/)
  })
})

/** Straight from the definition: the recursion of Victor & Purpura 1997, over all spikes. */
function wholeTable(a: number[], b: number[], cost: number): number {
  const G = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i + j))
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      G[i][j] = Math.min(G[i - 1][j] + 1, G[i][j - 1] + 1, G[i - 1][j - 1] + cost * Math.abs(a[i - 1] - b[j - 1]))
    }
  }
  return G[a.length][b.length]
}

describe('victorPurpura', () => {
  it('is 1 for a spike more, and min(2, q d) for a spike moved by d', () => {
    assert.equal(victorPurpura([5], []), 1)
    for (const d of [0, 0.5, 3, 20, 21, 500]) {
      close(victorPurpura([50], [50 + d], { cost: 0.1 }), Math.min(2, 0.1 * d), 1e-12)
    }
  })

  it('is 0 between equal trains, and the number of spikes from an empty one', () => {
    fc.assert(
      fc.property(trainOf, positive, (train, cost) => {
        assert.equal(victorPurpura(train, train, { cost }), 0)
        assert.equal(victorPurpura(train, [], { cost }), train.length)
      }),
    )
  })

  it('is the result of the whole table, where spikes coincide too', () => {
    for (const train of [trainOf, gridTrain]) {
      fc.assert(
        fc.property(train, train, fc.double({ min: 0.001, max: 3, noNaN: true }), (a, b, cost) => {
          close(victorPurpura(a, b, { cost }), wholeTable(a, b, cost))
        }),
        { numRuns: 500 },
      )
    }
  })

  it('is a metric: symmetric, with the triangle inequality; and moves with time', () => {
    fc.assert(
      fc.property(gridTrain, gridTrain, gridTrain, positive, (a, b, c, cost) => {
        const d = (x: number[], y: number[]) => victorPurpura(x, y, { cost })
        close(d(a, b), d(b, a))
        assert(d(a, c) <= d(a, b) + d(b, c) + 1e-9)
        const later = (x: number[]) => x.map(t => t + 4096)
        close(d(later(a), later(b)), d(a, b))
      }),
    )
  })

  it('compares counts where moving is free, and equal times where it is dear', () => {
    fc.assert(
      fc.property(gridTrain, gridTrain, (a, b) => {
        assert.equal(victorPurpura(a, b, { cost: 0 }), Math.abs(a.length - b.length))
        const rest = [...b]
        const common = a.filter(t => rest.includes(t) && rest.splice(rest.indexOf(t), 1)).length
        assert.equal(victorPurpura(a, b, { cost: Infinity }), a.length + b.length - 2 * common)
        assert.equal(victorPurpura(a, b, { cost: 2 }), a.length + b.length - 2 * common)
      }),
    )
  })

  it('grows with the cost', () => {
    const random = philox(1)
    const [a, b] = [poissonTrain(random, 20, 2000), poissonTrain(random, 20, 2000)]
    const distances = [0, 0.01, 0.1, 1, 10].map(cost => victorPurpura(a, b, { cost }))
    assert.deepEqual(
      distances,
      [...distances].sort((x, y) => x - y),
    )
  })

  it('names what is wrong', () => {
    assert.throws(() => victorPurpura([1], [1], { cost: -1 }), /cost must be a number of 0 or more per ms, got -1/)
    assert.throws(() => victorPurpura([1], [1], { cost: NaN }), /got NaN/)
    assert.throws(() => victorPurpura([1], [3, 2]), /victorPurpura: b: times must be in order/)
  })
})

describe('distanceMatrix', () => {
  it('has every two of the trains, and 0 on its diagonal', () => {
    const { n, values } = distanceMatrix([[1], [1, 2], []], victorPurpura)
    assert.equal(n, 3)
    assert.deepEqual(Array.from(values), [0, 1, 1, 1, 0, 2, 1, 2, 0])
  })
})

describe('matchSpikes', () => {
  const partners = (a: number[], b: number[], tolerance: number) => Array.from(matchSpikes(a, b, tolerance).partner)

  it('pairs spikes at most the tolerance apart', () => {
    assert.deepEqual(partners([10, 20, 30], [11, 25, 30], 1), [0, -1, 2])
    assert.deepEqual(partners([10, 40], [8.5, 12, 41], 2), [0, 2])
    assert.deepEqual(matchSpikes([10, 20], [12, 40], '5 ms'), { partner: Int32Array.of(0, -1), missed: 1, extra: 1 })
    assert.deepEqual(matchSpikes([], [1, 2], 1), { partner: new Int32Array(0), missed: 0, extra: 2 })
  })

  it('always pairs equal times, and otherwise moves least', () => {
    assert.deepEqual(partners([10, 12], [12], 2), [-1, 0])
    assert.deepEqual(partners([10, 12], [12, 14], 2), [-1, 0])
    assert.deepEqual(partners([10, 13], [11, 14], 5), [0, 1])
    assert.deepEqual(partners([10, 11, 12], [11.4], 5), [-1, 0, -1])
  })

  it('costs what Victor & Purpura count at 2 / tolerance', () => {
    for (const train of [trainOf, gridTrain]) {
      fc.assert(
        fc.property(train, train, fc.integer({ min: 1, max: 20 }), (a, b, tolerance) => {
          const { partner, missed, extra } = matchSpikes(a, b, tolerance)
          let cost = missed + extra
          const taken = new Set<number>()
          partner.forEach((j, i) => {
            if (j < 0) return
            assert(!taken.has(j))
            taken.add(j)
            assert(Math.abs(a[i] - b[j]) <= tolerance)
            cost += (2 * Math.abs(a[i] - b[j])) / tolerance
          })
          close(cost, victorPurpura(a, b, { cost: 2 / tolerance }))
        }),
        { numRuns: 500 },
      )
    }
  })

  it('pairs only equal times at tolerance 0', () => {
    assert.deepEqual(partners([1, 2, 2, 3], [2, 3.001], 0), [-1, 0, -1, -1])
  })

  it('names what is wrong', () => {
    assert.throws(() => matchSpikes([1], [1], -1), /tolerance must be 0 ms or longer, got -1 ms/)
    const many = clock(1, 20_000)
    assert.throws(
      () => matchSpikes(many, clock(1, 20_000, 0.5), '1 s'),
      /tolerance of 1000 ms leaves .* take a shorter/,
    )
  })
})
