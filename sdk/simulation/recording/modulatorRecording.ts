import type { Simulation } from '../../engine/index.js'
import type { Modulator } from '../modulator.js'
import { SampledRecording, type Sampling } from './sampledRecording.js'

/**
 * A modulator, sampled at the start of every so many steps: one curve.
 *
 * @example
 * const course = net.record(dopamine, 'value', { every: '10 ms' })
 */
export class ModulatorRecording extends SampledRecording {
  /** @internal */
  readonly smaller = "record less often ({ every: '10 ms' })"

  /** @internal */
  constructor(
    private readonly modulator: Modulator,
    sampling: Sampling,
  ) {
    super({ population: 'network', variable: modulator.name, unit: '', neurons: Uint32Array.of(0), keys: {} }, sampling)
  }

  protected override async read(simulation: Simulation): Promise<ArrayLike<number>> {
    return Promise.resolve([simulation.learning!.modulator(this.modulator.name)])
  }
}
