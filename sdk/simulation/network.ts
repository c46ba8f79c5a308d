import { check, kindOf } from '../check.js'
import { engineNamed, type Engine, type EngineInfo, type Simulation } from '../engine/index.js'
import type { Neuron } from '../model/index.js'
import { variablesOf } from '../model/index.js'
import {
  current,
  isSource,
  receptorOf,
  type Description,
  type InputDescription,
  type PopulationDescription,
  type ProjectionDescription,
  type Source,
  type Stimulus,
} from '../network/index.js'
import { refuseUnknown, suggestion } from '../options.js'
import { time, type Time } from '../units/index.js'
import { connection, type ConnectOptions } from './connect.js'
import { EventDispatcher } from './events.js'
import { Group } from './group.js'
import { describedPopulation, type PopulationOptions } from './population.js'
import { run, type RunOptions } from './run.js'
import { SpikeRecording } from './spikeRecording.js'
import { StateRecording } from './stateRecording.js'

export interface NetworkOptions {
  /** Seed of every random draw, a safe integer; default 1. */
  seed?: number
  /** Length of a step; default 0.5 ms. */
  dt?: Time
  /** What runs it: a name or an engine; default `'reference'`. */
  engine?: string | Engine
}

export interface RecordOptions {
  /** From one sample of a state variable to the next; a multiple of dt, default dt. */
  every?: Time
}

/** A projection that was connected. */
export interface Projection {
  readonly pre: Group
  readonly post: Group
  /** How many synapses it has. */
  readonly synapses: number
}

/** A stimulus at work; `remove()` ends it. */
export interface Input {
  remove(): void
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
  refuseUnknown('network', options, ['seed', 'dt', 'engine'])
  return new Network(options)
}

/** Made by {@link network}. */
export class Network {
  readonly seed: number
  /** Length of a step, in ms. */
  readonly dt: number
  readonly events = new EventDispatcher(() => this.time)
  private readonly engine: string | Engine
  private readonly populations: PopulationDescription[] = []
  private readonly projections: ProjectionDescription[] = []
  private readonly inputs = new Map<Input, InputDescription>()
  private readonly spikeRecordings: { recording: SpikeRecording; index: number }[] = []
  private readonly stateRecordings: StateRecording[] = []
  private streams = 0
  private simulation?: Simulation
  private building?: Promise<Simulation>
  private running = false

  /** @internal */
  constructor({ seed = 1, dt = 0.5, engine = 'reference' }: NetworkOptions) {
    check(Number.isSafeInteger(seed), `network: seed must be a whole number, got ${String(seed)}`)
    this.seed = seed
    this.dt = time(dt, 'network: dt')
    check(this.dt > 0, `network: dt must be positive, got ${this.dt} ms`)
    this.engine = engine
  }

  /** Time simulated so far, in ms. */
  get time(): number {
    return (this.simulation?.step ?? 0) * this.dt
  }

  /** What runs the network; undefined before the first run. */
  get info(): EngineInfo | undefined {
    return this.simulation?.info()
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
    const projection = connection(pre, post, options, { seed, dt, index: this.projections.length, populations })
    this.projections.push(projection)
    return { pre, post, synapses: projection.targets.length }
  }

  /**
   * Lets something act on neurons from outside, now or while the network has run for a while.
   *
   * @param stimulus `poisson(...)`, `spikeTimes(...)`, `current(...)`, `sine(...)`, or a number: a constant current
   * @throws RangeError if it does not fit the neurons
   */
  stimulate(target: Group, stimulus: Stimulus | number): Input {
    this.indexOf(target, 'stimulate')
    const where = `stimulate ${target.label}`
    check(
      !isSource(target.model),
      `${where}: a source fires by itself and nothing reaches it; stimulate neurons that it is connected to`,
    )
    const bindable = typeof stimulus === 'number' ? current(stimulus) : stimulus
    check(
      typeof bindable?.bind === 'function',
      `${where}: expected poisson(...), spikeTimes(...), current(...) or a number, got ${kindOf(stimulus)}`,
    )
    const { population, from, to } = target
    const receptor = (name: string) => receptorOf(where, target, name)
    const description = bindable.bind({ population, from, to }, { dt: this.dt, stream: this.streams++, receptor })
    const input: Input = {
      remove: () => {
        this.inputs.delete(input)
        this.simulation?.setInputs([...this.inputs.values()])
      },
    }
    this.inputs.set(input, description)
    this.simulation?.setInputs([...this.inputs.values()])
    return input
  }

  /**
   * Records from now on: `'spikes'`, or a state variable by its name.
   *
   * @throws RangeError if there is no such variable
   * @example
   * const spikes = net.record(cortex, 'spikes')
   * const v = net.record(cortex.slice(0, 3), 'v', { every: '1 ms' })
   */
  record(target: Group, what: 'spikes'): SpikeRecording
  record(target: Group, what: string, options?: RecordOptions): StateRecording
  record(target: Group, what: string, options: RecordOptions = {}): SpikeRecording | StateRecording {
    const index = this.indexOf(target, 'record')
    refuseUnknown(`record ${what}`, options, what === 'spikes' ? [] : ['every'])
    if (what === 'spikes') {
      const recording = new SpikeRecording(target, this.time)
      this.spikeRecordings.push({ recording, index })
      return recording
    }
    const variables = variablesOf(target.model)
    check(
      variables.includes(what),
      `population "${target.population}": unknown variable "${what}"; it has spikes, ${variables.join(', ')}${suggestion(what, ['spikes', ...variables])}`,
    )
    const every = options.every === undefined ? this.dt : time(options.every, `record ${what}: every`)
    const steps = Math.round(every / this.dt)
    check(
      steps >= 1 && Math.abs(steps * this.dt - every) < 1e-9,
      `record ${what}: every must be a multiple of dt = ${this.dt} ms, got ${every} ms`,
    )
    const recording = new StateRecording(target, what, steps)
    this.stateRecordings.push(recording)
    return recording
  }

  /**
   * Goes on for a duration, rounded to whole steps. May be called again, and goes on where it stopped.
   *
   * @throws RangeError for a negative duration, or if the network is running; DivergenceError if a state became NaN or
   *   infinite; the signal's reason if it was aborted. What was recorded stays, and `run` may be called again.
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
      const { dt, events, spikeRecordings, stateRecordings } = this
      const populations = this.populations.map(p => p.name)
      await run(simulation, steps, { dt, events, spikeRecordings, stateRecordings, populations }, options)
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
    for (const { recording } of this.spikeRecordings) recording.clear()
    for (const recording of this.stateRecordings) recording.clear()
  }

  /** The network as plain data: what the engines run. */
  describe(): Description {
    const { seed, dt, populations, projections } = this
    return { seed, dt, populations: [...populations], projections: [...projections], inputs: [...this.inputs.values()] }
  }

  /** @internal */
  async read(group: Group, variable: string): Promise<Float64Array> {
    return (await this.build()).read(
      group.population,
      variable,
      Uint32Array.from({ length: group.size }, (_, i) => group.from + i),
    )
  }

  /** @internal */
  async write(group: Group, variable: string, values: number | ArrayLike<number>): Promise<void> {
    const simulation = await this.build()
    const all = await simulation.read(group.population, variable)
    const given = typeof values === 'number' ? new Float64Array(group.size).fill(values) : Float64Array.from(values)
    check(
      given.length === group.size,
      `write ${variable}: expected ${group.size} numbers for ${group.label}, got ${given.length}`,
    )
    const bad = given.findIndex(x => !Number.isFinite(x))
    check(bad < 0, `write ${variable}: must be finite, got ${given[bad]} for neuron ${bad} of ${group.label}`)
    all.set(given, group.from)
    await simulation.write(group.population, variable, all)
  }

  private build(): Promise<Simulation> {
    return (this.building ??= this.compile())
  }

  private async compile(): Promise<Simulation> {
    try {
      check(this.populations.length > 0, 'run: the network is empty; add a population first')
      const engine = typeof this.engine === 'string' ? engineNamed(this.engine) : this.engine
      return (this.simulation = await engine.compile(this.describe()))
    } catch (error) {
      this.building = undefined
      throw error
    }
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
