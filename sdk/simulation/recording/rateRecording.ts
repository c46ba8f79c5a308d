import type { BinnedRate, Trace } from '../../analysis/index.js'
import type { SpikeColumns } from '../../engine/index.js'
import type { table } from '../../table.js'
import type { Time } from '../../units/index.js'
import type { Group } from '../group.js'
import { RecordedRates } from './recordedRates.js'
import type { Recorder } from './recorder.js'
import type { Sampling } from './sampledRecording.js'
import { SampleStore } from './sampleStore.js'

/**
 * The mean rate of a group in bins, as `populationRate` gives it, without keeping the spikes. A bin appears when it is
 * complete. Arrays that were read do not change when the recording grows.
 *
 * @example
 * const rate = net.record(cortex, 'rate', { every: '5 ms' })
 * await net.run('1 s')
 * plot.rate(rate)
 */
export class RateRecording implements BinnedRate, Trace, Recorder {
  readonly population: string
  readonly variable = 'rate'
  readonly unit = 'Hz'
  /** One column: the population. */
  readonly neurons = Uint32Array.of(0)
  readonly labels = ['']
  /** @internal */
  readonly label: string
  /** @internal */
  readonly smaller = "take wider bins ({ every: '10 ms' })"
  /** @internal */
  readonly next = Infinity
  private readonly store = new SampleStore(1)
  private result?: RecordedRates
  private first: number
  private end: number
  /** Spikes in the bin that is not complete. */
  private open = 0

  /** @internal */
  constructor(
    private readonly group: Group,
    private readonly channel: number,
    private readonly sampling: Sampling,
  ) {
    this.population = group.label
    this.label = `rate of ${group.label}`
    this.first = this.end = sampling.from
  }

  /** How many neurons live: those whose rate it is. */
  get n(): number {
    return this.group.living
  }

  /** Width of a bin, in ms. */
  get bin(): number {
    return this.sampling.every * this.sampling.dt
  }

  /** Start of the recording, in ms. */
  get from(): number {
    return this.first * this.sampling.dt
  }

  /** End of the last bin, in ms. */
  get to(): number {
    return (this.first + this.count * this.sampling.every) * this.sampling.dt
  }

  /** How many bins there are. */
  get count(): number {
    return this.store.rows
  }

  /** Middle of each bin, in ms. */
  get time(): Float64Array {
    return this.rates().time
  }

  /** Mean rate of a neuron in each bin, in Hz. */
  get values(): Float64Array {
    return this.rates().values
  }

  /** The bins whose middle lies in `[from, to)`; see {@link RecordedRates.slice}. */
  slice(from: Time, to: Time = this.to): RecordedRates {
    return this.rates().slice(from, to)
  }

  /** The rates as an Arquero table: `time` (ms, middle of the bin), `rate` (Hz). */
  table(): ReturnType<typeof table> {
    return this.rates().table()
  }

  /** Forgets what was recorded, and goes on recording. */
  clear(): void {
    this.restart(this.end)
  }

  /** @internal */
  get bytes(): number {
    return 16 * this.store.capacity
  }

  /** @internal */
  forecast(end: number): number {
    return 16 * Math.max(0, this.binsBefore(end) - this.store.capacity)
  }

  /** @internal */
  prepare(end: number): void {
    this.store.reserve(this.binsBefore(end))
  }

  /** @internal */
  settle(): void {
    this.store.trim()
  }

  /** @internal */
  take({ step, channel, neuron }: SpikeColumns, end: number): void {
    const { from, to } = this.group
    for (let j = 0; j < step.length; j++) {
      if (channel[j] !== this.channel || neuron[j] < from || neuron[j] >= to) continue
      this.close(step[j])
      this.open++
    }
    this.close(end)
    this.end = end
    this.result = undefined
  }

  /** @internal */
  restart(step: number): void {
    this.store.clear()
    this.first = this.end = step
    this.open = 0
    this.result = undefined
  }

  /** Completes the bins that end at or before a step. */
  private close(step: number): void {
    const complete = this.binsBefore(step)
    if (complete > this.store.capacity) this.store.reserve(complete)
    while (this.count < complete) {
      this.store.push([this.open * (1000 / (this.bin * Math.max(1, this.n)))])
      this.open = 0
    }
  }

  private binsBefore(step: number): number {
    return Math.floor((step - this.first) / this.sampling.every)
  }

  private rates(): RecordedRates {
    const { population, n, bin, from, to, first } = this
    const { every, dt } = this.sampling
    return (this.result ??= new RecordedRates({
      population,
      n,
      bin,
      from,
      to,
      time: Float64Array.from({ length: this.count }, (_, k) => (first + (k + 0.5) * every) * dt),
      values: this.store.values(),
    }))
  }
}
