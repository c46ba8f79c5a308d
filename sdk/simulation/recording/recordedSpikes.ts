import type { Spikes } from '../../analysis/index.js'
import { table } from '../../table.js'
import type { Time } from '../../units/index.js'
import { interval, rowsWithin } from './interval.js'
import { selected, type Selection } from './selection.js'

/** The columns of {@link RecordedSpikes}. */
export interface SpikeResult extends Spikes {
  /** What happened: `spike`, or another event of the model by its name. */
  readonly event: string
  /** Name of the whole population, whatever part of it was recorded. */
  readonly whole: string
  /** Index in the whole population of each of the `n` neurons. */
  readonly neurons: Uint32Array
}

/**
 * Spikes, or other events, that do not change any more: what `slice` and `of` of a recording give. Everything that
 * reads a recording reads them as well.
 */
export class RecordedSpikes implements SpikeResult {
  readonly population: string
  readonly event: string
  readonly whole: string
  readonly neurons: Uint32Array
  readonly n: number
  /** Time of each spike, in ms, ascending. */
  readonly time: Float64Array
  /** The neuron of each spike, 0 .. n - 1; `neurons` says which of the population. */
  readonly neuron: Uint32Array
  readonly from: number
  readonly to: number

  /** @internal */
  constructor({ population, event, whole, neurons, n, time, neuron, from, to }: SpikeResult) {
    this.population = population
    this.event = event
    this.whole = whole
    this.neurons = neurons
    this.n = n
    this.time = time
    this.neuron = neuron
    this.from = from
    this.to = to
    Object.freeze(this)
  }

  /** How many spikes there are. */
  get count(): number {
    return this.time.length
  }

  /**
   * The spikes with `from <= time < to`; its own `from` and `to` are those times, as far as anything was recorded.
   *
   * @param to default the end
   * @throws RangeError if it ends before it begins
   * @example
   * const later = spikes.slice('500 ms', '1 s')
   */
  slice(from: Time, to: Time = this.to): RecordedSpikes {
    const [start, end] = interval(`slice of ${this.population}`, from, to)
    const [first, last] = rowsWithin(this.time, [start, end])
    const begin = Math.min(Math.max(start, this.from), this.to)
    return new RecordedSpikes({
      ...this,
      from: begin,
      to: Math.max(begin, Math.min(end, this.to)),
      time: this.time.subarray(first, last),
      neuron: this.neuron.subarray(first, last),
    })
  }

  /**
   * The spikes of some of the neurons, which are counted anew: the first of them is neuron 0.
   *
   * @param neurons an index, several, or a group; indices are those of the column `neuron`
   * @throws RangeError for an index outside, one given twice, or a group that was not recorded
   * @example
   * const excitatory = spikes.of(cortex.slice(0, 800))
   * const first = spikes.of(0)
   */
  of(neurons: Selection): RecordedSpikes {
    const { places, label } = selected(`of ${this.population}`, this, neurons)
    const place = new Int32Array(this.n).fill(-1)
    places.forEach((from, to) => (place[from] = to))
    const rows = Uint32Array.from(this.neuron.keys()).filter(j => place[this.neuron[j]] >= 0)
    const ascending = places.every((p, j) => j === 0 || p > places[j - 1])
    if (!ascending)
      rows.sort((a, b) => this.time[a] - this.time[b] || place[this.neuron[a]] - place[this.neuron[b]] || a - b)
    return new RecordedSpikes({
      ...this,
      population: label,
      n: places.length,
      neurons: places.map(p => this.neurons[p]),
      time: Float64Array.from(rows, j => this.time[j]),
      neuron: rows.map(j => place[this.neuron[j]]),
    })
  }

  /** The spikes as an Arquero table: `time` (ms), `neuron`, `population`. */
  table(): ReturnType<typeof table> {
    const { time, neuron, population } = this
    return table({ time, neuron, population: Array<string>(time.length).fill(population) }, { units: { time: 'ms' } })
  }
}
