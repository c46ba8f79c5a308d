import { check, kindOf } from '../check.js'
import { channels, type EngineInfo, type NetworkActivity } from '../engine/index.js'
import { refuseUnknown } from '../options.js'
import { saveFile } from '../saveFile.js'
import { stopSignal } from '../stopSignal.js'
import { time, type Time } from '../units/index.js'
import { channelNames } from './channelNames.js'
import { engineOptions, type EngineChoice } from './engineOption.js'
import { drawAll } from './building.js'
import { Group } from './group.js'
import { ownProjection, populationIndex } from './membership.js'
import { Modulator } from './modulator.js'
import { Projection } from './projection.js'
import {
  bytesOf,
  groupRecording,
  modulatorRecording,
  projectionRecording,
  type Bytes,
  type ModulatorRecording,
  type RateRecording,
  type Recorder,
  type RecordOptions,
  type SpikeRecording,
  type StateRecording,
  type WeightRecording,
  type WeightRecordingOptions,
} from './recording/index.js'
import { run, type RunOptions } from './run.js'
import { packedNetwork, type SavedNetwork } from './saving/index.js'
import { StructuralNetwork } from './structure/index.js'
import { NetworkSummary } from './summary.js'
import { networkMemory, type NetworkMemory } from './memory.js'
import { savedWiring } from './wiring.js'

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
export class Network extends StructuralNetwork {
  private limit: number
  private running = false

  /** @internal */
  constructor({ seed = 1, dt = 0.5, recordLimit = '1 GiB', ...choice }: NetworkOptions, saved?: SavedNetwork) {
    super(seed, dt, choice, saved)
    this.limit = bytesOf(recordLimit, 'network: recordLimit')
    this.events.intercept('reward', {
      wanted: () => this.takesRewards,
      check: ({ amount }) => checkAmount(amount),
      take: ({ amount }) => this.give(amount as number),
    })
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
   * Records from now on: `'spikes'`, another event of the model, a state variable or a parameter by its name, or
   * `'rate'`, the mean rate of the neurons in bins; of a projection its `'weight'`, or a variable of its learning
   * rules; of a modulator its `'value'`.
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
  record(target: Projection, what: string, options?: WeightRecordingOptions): WeightRecording
  record(target: Modulator, what: 'value', options?: RecordOptions): ModulatorRecording
  record<R extends SpikeRecording | StateRecording = StateRecording>(
    target: Group,
    what: string,
    options?: RecordOptions,
  ): R
  record(target: Group | Projection | Modulator, what: string, options: WeightRecordingOptions = {}): Recorder {
    const { dt } = this
    const step = this.compiled.step
    const recorder = ((): Recorder => {
      if (target instanceof Projection)
        return projectionRecording(ownProjection(this.connections, target, 'record'), what, options, { dt, step })
      if (target instanceof Modulator) {
        this.modulators.find(target.name)
        return modulatorRecording(target, what, options, { dt, step })
      }
      const population = populationIndex(this.populations, target, 'record')
      return groupRecording(target, what, options, {
        dt,
        step,
        population,
        channels: channels({ populations: this.populations }),
      })
    })()
    this.recorders.push(recorder)
    return recorder
  }

  /**
   * Goes on for a duration, rounded to whole steps. May be called again, and goes on where it stopped.
   * The first run builds the network, with progress where that takes its time; `run(0)` does nothing else.
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
    const { signal } = options
    check(
      signal === undefined || typeof signal?.throwIfAborted === 'function',
      `run: signal must be that of an AbortController, got ${kindOf(signal)}`,
    )
    check(!this.running, 'run: the network is running; await the run before the next')
    this.running = true
    const stop = stopSignal(signal)
    try {
      const simulation = await this.compiled.start(undefined, stop)
      const { dt, events, recorders } = this
      const observers = {
        dt,
        events,
        recorders,
        channels: channelNames({ populations: this.populations }),
        limit: () => this.limit,
      }
      await run(simulation, steps, observers, { ...options, signal: stop })
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
   * A reward, now or at a time: modulators rise by it, then the rules that have `onReward` see it, then listeners hear of
   * it. The same as `net.events.dispatch({ type: 'reward', amount, time })`.
   *
   * @throws RangeError for an amount that is not finite, or a reward that no rule, modulator or listener takes
   * @example
   * await net.reward(0.5)
   * net.reward(0.5, { time: net.time + 1000 })
   */
  async reward(amount: number, options: { time?: Time } = {}): Promise<void> {
    refuseUnknown('reward', options, ['time'])
    checkAmount(amount)
    const event = { type: 'reward', amount, ...options }
    if (options.time === undefined) await this.events.now(event)
    else this.events.dispatch(event)
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

  /**
   * What the network takes in memory once it is built, without building it: bytes of each population, each projection,
   * of what is on its way, and of what else the engine needs. Displays itself. Recordings come on top (see
   * {@link recordLimit}).
   *
   * @example
   * net.memory()
   * net.memory().total   // bytes
   */
  memory(): NetworkMemory {
    return networkMemory(this.compiled.engine, this.describe())
  }

  /** @internal Goes on from where a network was saved. */
  async resume({ snapshot, events, structure }: SavedNetwork): Promise<void> {
    if (snapshot) await this.compiled.start(snapshot)
    if (structure) this.resumeStructure(structure)
    for (const event of events) this.events.await(event)
  }

  private async saved(): Promise<SavedNetwork> {
    const { streams, recordLimit, choice } = this
    const simulation = this.compiled.isStarted ? await this.compiled.start() : undefined
    await drawAll(this.synapses)
    const given = typeof choice.engine === 'object' ? undefined : choice
    return {
      description: this.describe(),
      connected: this.connections.map(({ pre, post, wiring }) => ({
        pre: [pre.from, pre.to, pre.whole],
        post: [post.from, post.to, post.whole],
        wiring: savedWiring(wiring),
      })),
      inputs: this.stimuli.saved,
      structure: this.savedStructure,
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

  /** Gives a reward to the engine: at once if it is there, for the order of events is theirs. */
  private give(amount: number): Promise<void> | void {
    const { simulation } = this.compiled
    if (simulation) return simulation.learning?.reward(amount)
    return this.compiled.start().then(started => started.learning?.reward(amount))
  }
}

function checkAmount(amount: unknown): asserts amount is number {
  check(
    typeof amount === 'number' && Number.isFinite(amount),
    `reward: the amount must be a finite number, got ${typeof amount === 'number' ? amount : kindOf(amount)}`,
  )
}
