import { check, kindOf } from '../check.js'
import type { ModulatorOptions, Neuron } from '../model/index.js'
import type {
  CurrentInput,
  Description,
  PopulationDescription,
  ProjectionDescription,
  Source,
  Stimulus,
} from '../network/index.js'
import { allToAll } from '../network/topology/index.js'
import { suggestion } from '../options.js'
import { time, type Time } from '../units/index.js'
import { Access } from './access.js'
import { Compiled } from './compiled.js'
import { connection, type ConnectOptions } from './connect.js'
import { chosenEngine, type EngineChoice } from './engineOption.js'
import { Group } from './group.js'
import { checkPlanned } from './memory.js'
import { populationIndex } from './membership.js'
import { Modulator, Modulators } from './modulator.js'
import { describedPopulation, type PopulationOptions } from './population.js'
import { Projection } from './projection.js'
import type { Part, SavedNetwork } from './saving/index.js'
import { boundStimulus, Stimuli, type Input } from './stimulate.js'
import { wiringFrom, type Wiring } from './wiring.js'

/** What a network is made of: populations, projections, stimuli, modulators. */
export abstract class NetworkParts {
  readonly seed: number
  /** Length of a step, in ms. */
  readonly dt: number
  protected readonly choice: EngineChoice
  protected readonly compiled: Compiled
  protected readonly access: Access
  protected readonly populations: PopulationDescription[] = []
  protected readonly connections: Projection[] = []
  protected streams = 0
  protected readonly modulators: Modulators
  protected readonly synapses: ProjectionDescription[] = []
  protected readonly stimuli = new Stimuli(inputs => this.compiled.setInputs(inputs))

  /** @internal */
  constructor(seed: number, dt: Time, choice: EngineChoice, saved?: SavedNetwork) {
    check(
      Number.isSafeInteger(seed),
      `network: seed must be a whole number, got ${typeof seed === 'number' ? seed : kindOf(seed)}`,
    )
    this.seed = seed
    this.dt = time(dt, 'network: dt')
    check(this.dt > 0, `network: dt must be positive, got ${this.dt} ms`)
    this.choice = choice
    this.compiled = new Compiled(chosenEngine(saved ? 'load' : 'network', choice), () => this.describe())
    this.access = new Access(
      this.dt,
      this.compiled,
      this.populations,
      () => this.current().synapses,
      projection => this.synapseIds(projection),
    )
    this.modulators = new Modulators(saved?.description.modulators)
    if (saved) this.take(saved)
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
    return new Group(this.access, name)
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
    return new Group(this.access, name)
  }

  /**
   * Connects two groups; may be called several times for the same two. More than a million synapses are drawn when they
   * are first needed, with progress: by `run`, or by whoever reads them before.
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
    const synapses = connection(pre, post, options, {
      seed,
      dt,
      index,
      populations,
      fits: (planned, expected) =>
        checkPlanned(
          `connect ${pre.label} -> ${post.label}`,
          this.compiled.engine,
          () => this.describe(),
          planned,
          expected,
        ),
    })
    this.modulators.require(synapses.rules ?? [], `connect ${pre.label} -> ${post.label}`)
    this.synapses.push(synapses)
    const { topology = allToAll(), weight = 1, delay = dt } = options
    return this.connected(index, pre, post, { topology, weight, delay, joined: { pre: [], post: [] } })
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
    const description = boundStimulus(target, stimulus, { dt: this.dt, stream: this.streams++ })
    const { size } = this.access.population(target.population)
    return this.stimuli.add([description], target.whole, size, () => this.streams++)
  }

  /**
   * A number that the learning rules of the network share, such as dopamine: `dm/dt = (baseline - m)/tau`, and a reward
   * adds its amount times `reward`. With options it is made; without, the one of this name is returned.
   *
   * @throws RangeError for a name that is taken or, without options, not known
   * @example
   * const dopamine = net.modulator('dopamine', { tau: '200 ms' })
   * net.connect(a, b, { plasticity: synapse({ modulators: ['dopamine'], ... }) })
   * await dopamine.read()
   */
  modulator(name: string, options?: ModulatorOptions): Modulator {
    if (options === undefined) this.modulators.find(name)
    else {
      this.refuseWhenBuilt(`modulator "${name}"`)
      this.modulators.declare(name, options)
    }
    return new Modulator(this.compiled, name)
  }

  /** The network as plain data: what the engines run. */
  describe(): Description {
    const { seed, dt, populations, synapses, stimuli } = this.current()
    const { descriptions: modulators } = this.modulators
    return {
      seed,
      dt,
      populations: [...populations],
      projections: [...synapses],
      inputs: stimuli.descriptions,
      ...(modulators.length > 0 && { modulators }),
    }
  }

  /** Whether a rule or a modulator of the network takes rewards. */
  protected get takesRewards(): boolean {
    const rules = this.synapses.flatMap(({ rules }) => rules ?? [])
    return this.modulators.takeRewards || rules.some(({ model }) => model.onReward.length > 0)
  }

  /** The network, after its projections were brought up to date. */
  protected current(): this {
    return this
  }

  /** What names the synapses of a projection for ever; undefined while they are those that were connected. */
  protected abstract synapseIds(projection: number): Float64Array | undefined

  protected take({ description, connected, streams, inputs }: SavedNetwork): void {
    this.populations.push(...description.populations)
    this.synapses.push(...description.projections)
    this.streams = streams
    this.stimuli.take(description, inputs)
    connected.forEach(({ pre, post, wiring }, index) => {
      const projection = description.projections[index]
      this.connected(index, this.part(projection.pre, pre), this.part(projection.post, post), wiringFrom(wiring))
    })
  }

  /** The neurons that a file names. */
  protected part(population: string, [from, to, whole]: Part): Group {
    const group = this.group(population)
    return (whole ?? (from === 0 && to === group.size)) ? group : group.slice(from, to)
  }

  private connected(index: number, pre: Group, post: Group, wiring: Wiring): Projection {
    const projection = new Projection(this.access, index, pre, post, wiring)
    this.connections.push(projection)
    return projection
  }

  private refuseWhenBuilt(what: string): void {
    check(
      !this.compiled.isStarted,
      `${what}: the network has run, or was read; what is in it can be changed after net.reset()`,
    )
  }
}
