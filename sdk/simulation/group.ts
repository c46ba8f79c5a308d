import { check } from '../check.js'
import type { NeuronModel } from '../model/index.js'
import { bornOf, lives, livingIn, type PopulationDescription, type Target } from '../network/index.js'
import type { AnyQuantity } from '../units/index.js'

/** What a group asks of its network. */
export interface GroupHost {
  /** A population as it stands. */
  population(name: string): PopulationDescription
  read(group: Group, variable: string): Promise<Float64Array>
  write(group: Group, variable: string, values: AnyQuantity | ArrayLike<number>): Promise<void>
}

/**
 * Neurons of a population: all of them, or a slice. What `population` returns and what `connect`, `stimulate` and
 * `record` take. A whole population grows with those who are born into it, a slice does not; whoever dies keeps their
 * index in both.
 */
export class Group implements Target {
  constructor(
    private readonly host: GroupHost,
    /** Name of the population. */
    readonly population: string,
    /** Index of its first neuron in the population. */
    readonly from: number = 0,
    /** Index after its last neuron; undefined for the whole population. */
    private readonly end?: number,
  ) {}

  get model(): NeuronModel {
    return this.description.model
  }

  /** @internal Its population as it stands. */
  get description(): PopulationDescription {
    return this.host.population(this.population)
  }

  /** Whether it is the whole population, and grows with it. */
  get whole(): boolean {
    return this.end === undefined
  }

  /** Index after its last neuron. */
  get to(): number {
    return this.end ?? bornOf(this.description)
  }

  /** How many neurons there are, those who died included: what is read and written has a number for each. */
  get size(): number {
    return this.to - this.from
  }

  /** How many of them live. */
  get living(): number {
    return livingIn(this.description, this.from, this.to)
  }

  /** Whether a neuron lives, by its index in the group. */
  lives(neuron: number): boolean {
    return lives(this.description, this.from + neuron)
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
    return new Group(this.host, this.population, this.from + from, this.from + to)
  }

  /** Values of a state variable or parameter now, one a neuron; NaN for the state of one who died. */
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
