import type { Simulation } from '../../engine/index.js'
import type { Group } from '../group.js'
import { SampledRecording, type Sampling } from './sampledRecording.js'

/**
 * A state variable or parameter of a group, sampled at the start of every so many steps. Arrays that were read do not
 * change when the recording grows.
 *
 * @example
 * const v = net.record(cortex.slice(0, 3), 'v', { every: '1 ms' })
 * await net.run('200 ms')
 * plot.trace(v)
 * v.slice('100 ms', '200 ms').of(0).table()
 */
export class StateRecording extends SampledRecording {
  /** @internal */
  readonly smaller = "record fewer neurons (slice), or less often ({ every: '10 ms' })"

  /** @internal */
  constructor(
    private readonly group: Group,
    variable: string,
    sampling: Sampling,
  ) {
    const { label: population, population: whole, model, from, size } = group
    const neurons = Uint32Array.from({ length: size }, (_, i) => from + i)
    const known = Object.hasOwn(model.units, variable) ? model.units[variable] : undefined
    const unit = known === '1' ? '' : (known ?? (variable === 'v' ? 'mV' : ''))
    super({ population, whole, variable, unit, neurons, keys: { neuron: neurons } }, sampling)
  }

  protected override read(simulation: Simulation): Promise<Float64Array> {
    return simulation.read(this.group.population, this.variable, this.neurons)
  }
}
