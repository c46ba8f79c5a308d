import type { Simulation } from '../../engine/index.js'
import type { Projection } from '../projection.js'
import type { RuleVariable } from '../ruleVariable.js'
import { SampledRecording, type Sampling } from './sampledRecording.js'

/**
 * Weights of a projection, or a variable of its learning rules, sampled at the start of every so many steps. The columns
 * `neurons` and `of` count synapses: `synapses` says which of the projection they were when the recording began. One that
 * is pruned is NaN from then on, one that comes is not recorded.
 *
 * @example
 * const w = net.record(projection, 'weight', { every: '100 ms', synapses: [0, 1, 2] })
 * await net.run('2 s')
 * plot.trace(w)
 */
export class WeightRecording extends SampledRecording {
  /** @internal */
  readonly smaller = "record fewer synapses ({ synapses: [0, 1, 2] }), or less often ({ every: '1 s' })"
  /** Index of each synapse in the projection. */
  readonly synapses: Uint32Array
  /** Source of each synapse, counted from the first neuron of the projection's `pre`. */
  readonly pre: Uint32Array
  /** Target of each synapse, counted from the first neuron of the projection's `post`. */
  readonly post: Uint32Array
  private readonly all: boolean
  /** What names them for ever, where synapses have come or gone. */
  private readonly ids: Float64Array

  /** @internal */
  constructor(
    private readonly projection: Projection,
    synapses: Uint32Array,
    sampling: Sampling,
    /** Of which variable, if not of the weight. */
    private readonly rule?: RuleVariable,
  ) {
    const { from, to } = projection
    const pre = synapses.map(s => from[s])
    const post = synapses.map(s => to[s])
    const population = projection.label
    const [variable, unit] = rule ? [rule.variable.name, rule.unit] : ['weight', projection.unit]
    super({ population, variable, unit, neurons: synapses, keys: { pre, post } }, sampling)
    this.synapses = synapses
    this.pre = pre
    this.post = post
    this.all = synapses.length === projection.synapses
    const { ids } = projection
    this.ids = Float64Array.from(synapses, s => ids?.[s] ?? s)
  }

  protected override async read(simulation: Simulation): Promise<ArrayLike<number>> {
    const { index, ids } = this.projection
    const values = this.rule
      ? await simulation.learning!.read(index, this.rule.rule, this.rule.variable.name)
      : await simulation.weights(index)
    if (!ids) return this.all ? values : Float64Array.from(this.synapses, s => values[s])
    const places = new Map(Array.from(ids, (id, s) => [id, s]))
    return this.ids.map(id => values[places.get(id) ?? -1] ?? NaN)
  }
}
