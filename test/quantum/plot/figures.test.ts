import assert from 'node:assert/strict'
import {
  barrier,
  entangle,
  figures,
  gapCurve,
  ghz,
  ising,
  simulatedAnnealing,
  solve,
  superposed,
  waveFunction,
} from '../../../quantum/index.js'

describe('figures of weights, groups and waves', () => {
  const values = [-1, 1]

  it('say in a sentence what they show', () => {
    const history = {
      values,
      probabilities: [
        [0.5, 0.5],
        [0, 1],
      ],
    }
    assert.match(figures.amplitudes(history).alt, /its mean goes from 0 to 1, its standard deviation from 1 to 0/)
    assert.match(
      figures.collapse(values, { before: [[0.5, 0.5]], after: [[0, 1]] }).alt,
      /1 weight, 1 of them open.*0 of them open/,
    )
    assert.match(figures.mutualInformation(entangle(ghz(3))).alt, /0\.693 nats at most, between 0 and 1/)
    const weights = superposed({ shape: [2, 3] })
    weights.collapse({ weights: [0, 4] })
    assert.match(figures.uncertainty(weights).alt, /Uncertainty of 2 x 3 weights: .* 2 weights below a tenth/)
  })

  it('the wave function moves the weight on, to where it would be', () => {
    const [drawn, run] = [0, 1].map(() => waveFunction({ levels: 8, start: 1 }))
    const { alt } = figures.waveFunction(drawn, { time: 3, frames: 4 })
    run.run(3)
    assert.match(alt, /from t = 0 to 3: P\(v > 0\) goes from 0 to /)
    drawn.probabilities().forEach((p, k) => {
      assert(Math.abs(p - run.probabilities()[k]) < 1e-9)
    })
  })

  it('a slider chooses the time, and the static picture stands where it is told', async () => {
    const { spec } = figures.waveFunction(waveFunction({ start: 3 }), { time: 2, frames: 5, at: 0.5 })
    const [{ name, value, bind }] = spec.params as { name: string; value: number; bind: { max: number } }[]
    assert.deepEqual([name, value, bind.max], ['moment', 2, 4])
    const { compile } = await import('vega-lite')
    assert(compile(structuredClone(spec) as never).spec)
  })

  it('name what is wrong', () => {
    assert.throws(() => figures.amplitudes({ values, probabilities: [] }), /no probabilities; record/)
    assert.throws(
      () => figures.amplitudes({ values, probabilities: [[1]] }),
      /column 0 has 1 probabilities, expected 2/,
    )
    assert.throws(() => figures.amplitudes({ values, probabilities: [[NaN, 1]] }), /a probability is NaN, in column 0/)
    assert.throws(
      () => figures.amplitudes({ values, probabilities: [[0, 1]] }, { x: 1 } as object),
      /unknown option "x"/,
    )
    assert.throws(() => figures.collapse(values, { a: [[0, 1]], b: [] }), /"b" has 0 weights, the first stage 1/)
    assert.throws(
      () => figures.mutualInformation(entangle(30, { method: 'product' })),
      /2 to 24 weights can be drawn, not of 30/,
    )
    assert.throws(() => figures.uncertainty(superposed({ shape: 6 })), /must have two dimensions, got the shape \[6\]/)
    assert.throws(() => figures.waveFunction(waveFunction(), { time: 0 }), /time must be positive, got 0/)
  })
})

describe('figures of spins', () => {
  it('say in a sentence what they show', async () => {
    const found = await solve(barrier({ n: 16, height: 3 }), simulatedAnnealing({ sweeps: 20 }), {
      reads: 1,
      trace: true,
    })
    assert.match(
      figures.sliceEnergies(found.best).alt,
      /Energies of 1 replica over 20 sweeps: the lowest falls from [\d.]+ to [\d.]+, with \d+ escapes? from local minima/,
    )
    const curve = gapCurve(ising({ fields: [1] }), { points: 5 })
    assert.match(figures.levels(curve).alt, /two lowest levels, from −1 and 1 to −1 and 1; .* 1.41 at least, at 0.5/)
    const success = { value: 0.5, low: 0.4, high: 0.6 }
    assert.match(
      figures.successProbability({ SA: [{ effort: 10, success }, { effort: 100, success: { ...success, value: 1 } }] }) // prettier-ignore
      .alt,
      /against sweeps: SA from 50 % at 10 to 100 % at 100/,
    )
  })

  it('name what is wrong', async () => {
    const found = await solve(ising({ n: 2 }), simulatedAnnealing({ sweeps: 2 }), { reads: 1 })
    assert.throws(() => figures.sliceEnergies(found.best), /kept no energies; ask for them/)
    assert.throws(() => figures.successProbability({}), /there is no point to draw/)
    const success = { value: 0, low: 0, high: 1 }
    assert.throws(() => figures.successProbability({ a: [{ effort: 0, success }] }), /sweeps must be above 0, got 0/)
    assert.throws(() => figures.levels(gapCurve(ising({ n: 1 })), { size: 1 } as object), /unknown option "size"/)
  })
})
