import assert from 'node:assert/strict'
import { quantity, quantityIn, type AnyQuantity } from '../../sdk/units/index.js'

describe('quantityIn', () => {
  const read = (unit: string | undefined, value: unknown) => quantityIn(unit)(value as AnyQuantity, 'weight')

  it('reads numbers as they are and strings of the kind of the unit', () => {
    assert.equal(read('mV', 5), 5)
    assert.equal(read('mV', '5 mV'), 5)
    assert.equal(read('mV', '0.5V'), 500)
    assert.equal(read('nS', '2 uS'), 2000)
    assert.equal(read('uS', '2 uS'), 2)
    assert.equal(read('pA', '-1e-3 nA'), -1)
  })

  it('takes any kind where no unit is known, in ms, mV, Hz, nS and pA', () => {
    assert.deepEqual(['1 s', '1 V', '1 kHz', '1 uS', '1 nA'].map(q => read(undefined, q)), [1000, 1000, 1000, 1000, 1000]) // prettier-ignore
    assert.equal(read(undefined, '7'), 7)
  })

  it('takes only numbers in a unit of another kind', () => {
    assert.equal(read('mV/ms', 3), 3)
    assert.throws(() => read('mV/ms', '3 mV'), /weight: "3 mV" has a unit, but this is in mV\/ms; give a number/)
  })

  it('knows capacitances in pF and resistances in GOhm', () => {
    assert.equal(read('pF', '0.2 nF'), 200)
    assert.equal(read('GOhm', '50 MOhm'), 0.05)
    assert.equal(read(undefined, '500 kOhm'), 5e-4)
    assert.throws(() => read('pF', '1 GOhm'), /"1 GOhm" is a resistance, expected a capacitance \(pF, nF, uF\)/)
  })

  it('names what does not fit', () => {
    assert.throws(() => read('mV', '5 nS'), /weight: "5 nS" is a conductance, expected a voltage \(mV, V, uV\)/)
    assert.throws(() => read(undefined, '5 kg'), /weight: expected a number or a quantity \(ms, s, .*\), got "5 kg"/)
    assert.throws(() => read(undefined, ''), /got ""/)
    assert.throws(() => read('mV', NaN), /weight: must be a finite number, got NaN/)
    assert.throws(() => read('mV', undefined), /weight: must be a finite number, got undefined/)
  })
})

describe('quantity', () => {
  it('tells the value in the canonical unit, the dimension and that unit', () => {
    assert.deepEqual(quantity('0.2 nF', 'C'), { value: 200, dimension: 'capacitance', unit: 'pF' })
    assert.deepEqual(quantity('1 s', 'tau'), { value: 1000, dimension: 'time', unit: 'ms' })
    assert.deepEqual(quantity(3, 'a'), { value: 3, dimension: undefined, unit: undefined })
  })

  it('refuses what is none', () => {
    assert.throws(() => quantity('3 apples' as never, 'C'), /C: expected a number or a quantity .* got "3 apples"/)
    assert.throws(() => quantity(Infinity, 'C'), /C: must be a finite number, got Infinity/)
  })
})
