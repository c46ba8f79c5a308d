import { check } from '../check.js'
import type { NeuronModel } from '../model/index.js'
import type { Target } from '../network/index.js'
import type { AnyQuantity } from '../units/index.js'

/** What a group asks of its network. */
export interface GroupHost {
  read(group: Group, variable: string): Promise<Float64Array>
  write(group: Group, variable: string, values: AnyQuantity | ArrayLike<number>): Promise<void>
}

/**
 * Neurons of a population: all of them, or a slice. What `population` returns and what `connect`, `stimulate` and
 * `record` take.
 */
export class Group implements Target {
  constructor(
    private readonly host: GroupHost,
    /** Name of the population. */
    readonly population: string,
    readonly model: NeuronModel,
    /** Index of its first neuron in the population. */
    readonly from: number,
    /** Index after its last neuron. */
    readonly to: number,
    private readonly whole: boolean = true,
  ) {}

  /** How many neurons there are. */
  get size(): number {
    return this.to - this.from
  }

  /** Name for labels: `cortex`, or `cortex[0:800]` for a slice. */
  get label(): string {
    return this.whole ? this.population : `${this.population}[${this.from}:${this.to}]`
  }

  /**
   * Neurons `from .. to - 1` of this group.
   *
   * @throws RangeError unless `0 <= from < to <= size`
   * @example
   * const excitatory = cortex.slice(0, 800)
   */
  slice(from: number, to: number = this.size): Group {
    const fits = Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from < to && to <= this.size
    check(fits, `${this.label}.slice(${from}, ${to}): expected whole numbers 0 <= from < to <= ${this.size}`)
    return new Group(this.host, this.population, this.model, this.from + from, this.from + to, false)
  }

  /** Values of a state variable or parameter now, one a neuron. */
  read(variable: string): Promise<Float64Array> {
    return this.host.read(this, variable)
  }

  /**
   * Sets a state variable or parameter now: one value for all, also with its unit, or one number for each neuron.
   *
   * @throws RangeError for an unknown name, a wrong length, a number that is not finite, a unit that does not fit
   * @example
   * await cells.write('v', '-65 mV')
   */
  write(variable: string, values: AnyQuantity | ArrayLike<number>): Promise<void> {
    return this.host.write(this, variable, values)
  }
}
