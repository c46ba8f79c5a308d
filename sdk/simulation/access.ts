import { check } from '../check.js'
import type { Simulation } from '../engine/index.js'
import {
  formatted,
  keptWeights,
  learnedFormat,
  rms,
  transmittedWeights,
  type PopulationDescription,
  type ProjectionDescription,
} from '../network/index.js'
import type { AnyQuantity } from '../units/index.js'
import { drawAll } from './building.js'
import type { Compiled } from './compiled.js'
import type { Group, GroupHost } from './group.js'
import type { Projection, ProjectionHost } from './projection.js'
import { roundingOf, type Rounding } from './rounding.js'
import { ruleValues, ruleVariable, type RuleVariable } from './ruleVariable.js'
import { drawingOf } from './undrawn.js'
import { checkedWeights, writtenValues } from './values.js'

/** How groups and projections of a network get at their values. */
export class Access implements GroupHost, ProjectionHost {
  /** What writing weights into their format changed them by, by projection; after a reset nothing is written yet. */
  private readonly errors = new WeakMap<Simulation, Map<number, number>>()

  /**
   * @param dt ms
   * @param populations descriptions, as they stand
   * @param projections descriptions, brought up to date when they are asked for; changed in place where weights are
   *   written before the first run
   */
  constructor(
    readonly dt: number,
    private readonly compiled: Compiled,
    private readonly populations: readonly PopulationDescription[],
    private readonly projections: () => ProjectionDescription[],
    /** What names the synapses of a projection for ever; see `SynapseRecords`. */
    readonly synapseIds: (projection: number) => Float64Array | undefined,
  ) {}

  population(name: string): PopulationDescription {
    return this.populations.find(population => population.name === name)!
  }

  projection(index: number): ProjectionDescription {
    return this.projections()[index]
  }

  async read(group: Group, variable: string): Promise<Float64Array> {
    const neurons = Uint32Array.from({ length: group.size }, (_, i) => group.from + i)
    return (await this.compiled.start()).read(group.population, variable, neurons)
  }

  async write(group: Group, variable: string, values: AnyQuantity | ArrayLike<number>): Promise<void> {
    const simulation = await this.compiled.start()
    const all = await simulation.read(group.population, variable)
    await simulation.write(group.population, variable, writtenValues(group, variable, values, all))
  }

  async drawn(index: number): Promise<ProjectionDescription> {
    const projection = this.projection(index)
    await drawAll([projection])
    return projection
  }

  async weights({ index }: Projection): Promise<Float64Array> {
    if (this.compiled.isStarted) return (await this.compiled.start()).weights(index)
    const projection = await this.drawn(index)
    const { targets } = projection
    const weights = transmittedWeights(projection, projection.weights)
    return typeof weights === 'number' ? new Float64Array(targets.length).fill(weights) : weights.slice()
  }

  async setWeights(projection: Projection, values: number | Float64Array): Promise<void> {
    const { index } = projection
    const description = this.projection(index)
    if (!this.compiled.isStarted && drawingOf(description)) await this.drawn(index)
    checkBounds(description, values, projection.label)
    const own = description.rules && typeof values === 'number'
    const each = own ? new Float64Array(projection.synapses).fill(values) : values
    const { formats, ...plain } = description
    if (!this.compiled.isStarted) {
      const given = { ...plain, weights: each }
      this.projections()[index] = formats ? formatted(given, formats) : given
      return
    }
    const weights = checkedWeights(projection, description, values)
    const kept = typeof description.weights === 'number' ? weights : (keptWeights(description, weights) as Float64Array)
    const simulation = await this.compiled.start()
    await simulation.setWeights(index, kept)
    const errors = this.errors.get(simulation) ?? new Map<number, number>()
    this.errors.set(simulation, errors.set(index, rms(weights, kept)))
  }

  async rounding(of: Projection): Promise<Rounding> {
    const { index, label } = of
    const projection = this.projection(index)
    const { formats } = projection
    check(formats !== undefined, `rounding: the weights of ${label} are plain numbers; connect with formats`)
    const simulation = this.compiled.isStarted ? await this.compiled.start() : undefined
    if (!learnedFormat(projection)) {
      const written = simulation && this.errors.get(simulation)?.get(index)
      return { format: formats.w, error: written ?? projection.formatError! }
    }
    const learning = simulation?.learning
    return roundingOf(projection, {
      sums: await learning?.rounding!(index),
      kept: learning ? await learning.accumulators!(index) : (projection.weights as Float64Array),
      transmitted: await this.weights(of),
    })
  }

  ruleVariable({ index }: Projection, name: string, where: string): RuleVariable {
    return ruleVariable(this.projection(index), name, where)
  }

  async readRule({ index }: Projection, { rule, variable }: RuleVariable): Promise<Float64Array> {
    return (await this.compiled.start()).learning!.read(index, rule, variable.name)
  }

  async writeRule(
    { index }: Projection,
    found: RuleVariable,
    values: number | ArrayLike<number>,
    where: string,
  ): Promise<void> {
    const given = ruleValues(this.projection(index), found, values, where)
    await (await this.compiled.start()).learning!.write(index, found.rule, found.variable.name, given)
  }
}

function checkBounds({ bounds }: ProjectionDescription, values: number | Float64Array, label: string): void {
  if (!bounds) return
  const [least, largest] = bounds
  const outside = (w: number) => w < least || w > largest
  const bad = typeof values === 'number' ? (outside(values) ? 0 : -1) : values.findIndex(outside)
  const found = typeof values === 'number' ? values : values[bad]
  check(bad < 0, `write weights of ${label}: ${found} of synapse ${bad} is outside the bounds ${least} .. ${largest}`)
}
