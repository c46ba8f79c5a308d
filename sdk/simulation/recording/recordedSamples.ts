import type { Trace } from '../../analysis/index.js'
import { table } from '../../table.js'
import type { Time } from '../../units/index.js'
import { interval, rowsWithin } from './interval.js'
import { selected, type Selection } from './selection.js'

/** The columns of {@link RecordedSamples}. */
export interface SampleResult extends Omit<Trace, 'labels' | 'values'> {
  /** Samples, a row of all neurons (or synapses) for each time. */
  readonly values: Float64Array
  /** Name of the whole population; undefined for synapses. */
  readonly whole?: string
  /** What a table says of each of those recorded, by column. */
  readonly keys: Readonly<Record<string, Uint32Array>>
}

/**
 * Samples of states or weights that do not change any more: what `slice` and `of` of a recording give. Everything that
 * reads a recording reads them as well.
 */
export class RecordedSamples implements SampleResult, Trace {
  readonly population: string
  readonly whole?: string
  readonly variable: string
  readonly unit: string
  readonly neurons: Uint32Array
  readonly keys: SampleResult['keys']
  /** Time of each sample, in ms. */
  readonly time: Float64Array
  /** Samples, a row of all neurons (or synapses) for each time. */
  readonly values: Float64Array

  /** @internal */
  constructor({ population, whole, variable, unit, neurons, keys, time, values }: SampleResult) {
    this.population = population
    this.whole = whole
    this.variable = variable
    this.unit = unit
    this.neurons = neurons
    this.keys = keys
    this.time = time
    this.values = values
    Object.freeze(this)
  }

  /** Names of the curves, where they are synapses: `3 -> 7`. */
  get labels(): readonly string[] | undefined {
    const { pre, post } = this.keys
    return pre && Array.from(pre, (i, s) => `${i} -> ${post[s]}`)
  }

  /** How many times were sampled. */
  get count(): number {
    return this.time.length
  }

  /**
   * The samples with `from <= time < to`.
   *
   * @param to default the end
   * @throws RangeError if it ends before it begins
   * @example
   * const later = v.slice('100 ms', '200 ms')
   */
  slice(from: Time, to: Time = Infinity): RecordedSamples {
    const width = this.neurons.length
    const end = to === Infinity ? Number.MAX_VALUE : to
    const [first, last] = rowsWithin(this.time, interval(`slice of ${this.population}`, from, end))
    return new RecordedSamples({
      ...this,
      time: this.time.subarray(first, last),
      values: this.values.subarray(first * width, last * width),
    })
  }

  /**
   * The samples of some of the neurons or synapses, in the order given.
   *
   * @param which an index, several, or a group of neurons; indices count from the first recorded
   * @throws RangeError for an index outside, one given twice, or a group that was not recorded
   * @example
   * plot.trace(v.of([0, 7]))
   */
  of(which: Selection): RecordedSamples {
    const { places, label } = selected(`of ${this.population}`, this, which)
    const [width, few] = [this.neurons.length, places.length]
    const values = new Float64Array(this.count * few)
    for (let row = 0; row < this.count; row++) {
      for (let j = 0; j < few; j++) values[row * few + j] = this.values[row * width + places[j]]
    }
    return new RecordedSamples({
      ...this,
      population: label,
      neurons: places.map(p => this.neurons[p]),
      keys: mapped(this.keys, column => places.map(p => column[p])),
      values,
    })
  }

  /** The samples as an Arquero table: `time` (ms), `neuron` (or `pre` and `post`), and the variable by its name. */
  table(): ReturnType<typeof table> {
    const { time, neurons, variable, unit } = this
    const [length, n] = [time.length * neurons.length, neurons.length]
    return table(
      {
        time: Float64Array.from({ length }, (_, j) => time[Math.floor(j / n)]),
        ...mapped(this.keys, column => Uint32Array.from({ length }, (_, j) => column[j % n])),
        [variable]: this.values,
      },
      { units: { time: 'ms', ...(unit && { [variable]: unit }) } },
    )
  }
}

const mapped = (columns: SampleResult['keys'], f: (column: Uint32Array) => Uint32Array) =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, f(column)]))
