import { check, kindOf } from '../check.js'
import { channels, type EngineInfo, type NetworkActivity } from '../engine/index.js'
import type { Neuron } from '../model/index.js'
import type {
  CurrentInput,
  Description,
  PopulationDescription,
  ProjectionDescription,
  Source,
  Stimulus,
} from '../network/index.js'
import { refuseUnknown, suggestion } from '../options.js'
import { saveFile } from '../saveFile.js'
import { time, type Time } from '../units/index.js'
import { Access } from './access.js'
import { channelNames } from './channelNames.js'
import { Compiled } from './compiled.js'
import { connection, type ConnectOptions } from './connect.js'
import { chosenEngine, engineOptions, type EngineChoice } from './engineOption.js'
import { EventDispatcher } from './events.js'
import { Group } from './group.js'
import { ownProjection, populationIndex } from './membership.js'
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
import { packedNetwork, type Part, type SavedNetwork } from './saving/index.js'
import { boundStimulus, Stimuli, type Input } from './stimulate.js'
import { NetworkSummary } from './summary.js'

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
  private readonly choice: EngineChoice
  private readonly compiled: Compiled
  private readonly access: Access
  private readonly populations: PopulationDescription[] = []
  private readonly synapses: ProjectionDescription[] = []
  private readonly connections: Projection[] = []
  private readonly stimuli = new Stimuli(inputs => this.compiled.setInputs(inputs))
  private readonly recorders: Recorder[] = []
  private limit: number
  private streams = 0
  private running = false

  /** @internal */
  constructor({ seed = 1, dt = 0.5, recordLimit = '1 GiB', ...choice }: NetworkOptions, saved?: SavedNetwork) {
    check(
      Number.isSafeInteger(seed),
      `network: seed must be a whole number, got ${typeof seed === 'number' ? seed : kindOf(seed)}`,
    )
    this.seed = seed
    this.dt = time(dt, 'network: dt')
    check(this.dt > 0, `network: dt must be positive, got ${this.dt} ms`)
    this.choice = choice
    this.compiled = new Compiled(chosenEngine(saved ? 'load' : 'network', choice), () => this.describe())
    this.access = new Access(this.dt, this.compiled, this.synapses)
    this.limit = bytesOf(recordLimit, 'network: recordLimit')
    if (saved) this.take(saved)
  }

  /** Time simulated so far, in ms. */
  get time(): number {
    return this.compiled.step * this.dt
  }

  /** What runs the network; undefined before the first run. */
  get info(): EngineInfo | undefined {
    return this.compiled.simulation?.info()
  }

  /**
   * Which share of the neurons is awake, now and averaged over all steps so far, of the network and of each population:
   * what the engine computes; the others sleep, and cost nothing. Everybody is awake before the first run, and always on
   * engines without sleep. Sources do not count.
   *
   * @example
   * const net = network({ sleep: { within: 0.1 } })
   * // ...
   * net.activity()   // { now: 0.02, mean: 0.024, populations: { cortex: { now: 0.02, mean: 0.024 } } }
   */
  activity(): NetworkActivity {
    const neurons = this.populations.filter(({ source }) => !source)
    const awake = Object.fromEntries(neurons.map(({ name }) => [name, { now: 1, mean: 1 }]))
    return this.compiled.simulation?.activity?.() ?? { now: 1, mean: 1, populations: awake }
  }

  /** What `connect` returned, in that order. */
  get projections(): readonly Projection[] {
    return this.connections
  }

  /** The stimuli at work, in the order of `stimulate`. */
  get inputs(): readonly Input[] {
    return this.stimuli.inputs
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
    return new Group(this.access, name, population.model, 0, size)
  }

  /** A population by its name. @throws RangeError naming those that exist */
  group(name: string): Group {
    const names = this.populations.map(p => p.name)
    const found = this.populations.find(p => p.name === name)
    check(
      found !== undefined,
      () =>
        `unknown population "${name}"; the network has ${names.join(', ') || 'none'}${suggestion(String(name), names)}`,
    )
    return new Group(this.access, name, found.model, 0, found.size)
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
      pre: this.populations[populationIndex(this.populations, pre, 'connect')],
      post: this.populations[populationIndex(this.populations, post, 'connect')],
    }
    const { seed, dt } = this
    const index = this.synapses.length
    this.synapses.push(connection(pre, post, options, { seed, dt, index, populations }))
    return this.connected(index, pre, post)
  }

  /**
   * Lets something act on neurons from outside, now or while the network has run for a while.
   *
   * @param stimulus `poisson(...)`, `spikeTimes(...)`, `sine(...)`, ..., or a current as {@link current} takes it: a
   *   number, a quantity, one number for each neuron, a function of time
   * @throws RangeError if it does not fit the neurons
   * @example
   * net.stimulate(cells, '300 pA')
   * net.stimulate(cells, t => (t < 100 ? 0 : 10))
   */
  stimulate(target: Group, stimulus: Stimulus | CurrentInput): Input {
    populationIndex(this.populations, target, 'stimulate')
    return this.stimuli.add(boundStimulus(target, stimulus, { dt: this.dt, stream: this.streams++ }))
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
    const step = this.compiled.step
    const recorder =
      target instanceof Projection
        ? projectionRecording(ownProjection(this.connections, target), what, options, { dt, step })
        : groupRecording(target, what, options, {
            dt,
            step,
            population: populationIndex(this.populations, target, 'record'),
            channels: channels(this.describe()),
          })
    this.recorders.push(recorder)
    return recorder
  }

  /**
   * Goes on for a duration, rounded to whole steps. May be called again, and goes on where it stopped.
   *
   * @throws RangeError for a duration that is negative or less than half a step, if the network is running, or if recordings would take more than
   *   `recordLimit`; DivergenceError if a state became NaN or infinite; the signal's reason if it was aborted; what a
   *   handler threw. What was recorded stays, and `run` may be called again.
   * @example
   * await net.run('1 s')
   * await net.run('1 h', { signal: AbortSignal.timeout(5000) })
   */
  async run(duration: Time, options: RunOptions = {}): Promise<void> {
    refuseUnknown('run', options, ['signal', 'live'])
    const ms = time(duration, 'run: duration')
    const steps = Math.round(ms / this.dt)
    check(ms >= 0, `run: duration must not be negative, got ${String(duration)}`)
    check(
      steps > 0 || ms === 0,
      `run: ${ms} ms is less than half a step of ${this.dt} ms; run longer, or take a shorter dt`,
    )
    check(!this.running, 'run: the network is running; await the run before the next')
    this.running = true
    try {
      const simulation = await this.compiled.start()
      const { dt, events, recorders } = this
      const observers = { dt, events, recorders, channels: channelNames(this.describe()), limit: () => this.limit }
      await run(simulation, steps, observers, options)
    } finally {
      this.running = false
    }
  }

  /** Starts over: time 0, initial state, no spikes in flight, recordings empty. Connections and inputs stay. */
  async reset(): Promise<void> {
    check(!this.running, 'reset: the network is running; stop the run first')
    await this.compiled.dispose()
    this.events.clear()
    for (const recorder of this.recorders) recorder.restart(0)
  }

  /**
   * Saves the network as it stands: what it is made of, every state, spikes in flight, inputs, events to come. What was
   * recorded is not saved, nor are recorders and handlers of events. {@link load} gives it back.
   *
   * @param path a file, written beside its place and renamed; without it the bytes are returned
   * @throws RangeError while the network is running, and for an input that is a function, naming it
   * @example
   * await net.save('cortex.spikelab')
   * const bytes = await net.save()
   */
  async save(): Promise<Uint8Array>
  async save(path: string): Promise<void>
  async save(path?: string): Promise<Uint8Array | void> {
    check(
      path === undefined || (typeof path === 'string' && path !== ''),
      `save: expected a path such as 'net.spikelab', or nothing for the bytes, got ${kindOf(path)}`,
    )
    check(!this.running, 'save: the network is running; await the run first')
    const bytes = await packedNetwork(await this.saved())
    if (path === undefined) return bytes
    await saveFile(path, bytes)
  }

  /** The network as plain data: what the engines run. */
  describe(): Description {
    const { seed, dt, populations, synapses, stimuli } = this
    return { seed, dt, populations: [...populations], projections: [...synapses], inputs: stimuli.descriptions }
  }

  /**
   * What the network is made of and what it holds in memory: populations, projections, inputs, recordings. Displays
   * itself; each part is a table.
   *
   * @example
   * net.summary()
   * console.log(String(net.summary()))
   */
  summary(): NetworkSummary {
    const { time, recorders, compiled, info } = this
    const engine = info?.summary ?? compiled.engine.name
    return new NetworkSummary(this.describe(), { time, recorders, engine, ...(info?.bytes && { bytes: info.bytes }) })
  }

  /** @internal Goes on from where a network was saved. */
  async resume({ snapshot, events }: SavedNetwork): Promise<void> {
    if (snapshot) await this.compiled.start(snapshot)
    for (const event of events) this.events.dispatch(event)
  }

  private async saved(): Promise<SavedNetwork> {
    const { streams, recordLimit, choice } = this
    const simulation = await this.compiled.started
    const given = typeof choice.engine === 'object' ? undefined : choice
    return {
      description: this.describe(),
      connected: this.connections.map(({ pre, post }) => ({ pre: [pre.from, pre.to], post: [post.from, post.to] })),
      streams,
      recordLimit,
      events: this.events.pending,
      engine: {
        engine: this.compiled.engine.name,
        precision: simulation?.info().precision ?? given?.precision,
        sleep: given?.sleep,
        known: given !== undefined || simulation !== undefined,
      },
      snapshot: await simulation?.snapshot(),
    }
  }

  private take({ description, connected, streams }: SavedNetwork): void {
    this.populations.push(...description.populations)
    this.synapses.push(...description.projections)
    for (const input of description.inputs) this.stimuli.add(input)
    this.streams = streams
    connected.forEach(({ pre, post }, index) => {
      const projection = description.projections[index]
      this.connected(index, this.part(projection.pre, pre), this.part(projection.post, post))
    })
  }

  private part(population: string, [from, to]: Part): Group {
    const group = this.group(population)
    return from === 0 && to === group.size ? group : group.slice(from, to)
  }

  private connected(index: number, pre: Group, post: Group): Projection {
    const projection = new Projection(this.access, index, pre, post, this.synapses[index])
    this.connections.push(projection)
    return projection
  }

  private refuseWhenBuilt(what: string): void {
    check(
      !this.compiled.started,
      `${what}: the network has run, or was read; what is in it can be changed after net.reset()`,
    )
  }
}
