import type { Trace } from '../../analysis/index.js'
import type { Simulation } from '../../engine/index.js'
import type { table } from '../../table.js'
import type { Time } from '../../units/index.js'
import { RecordedSamples, type SampleResult } from './recordedSamples.js'
import type { Recorder } from './recorder.js'
import { SampleStore } from './sampleStore.js'
import type { Selection } from './selection.js'

/** When a recording samples: at every step that is a multiple of `every`, from the step `from` on. */
export interface Sampling {
  readonly every: number
  readonly from: number
  /** ms */
  readonly dt: number
}

/** Numbers that are looked at every so many steps. */
export abstract class SampledRecording implements Trace, Recorder {
  readonly population: string
  readonly variable: string
  /** Its unit, such as `mV`; empty where it is not known. */
  readonly unit: string
  readonly neurons: Uint32Array
  /** Steps from one sample to the next. */
  readonly every: number
  /** @internal */
  readonly label: string
  /** @internal */
  abstract readonly smaller: string
  private readonly store: SampleStore
  private first: number
  private result?: RecordedSamples

  /** @internal */
  constructor(
    private readonly columns: Omit<SampleResult, 'time' | 'values'>,
    private readonly sampling: Sampling,
  ) {
    this.population = columns.population
    this.variable = columns.variable
    this.unit = columns.unit
    this.neurons = columns.neurons
    this.every = sampling.every
    this.label = `${columns.variable} of ${columns.population}`
    this.store = new SampleStore(columns.neurons.length)
    this.first = onGrid(sampling.from, sampling.every)
  }

  protected abstract read(simulation: Simulation): Promise<ArrayLike<number>>

  /** Names of the curves, where they are no neurons. */
  get labels(): readonly string[] | undefined {
    return this.samples().labels
  }

  /** Time of each sample, in ms. */
  get time(): Float64Array {
    return this.samples().time
  }

  /** Samples, a row for each time. */
  get values(): Float64Array {
    return this.samples().values
  }

  /** How many times were sampled. */
  get count(): number {
    return this.store.rows
  }

  /** The samples with `from <= time < to`; see {@link RecordedSamples.slice}. */
  slice(from: Time, to?: Time): RecordedSamples {
    return this.samples().slice(from, to)
  }

  /** The samples of some of those recorded; see {@link RecordedSamples.of}. */
  of(which: Selection): RecordedSamples {
    return this.samples().of(which)
  }

  /** The samples as an Arquero table; see {@link RecordedSamples.table}. */
  table(): ReturnType<typeof table> {
    return this.samples().table()
  }

  /** Forgets what was recorded, and goes on recording. */
  clear(): void {
    this.restart(this.next)
  }

  /** @internal */
  get bytes(): number {
    return this.store.capacity * this.rowBytes
  }

  /** @internal */
  forecast(end: number): number {
    return Math.max(0, this.rowsBefore(end) - this.store.capacity) * this.rowBytes
  }

  /** @internal */
  prepare(end: number): void {
    this.store.reserve(this.rowsBefore(end))
  }

  /** @internal */
  settle(): void {
    this.store.trim()
  }

  /** @internal */
  get next(): number {
    return this.first + this.store.rows * this.every
  }

  /** @internal */
  async sample(simulation: Simulation): Promise<void> {
    const row = await this.read(simulation)
    this.store.push(row)
    this.result = undefined
  }

  /** @internal */
  restart(step: number): void {
    this.store.clear()
    this.first = onGrid(step, this.every)
    this.result = undefined
  }

  /** A row and its time. */
  private get rowBytes(): number {
    return 8 * (this.store.width + 1)
  }

  private rowsBefore(end: number): number {
    return Math.max(0, Math.ceil((end - this.first) / this.every))
  }

  private samples(): RecordedSamples {
    const { first, every } = this
    return (this.result ??= new RecordedSamples({
      ...this.columns,
      time: Float64Array.from({ length: this.store.rows }, (_, k) => (first + k * every) * this.sampling.dt),
      values: this.store.values(),
    }))
  }
}

const onGrid = (step: number, every: number) => Math.ceil(step / every) * every
