import type { BinnedRate, Trace } from '../../analysis/index.js'
import { table } from '../../table.js'
import type { Time } from '../../units/index.js'
import { interval, rowsWithin } from './interval.js'

/** Rates that do not change any more: what `slice` of a recording gives. */
export class RecordedRates implements BinnedRate, Trace {
  readonly population: string
  readonly variable = 'rate'
  readonly unit = 'Hz'
  /** One column: the population. */
  readonly neurons = Uint32Array.of(0)
  readonly labels = ['']
  readonly n: number
  readonly bin: number
  readonly from: number
  readonly to: number
  readonly time: Float64Array
  readonly values: Float64Array

  /** @internal */
  constructor({ population, n, bin, from, to, time, values }: BinnedRate) {
    this.population = population
    this.n = n
    this.bin = bin
    this.from = from
    this.to = to
    this.time = time
    this.values = values
    Object.freeze(this)
  }

  /** How many bins there are. */
  get count(): number {
    return this.time.length
  }

  /**
   * The bins whose middle lies in `[from, to)`.
   *
   * @param to default the end
   * @throws RangeError if it ends before it begins
   * @example
   * const later = rate.slice('500 ms', '1 s')
   */
  slice(from: Time, to: Time = this.to): RecordedRates {
    const [first, last] = rowsWithin(this.time, interval(`slice of ${this.population}`, from, to))
    return new RecordedRates({
      ...this,
      from: this.from + first * this.bin,
      to: this.from + last * this.bin,
      time: this.time.subarray(first, last),
      values: this.values.subarray(first, last),
    })
  }

  /** The rates as an Arquero table: `time` (ms, middle of the bin), `rate` (Hz). */
  table(): ReturnType<typeof table> {
    return table({ time: this.time, rate: this.values }, { units: { time: 'ms', rate: 'Hz' } })
  }
}
