import type { SpikeColumns } from '../../engine/index.js'
import type { table } from '../../table.js'
import { time, type Time } from '../../units/index.js'
import type { Group } from '../group.js'
import { RecordedSpikes, type SpikeResult } from './recordedSpikes.js'
import type { Recorder } from './recorder.js'
import type { Selection } from './selection.js'

/** A time and a neuron. */
const bytesEach = 12

interface Part {
  readonly time: Float64Array
  readonly neuron: Uint32Array
}

/**
 * The spikes of a group, or another event of its model, growing with every run. Neurons are counted from the group's
 * first. Arrays that were read do not change when the recording grows.
 *
 * @example
 * const spikes = net.record(cortex, 'spikes')
 * await net.run('1 s')
 * plot.raster(spikes)
 * spikes.slice('500 ms', '1 s').of(cortex.slice(0, 100)).table()
 */
export class SpikeRecording implements SpikeResult, Recorder {
  readonly population: string
  readonly whole: string
  /** @internal */
  readonly label: string
  /** @internal */
  readonly smaller = 'record fewer neurons, or clear() what is no longer needed'
  /** @internal */
  readonly next = Infinity
  private parts: Part[] = []
  private result?: RecordedSpikes
  private first: number
  private end: number
  private total = 0

  /**
   * @internal
   * @param channel of the engine's columns
   * @param step the first that is recorded
   */
  constructor(
    private readonly group: Group,
    readonly event: string,
    private readonly channel: number,
    private readonly dt: number,
    step: number,
  ) {
    this.population = group.label
    this.whole = group.population
    this.label = `${event === 'spike' ? 'spikes' : event} of ${group.label}`
    this.first = this.end = step
  }

  /** How many neurons there are: those who are born into a whole population are recorded, too. */
  get n(): number {
    return this.group.size
  }

  /** Index in the population of each. */
  get neurons(): Uint32Array {
    return Uint32Array.from({ length: this.n }, (_, i) => this.group.from + i)
  }

  /** Start of the recording, in ms. */
  get from(): number {
    return this.first * this.dt
  }

  /** End of the recording, in ms. */
  get to(): number {
    return this.end * this.dt
  }

  /** How many spikes there are. */
  get count(): number {
    return this.total
  }

  /** Time of each spike, in ms. */
  get time(): Float64Array {
    return this.columns().time
  }

  /** The neuron of each spike. */
  get neuron(): Uint32Array {
    return this.columns().neuron
  }

  /** The spikes with `from <= time < to`; see {@link RecordedSpikes.slice}. */
  slice(from: Time, to: Time = this.to): RecordedSpikes {
    return this.since(time(from, `slice of ${this.population}: from`)).slice(from, to)
  }

  /** The spikes of some of the neurons; see {@link RecordedSpikes.of}. */
  of(neurons: Selection): RecordedSpikes {
    return this.columns().of(neurons)
  }

  /** The spikes as an Arquero table: `time` (ms), `neuron`, `population`. */
  table(): ReturnType<typeof table> {
    return this.columns().table()
  }

  /** Forgets what was recorded, and goes on recording. */
  clear(): void {
    this.restart(this.end)
  }

  /** @internal */
  get bytes(): number {
    return bytesEach * this.total
  }

  /** @internal */
  forecast(): number {
    return 0
  }

  /** @internal */
  prepare(): void {}

  /** @internal */
  settle(): void {}

  /** @internal */
  take({ step, channel, neuron }: SpikeColumns, end: number): void {
    const { from, to } = this.group
    const rows: number[] = []
    for (let j = 0; j < step.length; j++) {
      if (channel[j] === this.channel && neuron[j] >= from && neuron[j] < to) rows.push(j)
    }
    if (rows.length) {
      this.parts.push({
        time: Float64Array.from(rows, j => step[j] * this.dt),
        neuron: Uint32Array.from(rows, j => neuron[j] - from),
      })
    }
    this.total += rows.length
    this.end = end
    this.result = undefined
  }

  /** @internal */
  restart(step: number): void {
    this.parts = []
    this.total = 0
    this.first = this.end = step
    this.result = undefined
  }

  private columns(): RecordedSpikes {
    if (this.result) return this.result
    this.parts = [joined(this.parts)]
    return (this.result = this.spikes(this.parts[0]))
  }

  /** All spikes from a time on, and maybe some before: while a run is watched, its past is not gathered again and again. */
  private since(start: number): RecordedSpikes {
    if (this.result) return this.result
    const first = this.parts.findLastIndex(({ time }) => time[0] < start)
    return first > 0 ? this.spikes(joined(this.parts.slice(first))) : this.columns()
  }

  private spikes(columns: Part): RecordedSpikes {
    const { population, event, whole, neurons, n, from, to } = this
    return new RecordedSpikes({ population, event, whole, neurons, n, from, to, ...columns })
  }
}

function joined(parts: readonly Part[]): Part {
  if (parts.length === 1) return parts[0]
  const total = parts.reduce((sum, part) => sum + part.time.length, 0)
  const [time, neuron] = [new Float64Array(total), new Uint32Array(total)]
  let at = 0
  for (const part of parts) {
    time.set(part.time, at)
    neuron.set(part.neuron, at)
    at += part.time.length
  }
  return { time, neuron }
}
