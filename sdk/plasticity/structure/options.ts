import { check } from '../../check.js'
import { time, type Time } from '../../units/index.js'

/** When a rule decides again. */
export interface Every {
  /** From one decision to the next, where the rule is planned; a multiple of dt. */
  every?: Time
}

/** A time of more than 0, in ms. */
export function positiveTime(value: Time, what: string): number {
  const ms = time(value, what)
  check(ms > 0, `${what} must be positive, got ${ms} ms`)
  return ms
}

/** `{ every }` in ms, or nothing. */
export const everyOf = (where: string, { every }: Every): { every?: number } =>
  every === undefined ? {} : { every: positiveTime(every, `${where}: every`) }

/** Refuses a number that lies outside, where there is one. */
export function within(value: number | undefined, what: string, low: number, high: number): void {
  check(
    value === undefined || (typeof value === 'number' && value >= low && value <= high),
    `${what} must be a number ${high === Infinity ? `of ${low} or more` : `in ${low} .. ${high}`}, got ${String(value)}`,
  )
}
