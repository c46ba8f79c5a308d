import type { Simulation } from '../../engine/index.js'
import type { Projection } from '../projection.js'
import type { RuleVariable } from '../ruleVariable.js'
import { SampledRecording, type Sampling } from './sampledRecording.js'

/**
 * Weights of a projection, or a variable of its learning rules, sampled at the start of every so many steps. The columns `neurons` and `of` count synapses:
 * `synapses` says which of the projection they are.
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
  }

  protected override async read(simulation: Simulation): Promise<ArrayLike<number>> {
    const { index } = this.projection
    const values = this.rule
      ? await simulation.learning!.read(index, this.rule.rule, this.rule.variable.name)
      : await simulation.weights(index)
    return this.all ? values : Float64Array.from(this.synapses, s => values[s])
  }
}
