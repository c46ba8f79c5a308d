import { check, kindOf } from '../check.js'
import { channels, type Engine, type EngineInfo, type Simulation } from '../engine/index.js'
import type { Neuron } from '../model/index.js'
import type {
  Description,
  InputDescription,
  PopulationDescription,
  ProjectionDescription,
  Source,
  Stimulus,
} from '../network/index.js'
import { refuseUnknown, suggestion } from '../options.js'
import { time, type Time } from '../units/index.js'
import { connection, type ConnectOptions } from './connect.js'
import { chosenEngine, engineOptions, type EngineChoice } from './engineOption.js'
import { EventDispatcher } from './events.js'
import { Group } from './group.js'
import { describedPopulation, type PopulationOptions } from './population.js'
import { Projection } from './projection.js'
import {
  bytesOf,
  groupRecording,
  projectionRecording,
  type Bytes,
  type RateRecording,
  type Recorder,
  type RecordOptions,
  type SpikeRecording,
  type StateRecording,
  type WeightRecording,
  type WeightRecordingOptions,
} from './recording/index.js'
import { run, type RunOptions } from './run.js'
import { boundStimulus, type Input } from './stimulate.js'
import { checkedWeights, writtenValues } from './values.js'

export interface NetworkOptions extends EngineChoice {
  /** Seed of every random draw, a safe integer; default 1. */
  seed?: number
  /** Length of a step; default 0.5 ms. */
  dt?: Time
  /** Most memory that recordings may take, in bytes or such as `'2 GB'`; default 1 GiB. */
  recordLimit?: Bytes
}

/**
 * A network of spiking neurons: described by `population`, `connect` and `stimulate`, observed by `record`, run by `run`.
 *
 * @throws RangeError for an option that is unknown or out of range
 * @example
 * const net = network({ seed: 42, dt: '0.5 ms' })
 * const cortex = net.population('cortex', 1000, izhikevich('RS'))
 * net.connect(cortex, cortex, { topology: smallWorld({ k: 6, p: 0.02 }), weight: 8, delay: uniform('1 ms', '5 ms') })
 * net.stimulate(cortex.slice(0, 800), poisson({ rate: '2 Hz', weight: 20 }))
 * const spikes = net.record(cortex, 'spikes')
 * await net.run('1 s')
 */
export function network(options: NetworkOptions = {}): Network {
  refuseUnknown('network', options, ['seed', 'dt', ...engineOptions, 'recordLimit'])
  return new Network(options)
}

/** Made by {@link network}. */
export class Network {
  readonly seed: number
  /** Length of a step, in ms. */
  readonly dt: number
  readonly events = new EventDispatcher(() => this.time)
  private readonly engine: Engine
  private readonly populations: PopulationDescription[] = []
  private readonly synapses: ProjectionDescription[] = []
  private readonly connections: Projection[] = []
  private readonly stimuli = new Map<Input, InputDescription>()
  private readonly recorders: Recorder[] = []
  private limit: number
  private streams = 0
  private simulation?: Simulation
  private building?: Promise<Simulation>
  private running = false

  /** @internal */
  constructor({ seed = 1, dt = 0.5, recordLimit = '1 GiB', ...choice }: NetworkOptions) {
    check(Number.isSafeInteger(seed), `network: seed must be a whole number, got ${String(seed)}`)
    this.seed = seed
    this.dt = time(dt, 'network: dt')
    check(this.dt > 0, `network: dt must be positive, got ${this.dt} ms`)
    this.engine = chosenEngine('network', choice)
    this.limit = bytesOf(recordLimit, 'network: recordLimit')
  }

  /** Time simulated so far, in ms. */
  get time(): number {
    return (this.simulation?.step ?? 0) * this.dt
  }

  /** What runs the network; undefined before the first run. */
  get info(): EngineInfo | undefined {
    return this.simulation?.info()
  }

  /** What `connect` returned, in that order. */
  get projections(): readonly Projection[] {
    return this.connections
  }

  /** The stimuli at work, in the order of `stimulate`. */
  get inputs(): readonly Input[] {
    return [...this.stimuli.keys()]
  }

  /**
   * Most memory that all recordings may take, in bytes; may be set, also to `'2 GB'`. A run that would take more for
   * states, rates and weights is refused before its first step; spikes are counted while it runs.
   */
  get recordLimit(): number {
    return this.limit
  }

  set recordLimit(limit: Bytes) {
    this.limit = bytesOf(limit, 'recordLimit')
  }

  /**
   * Adds neurons of one kind.
   *
   * @param name unique in the network
   * @param size how many, at least 1
   * @param kind a neuron such as `izhikevich('RS')`, or a source: `poissonSource`, `regularSource`, `spikeSource`
   * @param options `initial` and `parameters` for each neuron, `positions`
   * @throws RangeError for a name that is taken, a size that is no positive whole number, or values that do not fit
   * @example
   * const exc = net.population('exc', 3200, izhikevich('RS'), { initial: { v: uniform('-65 mV', '-50 mV') } })
   * const noise = net.population('noise', 100, poissonSource({ rate: '10 Hz' }))
   */
  population(name: string, size: number, kind: Neuron | Source, options: PopulationOptions = {}): Group {
    this.refuseWhenBuilt(`population "${name}"`)
    check(typeof name === 'string' && name !== '', `population: expected a name, got ${JSON.stringify(name)}`)
    check(!this.populations.some(p => p.name === name), `population "${name}": there is one of this name already`)
    const { seed, dt, populations } = this
    const population = describedPopulation(name, size, kind, options, { seed, dt, index: populations.length })
    populations.push(population)
    return new Group(this, name, population.model, 0, size)
  }

  /** A population by its name. @throws RangeError naming those that exist */
  group(name: string): Group {
    const names = this.populations.map(p => p.name)
    const found = this.populations.find(p => p.name === name)
    check(
      found !== undefined,
      `unknown population "${name}"; the network has ${names.join(', ') || 'none'}${suggestion(name, names)}`,
    )
    return new Group(this, name, found.model, 0, found.size)
  }

  /**
   * Connects two groups; may be called several times for the same two.
   *
   * @throws RangeError naming the option that is unknown or out of range
   * @example
   * net.connect(cortex, cortex, { topology: smallWorld({ k: 6, p: 0.02 }), weight: 8, delay: '2 ms' })
   */
  connect(pre: Group, post: Group, options: ConnectOptions = {}): Projection {
    this.refuseWhenBuilt(`connect ${pre?.label} -> ${post?.label}`)
    const populations = {
      pre: this.populations[this.indexOf(pre, 'connect')],
      post: this.populations[this.indexOf(post, 'connect')],
    }
    const { seed, dt } = this
    const index = this.synapses.length
    this.synapses.push(connection(pre, post, options, { seed, dt, index, populations }))
    return this.connected(index, pre, post)
  }

  /**
   * Lets something act on neurons from outside, now or while the network has run for a while.
   *
   * @param stimulus `poisson(...)`, `spikeTimes(...)`, `current(...)`, `sine(...)`, or a number: a constant current
   * @throws RangeError if it does not fit the neurons
   */
  stimulate(target: Group, stimulus: Stimulus | number): Input {
    this.indexOf(target, 'stimulate')
    return this.acting(boundStimulus(target, stimulus, { dt: this.dt, stream: this.streams++ }))
  }

  /**
   * Records from now on: `'spikes'`, another event of the model, a state variable or a parameter by its name, or
   * `'rate'`, the mean rate of the neurons in bins; of a projection its `'weight'`.
   *
   * A model's own variable or parameter `rate` is recorded in place of the mean rate. TypeScript cannot see what a name
   * stands for: say `net.record<SpikeRecording>(cells, 'up')` for an event.
   *
   * @param options `every`: from one sample to the next (default dt), or the width of a bin (default 10 ms);
   *   `synapses`: indices of the synapses to record (default all)
   * @throws RangeError if there is nothing of this name, or if `every` is no multiple of dt
   * @example
   * const spikes = net.record(cortex, 'spikes')
   * const rate = net.record(cortex, 'rate', { every: '5 ms' })
   * const v = net.record(cortex.slice(0, 3), 'v', { every: '1 ms' })
   * const w = net.record(projection, 'weight', { every: '100 ms' })
   */
  record(target: Group, what: 'spikes'): SpikeRecording
  record(target: Group, what: 'rate', options?: RecordOptions): RateRecording
  record(target: Projection, what: 'weight', options?: WeightRecordingOptions): WeightRecording
  record<R extends SpikeRecording | StateRecording = StateRecording>(
    target: Group,
    what: string,
    options?: RecordOptions,
  ): R
  record(target: Group | Projection, what: string, options: WeightRecordingOptions = {}): Recorder {
    const { dt } = this
    const step = this.simulation?.step ?? 0
    const recorder =
      target instanceof Projection
        ? projectionRecording(this.own(target), what, options, { dt, step })
        : groupRecording(target, what, options, {
            dt,
            step,
            population: this.indexOf(target, 'record'),
            channels: channels(this.describe()),
          })
    this.recorders.push(recorder)
    return recorder
  }

  /**
   * Goes on for a duration, rounded to whole steps. May be called again, and goes on where it stopped.
   *
   * @throws RangeError for a negative duration, if the network is running, or if recordings would take more than
   *   `recordLimit`; DivergenceError if a state became NaN or infinite; the signal's reason if it was aborted; what a
   *   handler threw. What was recorded stays, and `run` may be called again.
   * @example
   * await net.run('1 s')
   * await net.run('1 h', { signal: AbortSignal.timeout(5000) })
   */
  async run(duration: Time, options: RunOptions = {}): Promise<void> {
    refuseUnknown('run', options, ['signal'])
    const steps = Math.round(time(duration, 'run: duration') / this.dt)
    check(steps >= 0, `run: duration must not be negative, got ${String(duration)}`)
    check(!this.running, 'run: the network is running; await the run before the next')
    this.running = true
    try {
      const simulation = await this.build()
      const { dt, events, recorders } = this
      const observers = { dt, events, recorders, channels: this.channelNames(), limit: () => this.limit }
      await run(simulation, steps, observers, options)
    } finally {
      this.running = false
    }
  }

  /** Starts over: time 0, initial state, no spikes in flight, recordings empty. Connections and inputs stay. */
  async reset(): Promise<void> {
    check(!this.running, 'reset: the network is running; stop the run first')
    await this.simulation?.dispose()
    this.simulation = this.building = undefined
    this.events.clear()
    for (const recorder of this.recorders) recorder.restart(0)
  }

  /** The network as plain data: what the engines run. */
  describe(): Description {
    const { seed, dt, populations, synapses } = this
    return { seed, dt, populations: [...populations], projections: [...synapses], inputs: [...this.stimuli.values()] }
  }

  /** @internal */
  async read(group: Group, variable: string): Promise<Float64Array> {
    const neurons = Uint32Array.from({ length: group.size }, (_, i) => group.from + i)
    return (await this.build()).read(group.population, variable, neurons)
  }

  /** @internal */
  async write(group: Group, variable: string, values: number | ArrayLike<number>): Promise<void> {
    const simulation = await this.build()
    const all = await simulation.read(group.population, variable)
    await simulation.write(group.population, variable, writtenValues(group, variable, values, all))
  }

  /** @internal */
  async weights(index: number): Promise<Float64Array> {
    return (await this.build()).weights(index)
  }

  /** @internal */
  async setWeights(index: number, values: number | Float64Array): Promise<void> {
    if (!this.building) this.synapses[index] = { ...this.synapses[index], weights: values }
    else
      await (
        await this.build()
      ).setWeights(index, checkedWeights(this.connections[index], this.synapses[index], values))
  }

  private build(): Promise<Simulation> {
    return (this.building ??= this.compile())
  }

  private async compile(): Promise<Simulation> {
    try {
      check(this.populations.length > 0, 'run: the network is empty; add a population first')
      return (this.simulation = await this.engine.compile(this.describe()))
    } catch (error) {
      this.building = undefined
      throw error
    }
  }

  private connected(index: number, pre: Group, post: Group): Projection {
    const projection = new Projection(this, index, pre, post, this.synapses[index])
    this.connections.push(projection)
    return projection
  }

  private acting(description: InputDescription): Input {
    const input: Input = {
      description,
      remove: () => {
        this.stimuli.delete(input)
        this.simulation?.setInputs([...this.stimuli.values()])
      },
    }
    this.stimuli.set(input, description)
    this.simulation?.setInputs([...this.stimuli.values()])
    return input
  }

  private channelNames() {
    const { populations } = this
    return channels(this.describe()).map(({ population, event }) => {
      const { name, model } = populations[population]
      return { type: model.events[event]?.name ?? 'spike', population: name }
    })
  }

  private own(projection: Projection): Projection {
    check(
      this.connections.includes(projection),
      `record: ${projection.label} is not of this network; it has ${this.connections.map(p => p.label).join(', ') || 'no projections'}`,
    )
    return projection
  }

  private refuseWhenBuilt(what: string): void {
    check(!this.building, `${what}: the network has run; what is in it can be changed after net.reset()`)
  }

  private indexOf(group: Group, what: string): number {
    check(
      group instanceof Group,
      `${what}: expected neurons, as net.population(...) returns them, got ${kindOf(group)}`,
    )
    const index = this.populations.findIndex(({ name, model }) => name === group.population && model === group.model)
    const names = this.populations.map(p => p.name)
    check(
      index >= 0,
      `${what}: population "${group.population}" is not of this network; it has ${names.join(', ') || 'none'}`,
    )
    return index
  }
}
