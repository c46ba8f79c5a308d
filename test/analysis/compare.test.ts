import assert from 'node:assert/strict'
import fc from 'fast-check'
import { compare, vanRossum, victorPurpura } from '../../sdk/analysis/index.js'
import { philox } from '../../sdk/random/index.js'
import { poissonTrain, recording } from './recording.js'

const trainOf = fc.array(fc.integer({ min: 0, max: 999 }), { maxLength: 20 }).map(times => times.sort((a, b) => a - b))

describe('compare', () => {
  it('finds what is missed, extra and shifted, neuron by neuron', async () => {
    const a = recording([[10, 20, 30], [40], []])
    const b = recording([[10, 20.5], [40, 90], []])
    const found = await compare(a, b)
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

  it('finds nothing between a run and itself, silent ones included', async () => {
    for (const run of [recording([poissonTrain(philox(1), 50, 1000), []]), recording([[], []]), recording([])]) {
      const { missed, extra, shifted, largestShift, neurons, vanRossum, victorPurpura, firstDifference, text } = await compare(run, run) // prettier-ignore
      assert.deepEqual([missed, extra, shifted, largestShift, neurons, vanRossum, victorPurpura], Array(7).fill(0))
      assert.equal(firstDifference, Infinity)
      assert.equal(text, `${run.time.length} of ${run.time.length} spikes matched; 0 missed, 0 extra`)
    }
  })

  it('accounts for every spike, and the other way round misses what was extra', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(trainOf, trainOf), { maxLength: 4 }),
        fc.integer({ min: 0, max: 30 }),
        async (pairs, tolerance) => {
          const [a, b] = [recording(pairs.map(([x]) => x)), recording(pairs.map(([, y]) => y))]
          const [there, back] = [await compare(a, b, { tolerance }), await compare(b, a, { tolerance })]
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

  it('finds all spikes of a run shifted by less than the tolerance', async () => {
    const trains = [poissonTrain(philox(2), 20, 900), poissonTrain(philox(3), 20, 900)]
    const late = trains.map(train => train.map(t => t + 0.25))
    const found = await compare(recording(trains), recording(late), { tolerance: '0.5 ms' })
    assert.equal(found.shifted, trains[0].length + trains[1].length)
    assert(Math.abs(found.largestShift - 0.25) < 1e-9)
    assert.equal((await compare(recording(trains), recording(late), { tolerance: 0.2 })).missed, found.shifted)
  })

  it('lets others work in a large run, tells how far it is, and stops when aborted', async () => {
    const trains = Array.from({ length: 2000 }, (_, i) => poissonTrain(philox(i), 20, 1000))
    const a = recording(trains)
    const b = recording(trains.map(train => train.map(t => t + 0.25)))
    const told: [number, number][] = []
    let ticks = 0
    const clock = setInterval(() => ticks++, 1)
    try {
      const found = await compare(a, b, { onProgress: (done, all) => told.push([done, all]) })
      assert.equal(found.shifted, found.matched)
    } finally {
      clearInterval(clock)
    }
    assert(ticks > 0 && told.length > 1, `${ticks} ticks, told ${told.length} times`)
    assert.deepEqual(told.at(-1), [2000, 2000])
    assert(told.every(([done], k) => k === 0 || done > told[k - 1][0]))

    const stop = new AbortController()
    const stopped = compare(a, b, { signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) })
    await assert.rejects(stopped, /enough/)
  })

  it('names runs that cannot be compared', async () => {
    const refused: [Promise<unknown>, RegExp][] = [
      [compare(recording([[1]]), recording([])), /compare: a has 1 neurons and b 0; both runs must be/],
      [
        compare(recording([[1]]), recording([[1]], 0, 900)),
        /a was recorded from 0 to 1000 ms, b from 0 to 900 ms; take the same part of both with during/,
      ],
      [compare(recording([[1]]), recording([[1]]), { tolerance: -1 }), /tolerance must be 0 ms or longer/],
      [compare(recording([[1]]), recording([[1]]), { dt: 1 } as object), /unknown option "dt"/],
      [compare(recording([]), recording([]), { tau: 0 }), /compare: tau must be a time above 0 ms/],
      [compare(recording([]), recording([]), { cost: -1 }), /compare: cost must be a number of 0 or more/],
    ]
    await Promise.all(refused.map(([comparison, message]) => assert.rejects(comparison, message)))
  })
})
