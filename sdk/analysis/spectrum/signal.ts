import { check } from '../../check.js'
import { time, type Time } from '../../units/index.js'
import { finiteSamples } from '../samples.js'
import { binOf, wholeBins } from '../spikeCounts.js'
import type { Spikes } from '../spikes.js'

/** Samples in bins of one width, in ms, such as a recorded rate. */
export interface BinnedSignal {
  readonly bin: number
  readonly values: ArrayLike<number>
}

/**
 * Samples at equal steps, by themselves or as a recorded rate has them; or spikes, which stand for the mean rate of
 * their population, in Hz, in bins of one step.
 */
export type Signal = ArrayLike<number> | BinnedSignal | Spikes

export interface SignalOptions {
  /** Time between samples. An array needs it; a recorded rate has its own; for spikes the default is 1 ms. */
  readonly step?: Time
}

/**
 * The samples of a signal, checked, and its step in ms.
 *
 * @param what names the signal in errors, such as `coherence: a`
 */
export function samplesOf(
  signal: Signal,
  options: SignalOptions,
  what: string,
): { samples: Float64Array; step: number } {
  if (isBinned(signal)) {
    check(
      options.step === undefined,
      `${what}: a recorded rate has its own step, ${signal.bin} ms; leave out the option`,
    )
    return { samples: finiteSamples(signal.values, what), step: signal.bin }
  }
  const spikes = isSpikes(signal)
  check(
    spikes || options.step !== undefined,
    `${what}: the time between samples is not known; give it, such as { step: '0.1 ms' }`,
  )
  const step = time(options.step ?? 1, `${what}: step`)
  check(step > 0, `${what}: step must be a time above 0 ms, got ${step} ms`)
  return { samples: spikes ? binnedRate(signal, step, `${what}: step`) : finiteSamples(signal, what), step }
}

const isObject = (signal: Signal) => typeof signal === 'object' && signal !== null
// Arrays have a method `values`.
const isBinned = (signal: Signal): signal is BinnedSignal => isObject(signal) && 'values' in signal && 'bin' in signal
const isSpikes = (signal: Signal): signal is Spikes => isObject(signal) && 'neuron' in signal && 'time' in signal

function binnedRate(spikes: Spikes, step: number, what: string): Float64Array {
  const bins = wholeBins(spikes, step, what)
  check(bins <= 2 ** 28, `${what}: ${bins} bins are too many; take wider ones than ${step} ms`)
  const rate = new Float64Array(bins)
  const height = 1000 / (step * Math.max(1, spikes.n))
  for (const t of spikes.time) {
    const b = binOf(t, spikes.from, step)
    if (b >= 0 && b < bins) rate[b] += height
  }
  return rate
}
