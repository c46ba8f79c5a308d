import type { BinnedRate, Spikes, Trace } from '../analysis/index.js'

/** What a recording can do besides being read whole: give a part of it, which costs no more than that part. */
interface Sliced<Part> {
  slice?(from: number, to?: number): Part
}

const has = (recording: object, ...names: string[]) => names.every(name => name in recording)

export const isSpikes = (recording: object): recording is Spikes => has(recording, 'neuron', 'n', 'time')
export const isTrace = (recording: object): recording is Trace =>
  has(recording, 'values', 'neurons', 'time', 'variable') && !has(recording, 'bin')
export const isRated = (recording: object): recording is Spikes | BinnedRate =>
  isSpikes(recording) || has(recording, 'bin', 'values')

/** A picture that is drawn ten times a second holds so many spikes. */
const mostSpikes = 4000

/**
 * The spikes of a window, in ms, of all neurons or, where those are too many to be drawn in time, of every so manieth.
 *
 * @returns them and from one neuron that is drawn to the next
 */
export function recentSpikes(
  spikes: Spikes,
  [from, to]: readonly [number, number],
  most = mostSpikes,
): { part: Spikes; every: number } {
  const { population, n } = spikes
  const { time, neuron } = (spikes as Spikes & Sliced<Spikes>).slice?.(from) ?? after(spikes, from)
  const every = Math.max(1, Math.ceil(time.length / most))
  const part = { population, n, from, to, time, neuron }
  if (every === 1) return { part, every: 1 }
  const kept = Uint32Array.from(neuron.keys()).filter(j => neuron[j] % every === 0)
  return {
    part: { ...part, time: Float64Array.from(kept, j => time[j]), neuron: kept.map(j => neuron[j]) },
    every,
  }
}

function after({ time, neuron }: Spikes, from: number) {
  const first = time.findIndex(t => t >= from)
  return first < 0
    ? { time: time.subarray(0, 0), neuron: neuron.subarray(0, 0) }
    : { time: time.subarray(first), neuron: neuron.subarray(first) }
}

/** The samples of a window, in ms. */
export function recentTrace(trace: Trace, [from]: readonly [number, number]): Trace {
  const { population, variable, unit, neurons, labels } = trace
  const { time, values } = (trace as Trace & Sliced<Trace>).slice?.(from) ?? trace
  return { population, variable, unit, neurons, ...(labels && { labels }), time, values }
}

/** The bins of a window, in ms. */
export function recentRate(rate: BinnedRate, [from]: readonly [number, number]): BinnedRate {
  const { population, n, bin } = rate
  const { time, values } = (rate as BinnedRate & Sliced<BinnedRate>).slice?.(from) ?? rate
  const start = time.length ? time[0] - bin / 2 : from
  return { population, n, bin, from: start, to: start + bin * time.length, time, values }
}
