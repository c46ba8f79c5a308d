import { check, kindOf } from '../check.js'
import { sourcesOf, type ProjectionDescription } from '../network/index.js'
import { table } from '../table.js'
import { quantityIn, type AnyQuantity } from '../units/index.js'
import type { Group } from './group.js'
import type { Rounding } from './rounding.js'
import { drawingOf } from './undrawn.js'
import { isWeight, type RuleVariable } from './ruleVariable.js'
import type { Wiring } from './wiring.js'

/** What a projection asks of its network. */
export interface ProjectionHost {
  /** Length of a step, in ms. */
  readonly dt: number
  /** A projection as it stands. */
  projection(index: number): ProjectionDescription
  /** The same, drawn with progress if it is not drawn yet. */
  drawn(index: number): Promise<ProjectionDescription>
  /** What names the synapses of a projection for ever; undefined while they are those that were connected. */
  synapseIds(index: number): Float64Array | undefined
  weights(projection: Projection): Promise<Float64Array>
  setWeights(projection: Projection, values: number | Float64Array): Promise<void>
  rounding(projection: Projection): Promise<Rounding>
  ruleVariable(projection: Projection, name: string, where: string): RuleVariable
  readRule(projection: Projection, variable: RuleVariable): Promise<Float64Array>
  writeRule(
    projection: Projection,
    variable: RuleVariable,
    values: number | ArrayLike<number>,
    where: string,
  ): Promise<void>
}

/**
 * The synapses that one `connect` made, in rows: those of the first source first, in the order in which they came. What
 * `net.connect` returns; all of a network are `net.projections`.
 */
export class Projection {
  private columns?: { readonly of: Uint32Array; readonly from: Uint32Array; readonly to: Uint32Array }

  /** @internal */
  constructor(
    private readonly host: ProjectionHost,
    /** Number of the projection in the network, from 0. */
    readonly index: number,
    readonly pre: Group,
    readonly post: Group,
    /** @internal How it was made, and who joined it. */
    readonly wiring: Wiring,
  ) {}

  /** @internal */
  get ids(): Float64Array | undefined {
    return this.host.synapseIds(this.index)
  }

  /** @internal Length of a step, in ms. */
  get dt(): number {
    return this.host.dt
  }

  private get description(): ProjectionDescription {
    return this.host.projection(this.index)
  }

  /** Name for messages and figures: `exc -> inh`. */
  get label(): string {
    return `${this.pre.label} -> ${this.post.label}`
  }

  /** How many synapses it has now. */
  get synapses(): number {
    const { description } = this
    const plan = drawingOf(description)?.plan
    return plan?.exact ? plan.planned.count : description.targets.length
  }

  /** Unit of the weights, such as `mV`; empty where it is not known. */
  get unit(): string {
    const { variable, continuous } = this.description
    if (continuous) return ''
    const { units } = this.post.model
    return Object.hasOwn(units, variable) ? units[variable] : variable === 'v' ? 'mV' : ''
  }

  /**
   * Source of each synapse, counted from the first neuron of `pre`.
   *
   * @example
   * const { from, to } = projection
   * net.connect(a, b, { topology: fromArrays({ from, to }) }) // the same synapses once more
   */
  get from(): Uint32Array {
    return this.ends().from
  }

  /** Target of each synapse, counted from the first neuron of `post`. */
  get to(): Uint32Array {
    return this.ends().to
  }

  /**
   * The weights now, one a synapse, in the order of `from` and `to`; or a variable of its learning rules by name, of a
   * vector so many a synapse. Where several rules have one of that name, say `stdp.x`.
   *
   * @throws RangeError for an unknown name
   * @example
   * const x = await projection.read('x')
   */
  async read(name = 'w'): Promise<Float64Array> {
    if (isWeight(name)) return this.host.weights(this)
    return this.host.readRule(this, this.variable(name, 'read'))
  }

  /** @internal */
  variable(name: string, what: string): RuleVariable {
    return this.host.ruleVariable(this, name, `${what} ${name} of ${this.label}`)
  }

  /**
   * Sets the weights now: one for all, also with its unit, or one number for each synapse.
   *
   * Synapses that were connected with one number share one weight once the network has run: weights that differ can be
   * written to them before the first run only, unless they learn. With a name before the values, sets a variable of the
   * learning rules.
   *
   * @throws RangeError for a wrong length, a number that is not finite, a unit that does not fit, or an engine whose weights cannot be written
   * @example
   * await projection.write((await projection.read()).map(w => 0.9 * w))
   * await projection.write('eligibility', 0)
   */
  async write(values: AnyQuantity | ArrayLike<number>): Promise<void>
  async write(name: string, values: AnyQuantity | ArrayLike<number>): Promise<void>
  async write(...given: [AnyQuantity | ArrayLike<number>] | [string, AnyQuantity | ArrayLike<number>]): Promise<void> {
    const [name, values] = given.length === 1 ? ['w', given[0]] : [String(given[0]), given[1]]
    if (isWeight(name)) return this.writeWeights(values)
    const variable = this.variable(name, 'write')
    const where = `write ${name} of ${this.label}`
    const one = typeof values === 'number' || typeof values === 'string'
    check(
      one || Number.isInteger(values?.length),
      `${where}: expected a number, a quantity or an array, got ${kindOf(values)}`,
    )
    const numbers = one ? quantityIn(variable.unit || undefined)(values, where) : values
    await this.host.writeRule(this, variable, numbers, where)
  }

  private async writeWeights(values: AnyQuantity | ArrayLike<number>): Promise<void> {
    const where = `write weights of ${this.label}`
    const many = typeof values === 'object' && values !== null && Number.isInteger(values.length)
    const one = typeof values === 'number' || typeof values === 'string'
    check(many || one, `${where}: expected a number, a quantity or an array, got ${kindOf(values)}`)
    const given = one ? quantityIn(this.unit || undefined)(values, where) : Float64Array.from(values)
    if (typeof given !== 'number') {
      check(
        given.length === this.synapses,
        `${where}: expected ${this.synapses} numbers, one a synapse, got ${given.length}`,
      )
      const bad = given.findIndex(w => !Number.isFinite(w))
      check(bad < 0, `${where}: must be finite, got ${given[bad]} for synapse ${bad}`)
    }
    await this.host.setWeights(this, given)
  }

  /**
   * What the number format of the weights does to them: by how much codes differ from what they stand for, and which share
   * of learning was lost to rounding.
   *
   * @throws RangeError if it was connected without `formats`
   * @example
   * const { error, learning } = await projection.rounding()
   * learning.lost // .03: of what rules asked for, 3 % was rounded away
   */
  async rounding(): Promise<Rounding> {
    return this.host.rounding(this)
  }

  /** The synapses now, as an Arquero table: `pre`, `post`, `weight`, `delay` (ms). */
  async table(): Promise<ReturnType<typeof table>> {
    const { delays } = await this.host.drawn(this.index)
    const { from, to } = this
    const delay = Float64Array.from(from, (_, s) => (typeof delays === 'number' ? delays : delays[s]) * this.host.dt)
    const units = { delay: 'ms', ...(this.unit && { weight: this.unit }) }
    return table({ pre: from, post: to, weight: await this.read(), delay }, { units })
  }

  private ends() {
    const { description, columns } = this
    // The rows are others when synapses came or went.
    if (columns?.of === description.targets) return columns
    return (this.columns = {
      of: description.targets,
      ...synapseColumns(description, this.pre.from, this.post.from),
    })
  }
}

function synapseColumns({ offsets, targets }: ProjectionDescription, firstPre: number, firstPost: number) {
  return {
    from: sourcesOf(offsets, firstPre),
    to: firstPost === 0 ? targets.slice() : targets.map(target => target - firstPost),
  }
}
