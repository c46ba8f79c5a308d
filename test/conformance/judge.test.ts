import assert from 'node:assert/strict'
import { engines } from '../engine/engines.js'
import { expected } from './expected.js'
import { experiments } from './experiments/index.js'
import { judge } from './judge.js'
import { page } from './page.js'
import { agrees, checkRow, type Row } from './row.js'

const row: Row = { quantity: 'answer', source: 'Adams 1979', expected: { is: 42, within: 0.5 } }
const [candidate] = engines
const when = { date: '2026-01-31', commit: 'abcdef0' }

describe('the table of conformance', () => {
  it('has a source, a value and a tolerance in every row, and an experiment for every section', () => {
    assert.deepEqual(Object.keys(experiments).sort(), Object.keys(expected).sort())
    for (const rows of Object.values(expected)) for (const one of Object.values(rows) as Row[]) checkRow(one)
  })

  it('refuses a row without one of them', () => {
    const without = (change: object) => () => agrees({ ...row, ...change }, 42, 'double')
    assert.throws(without({ source: '' }), /conformance: the row "answer" has no source/)
    assert.throws(without({ expected: undefined }), /the row "answer" has no expected value/)
    assert.throws(without({ expected: { is: NaN, within: 1 } }), /the row "answer" has no expected value/)
    assert.throws(without({ expected: { is: 42 } }), /the row "answer" has no tolerance/)
    assert.throws(without({ expected: { from: 42 } }), /the row "answer" has no tolerance/)
  })

  it('says yes within the tolerance, no beyond it, and no to NaN and to a number too few', () => {
    const judged = (expected: Row['expected'], found: number | number[], precision: 'single' | 'double' = 'double') =>
      agrees({ ...row, expected }, found, precision)
    assert(judged(row.expected, 42.5) && !judged(row.expected, 42.51) && !judged(row.expected, NaN))
    assert(judged(row.expected, [42, 42.3]) && !judged(row.expected, [42, 43]))
    assert(judged({ from: 1, to: 2 }, [1, 2]) && !judged({ from: 1, to: 2 }, [1, 2.1]))
    assert(!judged({ is: [1, 2], within: 0 }, [1]) && !judged({ is: [1, 2], within: 0 }, [2, 1]))
    const precise = { is: 1, within: { double: 0, single: 0.1 } }
    assert(judged(precise, 1.05, 'single') && !judged(precise, 1.05))
  })

  it('fails where nothing was found, and where an experiment breaks, but not where an engine refuses', async () => {
    const found = (measure: () => Promise<Record<string, number>>) => judge({ answer: row }, { measure }, candidate)
    assert.equal((await found(async () => ({ answer: 41 }))).verdicts[0].passes, false)
    await assert.rejects(
      found(async () => ({})),
      /nothing was found for "answer"/,
    )
    await assert.rejects(
      found(() => Promise.reject(new RangeError('broken'))),
      /broken/,
    )
    const refusing = () => Promise.reject(new RangeError('engine "gpu": no channels'))
    assert.deepEqual(await found(refusing), { verdicts: [], refusal: 'no channels' })
  })

  it('shows what was found, by engine, and which rows nobody measured', () => {
    const verdict = { experiment: 'CUBA', row: 'rate', engine: 'reference', found: 5.5, passes: true, ...when }
    const text = page({ verdicts: [verdict, { ...verdict, row: 'cv', found: 0.6, passes: false }], refusals: [] })
    assert.match(text, /\| CUBA: mean rate \(Hz\) over [^|]* \| 5\.2 to 6\.3 \| 5\.5 \|.*\| yes \|/)
    assert.match(text, /\| CUBA: CV .* \| \*\*0\.6\*\* \|.*\| \*\*no\*\* \|/)
    assert.match(text, /\| COBA: mean rate .*\| not measured \|/)
  })

  it('stars what an earlier night found, with its date and commit, and says why an engine is not measured', () => {
    const verdict = { experiment: 'CUBA', row: 'rate', engine: 'reference', found: 5.5, passes: true, ...when }
    const text = page({ verdicts: [], refusals: [] }, { verdicts: [verdict], refusals: [] })
    assert.match(text, /\| CUBA: mean rate \(Hz\) over [^|]* \| 5\.2 to 6\.3 \| 5\.5\\\* \|.*\| yes \|/)
    assert.match(text, /of 2026-01-31, at commit abcdef0/)
    assert.match(text, /## CUBA[^#]*Not measured on `gpu`, webgpu: 10,000 steps/)
  })
})
