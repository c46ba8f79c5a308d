import type { ProjectionDescription } from '../network/index.js'
import type { AnyQuantity } from '../units/index.js'
import type { Compiled } from './compiled.js'
import type { Group, GroupHost } from './group.js'
import type { Projection, ProjectionHost } from './projection.js'
import { checkedWeights, writtenValues } from './values.js'

/** How groups and projections of a network get at their values. */
export class Access implements GroupHost, ProjectionHost {
  /**
   * @param dt ms
   * @param projections descriptions, changed in place where weights are written before the first run
   */
  constructor(
    readonly dt: number,
    private readonly compiled: Compiled,
    private readonly projections: ProjectionDescription[],
  ) {}

  async read(group: Group, variable: string): Promise<Float64Array> {
    const neurons = Uint32Array.from({ length: group.size }, (_, i) => group.from + i)
    return (await this.compiled.start()).read(group.population, variable, neurons)
  }

  async write(group: Group, variable: string, values: AnyQuantity | ArrayLike<number>): Promise<void> {
    const simulation = await this.compiled.start()
    const all = await simulation.read(group.population, variable)
    await simulation.write(group.population, variable, writtenValues(group, variable, values, all))
  }

  async weights({ index }: Projection): Promise<Float64Array> {
    const { weights, targets } = this.projections[index]
    const started = this.compiled.started
    if (started) return (await started).weights(index)
    return typeof weights === 'number' ? new Float64Array(targets.length).fill(weights) : weights.slice()
  }

  async setWeights(projection: Projection, values: number | Float64Array): Promise<void> {
    const { index } = projection
    const started = this.compiled.started
    if (!started) this.projections[index] = { ...this.projections[index], weights: values }
    else await (await started).setWeights(index, checkedWeights(projection, this.projections[index], values))
  }
}
