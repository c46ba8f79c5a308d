import type { BinnedSignal, Spikes } from '../analysis/index.js'
import { check } from '../check.js'
import { isBinned, readRates, type Rated } from './recordings.js'

/** What has a spectrum and knows its own step: spikes, whose rate it is, or a recorded rate. */
export type Recorded = Spikes | BinnedSignal

/** Why there is no spectrum, where there is none. */
export function silence(given: Recorded): string | undefined {
  if (isBinned(given as Rated)) return (given as BinnedSignal).values.length < 2 ? 'nothing recorded yet' : undefined
  const { time, from, to } = given as Spikes
  return to <= from ? 'nothing recorded yet: run the network first' : time.length === 0 ? 'no spikes' : undefined
}

/** The recording, checked as every other figure does. */
export const readRecorded = (where: string, given: Recorded): Recorded => readRates(where, given as Rated)[0]

/** Names the population where it is known. */
export const nameOf = (given: object): string => ('population' in given ? String(given.population) : '')

/** Checks the highest frequency shown. */
export function checkHighest(where: string, to: number): void {
  check(to > 0 && !Number.isNaN(to), `${where}: to is the highest frequency in Hz, above 0; got ${to}`)
}
