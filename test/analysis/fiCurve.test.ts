import assert from 'node:assert/strict'
import { fiCurve } from '../../sdk/analysis/index.js'

describe('fiCurve', () => {
  /** Leaky integrate-and-fire, tau 10, refractory 2, threshold 15 above rest: shared/reference/neurons.md, exact. */
  const lif = (RI: number) => (RI <= 15 ? 0 : 1000 / (2 + 10 * Math.log(RI / (RI - 15))))

  it('measures the rate at every current', async () => {
    const { current, rate, deviation } = await fiCurve([10, 16, 20, 30], lif)
    assert.deepEqual(Array.from(current), [10, 16, 20, 30])
    assert.deepEqual(Array.from(rate, r => r.toFixed(2)), ['0.00', '33.64', '63.04', '111.96']) // prettier-ignore
    assert.deepEqual(Array.from(deviation), [0, 0, 0, 0])
  })

  it('averages over the seeds, one run after the other, and tells how far it is', async () => {
    const seen: string[] = []
    const progress: string[] = []
    const curve = await fiCurve(
      [1, 2],
      async (I, { seed }) => {
        seen.push(`${I}/${seed}`)
        return I * seed
      },
      { seeds: [1, 3], onProgress: (done, all) => progress.push(`${done}/${all}`) },
    )
    assert.deepEqual(seen, ['1/1', '1/3', '2/1', '2/3'])
    assert.deepEqual(progress, ['1/4', '2/4', '3/4', '4/4'])
    assert.deepEqual(Array.from(curve.rates), [1, 3, 2, 6])
    assert.deepEqual(Array.from(curve.rate), [2, 4])
    assert.deepEqual(Array.from(curve.deviation), [Math.SQRT2, Math.sqrt(8)])
  })

  it('stops between two runs, which get the signal too', async () => {
    const stop = new AbortController()
    let runs = 0
    const curve = fiCurve(
      [1, 2, 3],
      (I, { signal }) => {
        assert.equal(signal, stop.signal)
        runs++
        if (I === 2) stop.abort(new Error('enough'))
        return I
      },
      { signal: stop.signal },
    )
    await assert.rejects(curve, /enough/)
    assert.equal(runs, 2)
  })

  it('lets others work, who may stop it, although a run never waits', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(new Error('late')), 20)
    const busy = () => {
      for (const until = performance.now() + 15; performance.now() < until;);
      return 1
    }
    await assert.rejects(fiCurve(new Float64Array(1000), busy, { signal: stop.signal }), /late/)
  })

  it('is empty for no currents', async () => {
    assert.equal((await fiCurve([], lif)).rate.length, 0)
  })

  it('names what is wrong', async () => {
    await assert.rejects(
      fiCurve([1, 2], I => (I === 2 ? NaN : 1)),
      /rate at current 2 with seed 1 must be a number.*got NaN/,
    )
    await assert.rejects(fiCurve([NaN], lif), /fiCurve: currents: sample 0 must be a finite number, got NaN/)
    await assert.rejects(fiCurve([1], lif, { seeds: [] }), /fiCurve: seeds are empty/)
    await assert.rejects(fiCurve([1], lif, { trials: 3 } as object), /unknown option "trials"; it has seeds/)
    await assert.rejects(
      fiCurve([1], () => Promise.reject(new Error('mine'))),
      /mine/,
    )
  })
})
