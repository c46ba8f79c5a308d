import { check, kindOf } from '../check.js'
import {
  dimensions,
  reader,
  type Capacitance,
  type Conductance,
  type Current,
  type Dimension,
  type Frequency,
  type Resistance,
  type Time,
  type Voltage,
} from './quantity.js'

/** A number, or a string with a unit of any kind; which kind fits depends on what it is for. */
export type AnyQuantity = Time | Voltage | Frequency | Conductance | Current | Capacitance | Resistance

const readers = (Object.keys(dimensions) as Dimension[]).map(dimension => {
  const units: Readonly<Record<string, number>> = dimensions[dimension]
  return { dimension, units, read: reader(dimension) }
})
const known = readers.flatMap(({ units }) => Object.keys(units))

/**
 * What reads quantities in a unit: strings must have a unit of its kind. Without a unit any kind will do, and becomes
 * a number in ms, mV, Hz, nS, pA, pF or GOhm; in a unit that is not among them only numbers will do.
 *
 * @returns a function of the quantity and its name in errors, which throws RangeError if it does not fit
 * @example
 * quantityIn('mV')('1 V', 'weight')      // 1000
 * quantityIn(undefined)('1 uS', 'weight') // 1000, nS
 */
export function quantityIn(unit: string | undefined): (value: AnyQuantity, what: string) => number {
  const own = unit === undefined ? undefined : readers.find(({ units }) => Object.hasOwn(units, unit))
  return (value, what) => {
    if (typeof value !== 'string') {
      check(
        Number.isFinite(value),
        `${what}: must be a finite number, got ${typeof value === 'number' ? value : kindOf(value)}`,
      )
      return value
    }
    if (own) return own.read(value, what) / own.units[unit!]
    const letters = /[a-zA-Z]*\s*$/.exec(value)![0].trim()
    if (letters === '' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value)
    const found = readers.find(({ units }) => Object.hasOwn(units, letters))
    const expected = unit === undefined ? `a number or a quantity (${known.join(', ')})` : `a number, in ${unit}`
    check(found !== undefined, `${what}: expected ${expected}, got "${String(value)}"`)
    check(unit === undefined, `${what}: "${String(value)}" has a unit, but this is in ${unit}; give a number`)
    return found.read(value, what)
  }
}

/**
 * A quantity in the canonical unit of its kind; a plain number is of no kind.
 *
 * @throws RangeError if it is neither a finite number nor a quantity
 * @example
 * quantity('0.2 nF', 'C')   // { value: 200, dimension: 'capacitance', unit: 'pF' }
 */
export function quantity(
  value: AnyQuantity,
  what: string,
): { value: number; dimension: Dimension | undefined; unit: string | undefined } {
  const number = quantityIn(undefined)(value, what)
  const letters = typeof value === 'string' ? /[a-zA-Z]*\s*$/.exec(value)![0].trim() : ''
  const own = readers.find(({ units }) => Object.hasOwn(units, letters))
  return { value: number, dimension: own?.dimension, unit: own && Object.keys(own.units)[0] }
}
