import assert from 'node:assert/strict'
import { frequency, time, voltage, type Time } from '../../sdk/units/index.js'

describe('quantities', () => {
  it('are numbers in the canonical unit, or strings with their unit', () => {
    assert.equal(time(5, 't'), 5)
    assert.equal(time('1 s', 't'), 1000)
    assert.equal(time('250us', 't'), 0.25)
    assert.equal(time('2 min', 't'), 120_000)
    assert.equal(time('1e3ms', 't'), 1000)
    assert.equal(voltage('-0.065 V', 'v'), -65)
    assert.equal(frequency('2 kHz', 'f'), 2000)
  })

  it('of another kind are refused by the compiler', () => {
    // @ts-expect-error a voltage is no time
    const wrong: Time = '5 mV'
    assert.throws(
      () => time(wrong, 'connect: delay'),
      /^RangeError: connect: delay: "5 mV" is a voltage, expected a time \(ms, s, us, min, h\)$/,
    )
  })

  it('that cannot be read are refused by name', () => {
    assert.throws(() => time('soon' as Time, 'delay'), /delay: expected a time \(ms, s, us, min, h\), got "soon"/)
    assert.throws(() => time('5 weeks' as Time, 'delay'), /delay: "5 weeks" has no unit we know, expected a time/)
    assert.throws(() => time(NaN, 'delay'), /delay: expected a time \(ms, s, us, min, h\), got NaN/)
    assert.throws(() => time(undefined as never, 'delay'), /delay: expected a time .* got undefined/)
  })
})
