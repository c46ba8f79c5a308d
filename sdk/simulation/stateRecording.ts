import type { Trace } from '../analysis/index.js'
import type { Simulation } from '../engine/index.js'
import { table } from '../table.js'
import type { Group } from './group.js'

/**
 * A state variable of a group, sampled at the start of every so many steps.
 *
 * @example
 * const v = net.record(cortex.slice(0, 3), 'v', { every: '1 ms' })
 * await net.run('200 ms')
 * plot.trace(v)
 */
export class StateRecording implements Trace {
  readonly population: string
  readonly unit: string
  /** Indices in the population. */
  readonly neurons: Uint32Array
  private samples = new Float64Array(0)
  private at = new Float64Array(0)
  private count = 0

  /** @param every steps from one sample to the next */
  constructor(
    private readonly group: Group,
    readonly variable: string,
    readonly every: number,
  ) {
    this.population = group.label
    this.unit = variable === 'v' ? 'mV' : ''
    this.neurons = Uint32Array.from({ length: group.size }, (_, i) => group.from + i)
  }

  /** Time of each sample, in ms. */
  get time(): Float64Array {
    return this.at.slice(0, this.count)
  }

  /** Samples, a row of all neurons for each time. */
  get values(): Float64Array {
    return this.samples.slice(0, this.count * this.neurons.length)
  }

  /** The samples as an Arquero table: `time` (ms), `neuron`, and the variable by its name. */
  table(): ReturnType<typeof table> {
    const [rows, n] = [this.count, this.neurons.length]
    return table(
      {
        time: Float64Array.from({ length: rows * n }, (_, j) => this.at[Math.floor(j / n)]),
        neuron: Uint32Array.from({ length: rows * n }, (_, j) => this.neurons[j % n]),
        [this.variable]: this.values,
      },
      { units: { time: 'ms', ...(this.unit && { [this.variable]: this.unit }) } },
    )
  }

  /** @internal */
  async sample(simulation: Simulation, time: number): Promise<void> {
    const values = await simulation.read(this.group.population, this.variable, this.neurons)
    if (this.count === this.at.length) {
      const room = Math.max(256, 2 * this.count)
      const [at, samples] = [new Float64Array(room), new Float64Array(room * values.length)]
      at.set(this.at)
      samples.set(this.samples)
      this.at = at
      this.samples = samples
    }
    this.at[this.count] = time
    this.samples.set(values, this.count++ * values.length)
  }

  /** @internal */
  clear(): void {
    this.count = 0
  }
}
