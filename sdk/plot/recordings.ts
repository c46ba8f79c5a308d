import type { BinnedRate, Spikes, Trace } from '../analysis/index.js'
import { check, kindOf } from '../check.js'
import { number } from './text.js'

/** One recording or several, as a list, each checked; columns are read once, for a recording may grow. */
export function readSpikes(where: string, given: Spikes | readonly Spikes[]): Spikes[] {
  const several = isList(given) ? given : [given]
  check(several.length > 0, `${where}: got an empty list of recordings; give at least one`)
  return several.map(spikes => {
    if (!isObject(spikes) || !('neuron' in spikes) || !('n' in spikes) || !('time' in spikes)) {
      throw new TypeError(`${where}: expected spikes, as net.record(cortex, 'spikes') gives them, got ${kind(spikes)}`)
    }
    const { population, n, time, neuron, from, to } = spikes
    const whose = `${where}: spikes of "${population}"`
    check(
      time.length === neuron.length,
      `${whose}: ${time.length} times, but ${neuron.length} neurons; there must be as many`,
    )
    check(
      Number.isFinite(from) && Number.isFinite(to),
      `${whose}: recorded from ${from} to ${to} ms; both must be finite`,
    )
    for (let i = 0; i < time.length; i++) {
      if (!Number.isFinite(time[i])) throw new RangeError(`${whose}: the time of spike ${i} is ${time[i]}`)
      if (!(neuron[i] < n)) throw new RangeError(`${whose}: spike ${i} is of neuron ${neuron[i]}, but there are ${n}`)
    }
    return { population, n, time, neuron, from, to }
  })
}

/** One trace or several, as a list, each checked and read once. */
export function readTraces(where: string, given: Trace | readonly Trace[]): Trace[] {
  const several = isList(given) ? given : [given]
  check(several.length > 0, `${where}: got an empty list of traces; give at least one`)
  return several.map(trace => {
    if (!isObject(trace) || !('values' in trace) || !('neurons' in trace) || !('time' in trace)) {
      throw new TypeError(`${where}: expected a trace, as net.record(cortex, 'v') gives it, got ${kind(trace)}`)
    }
    const { population, variable, unit, neurons, labels, time, values } = trace
    const whose = `${where}: ${variable} of "${population}"`
    const expected = time.length * neurons.length
    check(
      values.length === expected,
      `${whose}: ${values.length} values, expected ${expected} (${time.length} times by ${neurons.length} neurons)`,
    )
    for (let i = 0; i < time.length; i++) {
      if (!Number.isFinite(time[i])) throw new RangeError(`${whose}: the time of sample ${i} is ${time[i]}`)
    }
    for (let i = 0; i < values.length; i++) {
      if (Number.isFinite(values[i])) continue
      const [row, j] = [Math.floor(i / neurons.length), i % neurons.length]
      throw new RangeError(
        `${whose}: ${labels ? `curve ${labels[j] || j}` : `neuron ${neurons[j]}`} is ${values[i]} at ${number(time[row], 6)} ms; a smaller dt may keep it finite`,
      )
    }
    return { population, variable, unit, neurons, labels, time, values }
  })
}

/** Spikes or rates in bins, one or several; the spikes checked. */
export function readRates(where: string, given: Rated | readonly Rated[]): Rated[] {
  const several = isList(given) ? given : [given]
  if (several.length === 0) return readSpikes(where, [])
  return several.map(one => (isBinned(one) ? binnedRate(where, one) : readSpikes(where, one)[0]))
}

/** What a rate can be drawn of. */
export type Rated = Spikes | BinnedRate

export const isBinned = (rated: Rated): rated is BinnedRate => isObject(rated) && 'bin' in rated && 'values' in rated

function binnedRate(where: string, rate: BinnedRate): BinnedRate {
  const { population, n, bin, from, to, time, values } = rate
  const whose = `${where}: rate of "${population}"`
  check(values.length === time.length, `${whose}: ${values.length} values, but ${time.length} bins; one each`)
  check(bin > 0 && Number.isFinite(from) && Number.isFinite(to), `${whose}: bins of ${bin} ms from ${from} to ${to} ms`)
  const bad = values.findIndex(hz => !Number.isFinite(hz))
  check(bad < 0, `${whose}: ${values[bad]} Hz in bin ${bad}`)
  return { population, n, bin, from, to, time, values }
}

/** What something is, for an error. */
export function kind(value: unknown): string {
  if (isObject(value) && 'values' in value && 'variable' in value) return 'a trace (plot.trace draws it)'
  if (isObject(value) && 'neuron' in value && 'n' in value) return 'spikes (plot.raster draws them)'
  return kindOf(value)
}

/** `Array.isArray`, which takes a readonly list for anything at all. */
export const isList = <T>(given: T | readonly T[]): given is readonly T[] => Array.isArray(given)
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** The time that recordings span together, in ms; some span even where nothing ran yet. */
export function timeSpan(recordings: readonly { from: number; to: number }[]): [number, number] {
  const from = Math.min(...recordings.map(recording => recording.from))
  const to = Math.max(...recordings.map(recording => recording.to))
  return to > from ? [from, to] : [from, from + 1]
}
