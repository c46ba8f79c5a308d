import assert from 'node:assert/strict'
import fc from 'fast-check'
import { compare, vanRossum, victorPurpura } from '../../sdk/analysis/index.js'
import { philox } from '../../sdk/random/index.js'
import { poissonTrain, recording } from './recording.js'

const trainOf = fc.array(fc.integer({ min: 0, max: 999 }), { maxLength: 20 }).map(times => times.sort((a, b) => a - b))

describe('compare', () => {
  it('finds what is missed, extra and shifted, neuron by neuron', () => {
    const a = recording([[10, 20, 30], [40], []])
    const b = recording([[10, 20.5], [40, 90], []])
    const found = compare(a, b)
    const { differences, ...rest } = { ...found, table: undefined }
    assert.deepEqual(rest, {
      spikes: [4, 4],
      matched: 3,
      missed: 1,
      extra: 1,
      shifted: 1,
      largestShift: 0.5,
      firstDifference: 20,
      neurons: 2,
      vanRossum: vanRossum([10, 20, 30], [10, 20.5]) + vanRossum([40], [40, 90]),
      victorPurpura: victorPurpura([10, 20, 30], [10, 20.5]) + 1,
      text: '3 of 4 spikes matched, 1 of them shifted by up to 0.5 ms; 1 missed, 1 extra',
      table: undefined,
    })
    assert.deepEqual(differences, {
      neuron: Uint32Array.of(0, 0, 1),
      kind: ['shifted', 'missed', 'extra'],
      time: Float64Array.of(20, 30, 90),
      shift: Float64Array.of(0.5, NaN, NaN),
    })
    assert.deepEqual(found.table().objects()[0], { neuron: 0, kind: 'shifted', time: 20, shift: 0.5 })
  })

  it('finds nothing between a run and itself, silent ones included', () => {
    for (const run of [recording([poissonTrain(philox(1), 50, 1000), []]), recording([[], []]), recording([])]) {
      const { missed, extra, shifted, largestShift, neurons, vanRossum, victorPurpura, firstDifference, text } = compare(run, run) // prettier-ignore
      assert.deepEqual([missed, extra, shifted, largestShift, neurons, vanRossum, victorPurpura], Array(7).fill(0))
      assert.equal(firstDifference, Infinity)
      assert.equal(text, `${run.time.length} of ${run.time.length} spikes matched; 0 missed, 0 extra`)
    }
  })

  it('accounts for every spike, and the other way round misses what was extra', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(trainOf, trainOf), { maxLength: 4 }),
        fc.integer({ min: 0, max: 30 }),
        (pairs, tolerance) => {
          const [a, b] = [recording(pairs.map(([x]) => x)), recording(pairs.map(([, y]) => y))]
          const [there, back] = [compare(a, b, { tolerance }), compare(b, a, { tolerance })]
          assert.equal(there.matched + there.missed, a.time.length)
          assert.equal(there.matched + there.extra, b.time.length)
          assert.deepEqual(
            [there.matched, there.missed, there.extra, there.shifted],
            [back.matched, back.extra, back.missed, back.shifted],
          )
          assert(there.largestShift <= tolerance)
          assert.equal(there.differences.kind.length, there.missed + there.extra + there.shifted)
        },
      ),
    )
  })

  it('finds all spikes of a run shifted by less than the tolerance', () => {
    const trains = [poissonTrain(philox(2), 20, 900), poissonTrain(philox(3), 20, 900)]
    const late = trains.map(train => train.map(t => t + 0.25))
    const found = compare(recording(trains), recording(late), { tolerance: '0.5 ms' })
    assert.equal(found.shifted, trains[0].length + trains[1].length)
    assert(Math.abs(found.largestShift - 0.25) < 1e-9)
    assert.equal(compare(recording(trains), recording(late), { tolerance: 0.2 }).missed, found.shifted)
  })

  it('may be awaited', async () => {
    assert.equal((await Promise.resolve(compare(recording([[1]]), recording([[1]])))).matched, 1)
  })

  it('names runs that cannot be compared', () => {
    assert.throws(() => compare(recording([[1]]), recording([])), /compare: a has 1 neurons and b 0; both runs must be/)
    assert.throws(
      () => compare(recording([[1]]), recording([[1]], 0, 900)),
      /a was recorded from 0 to 1000 ms, b from 0 to 900 ms; take the same part of both with during/,
    )
    assert.throws(
      () => compare(recording([[1]]), recording([[1]]), { tolerance: -1 }),
      /tolerance must be 0 ms or longer/,
    )
    assert.throws(() => compare(recording([[1]]), recording([[1]]), { dt: 1 } as object), /unknown option "dt"/)
    assert.throws(() => compare(recording([]), recording([]), { tau: 0 }), /compare: tau must be a time above 0 ms/)
    assert.throws(
      () => compare(recording([]), recording([]), { cost: -1 }),
      /compare: cost must be a number of 0 or more/,
    )
  })
})
