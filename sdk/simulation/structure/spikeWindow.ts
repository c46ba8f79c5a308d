import type { SpikeColumns } from '../../engine/index.js'
import type { Members } from './members.js'

/** The spikes of some populations in the steps just gone, for rules that look at them. */
export class SpikeWindow {
  private columns: { step: number[]; channel: number[]; neuron: number[] } = { step: [], channel: [], neuron: [] }

  /** @param steps how far back; 0 keeps nothing. @param channels of the populations that are looked at */
  constructor(
    private readonly steps: number,
    private readonly channels: ReadonlySet<number>,
  ) {}

  take({ step, channel, neuron }: SpikeColumns, end: number): void {
    if (this.steps === 0) return
    const { columns } = this
    for (let k = 0; k < step.length; k++) {
      if (!this.channels.has(channel[k])) continue
      columns.step.push(step[k])
      columns.channel.push(channel[k])
      columns.neuron.push(neuron[k])
    }
    // What is too old goes when it is half of all: each spike is moved once on average.
    const old = this.before(end - this.steps)
    if (2 * old > columns.step.length) for (const column of Object.values(columns)) column.splice(0, old)
  }

  /** Times in ms of the spikes of each member within the window that ends at a step. */
  trains({ size, of }: Members, channel: number, end: number, dt: number): number[][] {
    const trains: number[][] = Array.from({ length: size }, () => [])
    const { step, channel: channels, neuron } = this.columns
    for (let k = this.before(end - this.steps); k < step.length; k++) {
      const member = channels[k] === channel ? of(neuron[k]) : -1
      if (member >= 0) trains[member].push(step[k] * dt)
    }
    return trains
  }

  /** How many spikes each member fired within the window that ends at a step. */
  counts({ size, of }: Members, channel: number, end: number): Uint32Array {
    const counts = new Uint32Array(size)
    const { step, channel: channels, neuron } = this.columns
    for (let k = this.before(end - this.steps); k < step.length; k++) {
      const member = channels[k] === channel ? of(neuron[k]) : -1
      if (member >= 0) counts[member]++
    }
    return counts
  }

  clear(): void {
    this.columns = { step: [], channel: [], neuron: [] }
  }

  /** For a file. */
  get saved(): SpikeColumns {
    const { step, channel, neuron } = this.columns
    return { step: Float64Array.from(step), channel: Uint32Array.from(channel), neuron: Uint32Array.from(neuron) }
  }

  private before(step: number): number {
    let [low, high] = [0, this.columns.step.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.columns.step[middle] < step) low = middle + 1
      else high = middle
    }
    return low
  }
}
