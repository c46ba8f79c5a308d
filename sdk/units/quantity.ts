import { check } from '../check.js'

/** A number in the canonical unit, or a string with its unit: `5`, `'5 ms'`, `'0.2s'`. */
export type Quantity<Unit extends string> = number | `${number} ${Unit}` | `${number}${Unit}`

/** A time; numbers are ms. */
export type Time = Quantity<'ms' | 's' | 'us' | 'min' | 'h'>
/** A voltage; numbers are mV. */
export type Voltage = Quantity<'mV' | 'V' | 'uV'>
/** A rate or frequency; numbers are Hz. */
export type Frequency = Quantity<'Hz' | 'kHz'>
/** A conductance; numbers are nS. */
export type Conductance = Quantity<'nS' | 'uS' | 'mS'>
/** A current; numbers are pA. */
export type Current = Quantity<'pA' | 'nA' | 'uA'>

/** A capacitance; numbers are pF, which is nS ms and pA ms/mV. */
export type Capacitance = Quantity<'pF' | 'nF' | 'uF'>
/** A resistance; numbers are GOhm, which is mV/pA. */
export type Resistance = Quantity<'GOhm' | 'MOhm' | 'kOhm'>

/** Factors to the canonical unit, the first of each list, by dimension. */
export const dimensions = {
  time: { ms: 1, s: 1000, us: 1e-3, min: 60_000, h: 3_600_000 },
  voltage: { mV: 1, V: 1000, uV: 1e-3 },
  frequency: { Hz: 1, kHz: 1000 },
  conductance: { nS: 1, uS: 1000, mS: 1e6 },
  current: { pA: 1, nA: 1000, uA: 1e6 },
  capacitance: { pF: 1, nF: 1000, uF: 1e6 },
  resistance: { GOhm: 1, MOhm: 1e-3, kOhm: 1e-6 },
} as const satisfies Record<string, Record<string, number>>

/** A kind of quantity. */
export type Dimension = keyof typeof dimensions

const pattern = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([a-zA-Z]*)\s*$/

/** Reads quantities of a dimension. */
export function reader(dimension: Dimension) {
  const units: Record<string, number> = dimensions[dimension]
  const expected = `a ${dimension} (${Object.keys(units).join(', ')})`
  return (value: number | string, what: string): number => {
    if (typeof value === 'number') {
      check(Number.isFinite(value), `${what}: expected ${expected}, got ${value}`)
      return value
    }
    const [, digits, unit] = (typeof value === 'string' && pattern.exec(value)) || []
    check(digits !== undefined, `${what}: expected ${expected}, got ${JSON.stringify(value) ?? String(value)}`)
    if (unit === '') return Number(digits)
    const factor = Object.hasOwn(units, unit) ? units[unit] : undefined
    const other = Object.entries(dimensions).find(([, known]) => Object.hasOwn(known, unit))?.[0]
    check(
      factor !== undefined,
      `${what}: "${value}" ${other ? `is a ${other}` : `has no unit we know`}, expected ${expected}`,
    )
    return Number(digits) * factor
  }
}

/**
 * A time in ms.
 *
 * @param what names the quantity in the error
 * @throws RangeError if it is not finite or has the unit of something else
 * @example
 * time('1 s', 'run: duration') // 1000
 */
export const time: (value: Time, what: string) => number = reader('time')
/** A voltage in mV; see {@link time}. */
export const voltage: (value: Voltage, what: string) => number = reader('voltage')
/** A frequency in Hz; see {@link time}. */
export const frequency: (value: Frequency, what: string) => number = reader('frequency')
/** A conductance in nS; see {@link time}. */
export const conductance: (value: Conductance, what: string) => number = reader('conductance')
/** A current in pA; see {@link time}. */
export const current: (value: Current, what: string) => number = reader('current')

/** Computed times and voltages, with their unit said: `ms(2 * tau)`. */
export const ms = (value: number): Time => value
/** See {@link ms}. */
export const seconds = (value: number): Time => 1000 * value
/** See {@link ms}. */
export const mV = (value: number): Voltage => value
/** See {@link ms}. */
export const Hz = (value: number): Frequency => value
