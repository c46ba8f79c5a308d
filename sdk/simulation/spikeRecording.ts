import type { Spikes } from '../analysis/index.js'
import type { SpikeColumns } from '../engine/index.js'
import { table } from '../table.js'
import type { Group } from './group.js'

/**
 * The spikes of a group, growing with every run. Neurons are counted from the group's first.
 *
 * @example
 * const spikes = net.record(cortex, 'spikes')
 * await net.run('1 s')
 * plot.raster(spikes)
 * spikes.table()
 */
export class SpikeRecording implements Spikes {
  readonly population: string
  readonly n: number
  private parts: { time: Float64Array; neuron: Uint32Array }[] = []
  private until: number

  constructor(
    private readonly group: Group,
    public from: number,
  ) {
    this.population = group.label
    this.n = group.size
    this.until = from
  }

  /** Time of each spike, in ms. */
  get time(): Float64Array {
    return this.columns().time
  }

  /** The neuron of each spike. */
  get neuron(): Uint32Array {
    return this.columns().neuron
  }

  get to(): number {
    return this.until
  }

  /** How many spikes there are. */
  get count(): number {
    return this.parts.reduce((sum, { time }) => sum + time.length, 0)
  }

  /** The spikes as an Arquero table: `time` (ms), `neuron`, `population`. */
  table(): ReturnType<typeof table> {
    const { time, neuron } = this.columns()
    return table(
      { time, neuron, population: Array<string>(time.length).fill(this.population) },
      { units: { time: 'ms' } },
    )
  }

  /** @internal Takes what belongs to the group out of the spikes of some steps. */
  take({ step, channel, neuron }: SpikeColumns, index: number, dt: number, until: number): void {
    const { from, to } = this.group
    let count = 0
    const time = new Float64Array(step.length)
    const index_ = new Uint32Array(step.length)
    for (let j = 0; j < step.length; j++) {
      if (channel[j] !== index || neuron[j] < from || neuron[j] >= to) continue
      time[count] = step[j] * dt
      index_[count++] = neuron[j] - from
    }
    if (count) this.parts.push({ time: time.slice(0, count), neuron: index_.slice(0, count) })
    this.until = until
  }

  /** @internal */
  clear(): void {
    this.parts = []
    this.from = this.until = 0
  }

  private columns(): { time: Float64Array; neuron: Uint32Array } {
    if (this.parts.length !== 1) {
      const time = new Float64Array(this.count)
      const neuron = new Uint32Array(time.length)
      let at = 0
      for (const part of this.parts) {
        time.set(part.time, at)
        neuron.set(part.neuron, at)
        at += part.time.length
      }
      this.parts = [{ time, neuron }]
    }
    return this.parts[0]
  }
}
