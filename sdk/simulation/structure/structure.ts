import { check, kindOf } from '../../check.js'
import type { Simulation } from '../../engine/index.js'
import {
  bornOf,
  editedPopulations,
  type Evolution,
  type PopulationDescription,
  type ProjectionDescription,
  type StructuralChange,
  type SynapseChange,
} from '../../network/index.js'
import type {
  Memory,
  NeuronRule,
  Newborns,
  Side,
  SynapseDecision,
  SynapseRule,
} from '../../plasticity/structure/index.js'
import { philox, type Random } from '../../random/index.js'
import type { Compiled } from '../compiled.js'
import type { EventDispatcher } from '../events.js'
import { checkBirths } from '../memory.js'
import type { Projection } from '../projection.js'
import type { SynapseRecords } from '../saving/index.js'
import type { Stimuli } from '../stimulate.js'
import type { Members } from './members.js'
import { described, type BirthOptions } from './newborns.js'
import { addedSynapses, growing, joiningSynapses, type Growing } from './newSynapses.js'
import { firstRecords, Records } from './records.js'
import type { SpikeWindow } from './spikeWindow.js'

/** The parts of a network whose structure changes; populations and synapses are written to. */
export interface StructureHost {
  readonly seed: number
  readonly dt: number
  readonly compiled: Compiled
  readonly populations: PopulationDescription[]
  readonly synapses: ProjectionDescription[]
  readonly connections: readonly Projection[]
  readonly stimuli: Stimuli
  readonly events: EventDispatcher
  nextStream(): number
}

/** What changed. */
export interface Changes {
  /** How many synapses went and came. */
  readonly removed: number
  readonly added: number
  /** Indices in their population of neurons that were born and that died. */
  readonly born: Uint32Array
  readonly died: Uint32Array
}

const nothing: Changes = { removed: 0, added: 0, born: new Uint32Array(0), died: new Uint32Array(0) }

/** The changing structure of a network: decisions become changes of the engine and of the description alike. */
export class Structure {
  private evolution?: Evolution
  private readonly records = new Records()
  private turn: Promise<unknown> = Promise.resolve()
  /** How many changes there were: each draws from a stream of its own. */
  changes = 0

  constructor(private readonly host: StructureHost) {}

  /** Brings the projections of the network up to date. */
  update(): void {
    const { evolution } = this
    if (!evolution) return
    const { synapses, compiled } = this.host
    evolution.description.projections.forEach((projection, q) => (synapses[q] = projection))
    // After a reset the network may be changed in other ways.
    if (compiled.simulation?.evolution !== evolution) this.evolution = undefined
  }

  /** What is known of the synapses of a projection; undefined where they are those that were connected. */
  recordsOf(projection: number): SynapseRecords | undefined {
    this.update()
    return this.records.of(projection)
  }

  /** Takes in what a file holds. */
  restore(changes: number, records: readonly (readonly [number, SynapseRecords])[]): void {
    this.changes = changes
    for (const [q, of] of records) this.records.set(q, of)
  }

  get saved(): readonly (readonly [number, SynapseRecords])[] {
    this.update()
    return this.host.synapses.flatMap((_, q) => {
      const of = this.records.of(q)
      return of ? [[q, of] as const] : []
    })
  }

  /** Lets a rule decide about the synapses of a projection. */
  async applyToSynapses(rule: SynapseRule, projection: Projection, memory: Memory, window?: SpikeWindow) {
    let decided: { removed: Ends; added: Ends } | undefined
    const result = await this.inTurn(async random => {
      const of = this.growing(projection)
      const decision = await rule.decide(this.synapseView(of, random, window), memory)
      const change = synapseChange(rule.name, of, decision, random)
      const removed = change.removed ?? new Uint32Array(0)
      if (removed.length === 0 && !change.added) return nothing
      const { from, to, pre, post } = projection
      decided = {
        removed: { pre: removed.map(s => pre.from + from[s]), post: removed.map(s => post.from + to[s]) },
        added: { pre: change.added?.from ?? new Uint32Array(0), post: change.added?.to ?? new Uint32Array(0) },
      }
      await this.edit({ synapses: [change] })
      return { ...nothing, removed: removed.length, added: decided.added.pre.length }
    })
    if (decided) await this.tell({ type: rule.name, source: projection.label, ...decided })
    return result
  }

  /** Lets a rule decide about the neurons of a group. @param joined newborns who belong to it though it is a slice */
  async applyToNeurons(rule: NeuronRule, group: Members, joined: number[], memory: Memory, window?: SpikeWindow) {
    const { population, label } = group.group
    let result = nothing
    await this.inTurn(async random => {
      const { living } = group
      const view = { ...this.side(group, window), living, time: this.host.compiled.step * this.host.dt, random }
      const { deaths = [], births } = await rule.decide(view, memory)
      const died = deaths.length ? await this.bury(rule.name, group, deaths) : nothing.died
      const born = births?.count ? await this.bear(rule.name, group, births, random) : nothing.born
      if (!group.group.whole) joined.push(...born)
      return (result = { ...nothing, died, born })
    })
    const { died, born } = result
    if (died.length) await this.tell({ type: 'death', source: label, population, neurons: died })
    if (born.length) await this.tell({ type: 'birth', source: label, population, neurons: born })
    return result
  }

  /** Neurons are born into a group, wired as it is. Returns their indices. */
  private async bear(where: string, group: Members, asked: Newborns & BirthOptions, random: Random) {
    const { populations, connections } = this.host
    const name = group.group.population
    const p = populations.findIndex(of => of.name === name)
    check(!populations[p].source, `${where}: nobody is born into ${name}: it is a source, which fires by itself`)
    checkBirths(where, this.host.compiled.engine, () => this.host.compiled.describe(), name, asked.count)
    const simulation = await this.simulation(where)
    const births = await described(where, populations[p], group, asked, simulation, random)
    await this.makeRoom(p, births.count)
    const before = populations[p]
    const first = bornOf(before)
    const born = Uint32Array.from({ length: births.count }, (_, k) => first + k)
    const joins = (projection: Projection) =>
      (['pre', 'post'] as const).filter(side => {
        const { population, from, to } = projection[side]
        return population === name && from <= group.group.from && group.group.to <= to
      })
    const joined = connections
      .map(projection => ({ projection, sides: joins(projection) }))
      .filter(({ sides }) => sides.length > 0)
    const slices = joined.flatMap(({ projection, sides }) =>
      sides.filter(side => !projection[side].whole).map(side => projection.wiring.joined[side]),
    )
    try {
      populations[p] = editedPopulations(populations, { births: [births] })[p]
      for (const list of slices) list.push(...born)
      const synapses = joined.flatMap(({ projection, sides }): SynapseChange[] => {
        const count = (side: 'pre' | 'post') => (sides.includes(side) ? born.length : 0)
        const added = joiningSynapses(this.growing(projection), { pre: count('pre'), post: count('post') }, random)
        return added.from.length ? [{ projection: projection.index, added }] : []
      })
      await this.edit({ births: [births], synapses })
    } catch (error) {
      populations[p] = before
      for (const list of slices) list.splice(list.length - born.length)
      throw error
    }
    return born
  }

  /** Members of a group die, and their synapses with them. Returns their indices in the population. */
  private async bury(where: string, group: Members, deaths: readonly number[]) {
    const { population, label } = group.group
    const seen = new Set<number>()
    for (const member of deaths) {
      const inside = Number.isInteger(member) && member >= 0 && member < group.size
      check(inside, `${where}: neuron ${member} is outside 0 .. ${group.size - 1} of ${label}`)
      check(group.lives(member) && !seen.has(member), `${where}: neuron ${member} of ${label} is gone already`)
      seen.add(member)
    }
    const neurons = Uint32Array.from(seen, member => group.id(member)).sort()
    const dead = new Set(neurons)
    this.update()
    const synapses = this.host.synapses.flatMap(({ pre, post, offsets, targets }, projection): SynapseChange[] => {
      const removed: number[] = []
      for (let i = 0; i + 1 < offsets.length; i++) {
        const gone = pre === population && dead.has(i)
        if (!gone && post !== population) continue
        for (let s = offsets[i]; s < offsets[i + 1]; s++) if (gone || dead.has(targets[s])) removed.push(s)
      }
      return removed.length ? [{ projection, removed: Uint32Array.from(removed) }] : []
    })
    await this.edit({ deaths: [{ population, neurons }], synapses })
    return neurons
  }

  /** Makes sure that so many can be born: room grows by an eighth, so that who are born one by one cost no more each. */
  private async makeRoom(p: number, count: number): Promise<void> {
    const { populations, stimuli } = this.host
    const { name, size } = populations[p]
    const needed = bornOf(populations[p]) + count
    if (needed <= size) return
    const room = 16 * Math.ceil(Math.max(needed, (size * 9) / 8) / 16)
    await this.edit({ room: [{ population: name, size: room }] })
    stimuli.grow(name, room, () => this.host.nextStream())
  }

  /** Makes a change, and takes over what became of the network. */
  private async edit(change: StructuralChange): Promise<void> {
    const { populations, compiled, dt } = this.host
    const simulation = await this.simulation('edit')
    const synapses = (change.synapses ?? []).filter(({ added }) => added)
    // Those that are added are told of as soon as they are written.
    for (const { projection, added } of synapses)
      this.records.expect(projection, added!.from.length, compiled.step * dt)
    try {
      await simulation.edit!(change)
    } catch (error) {
      for (const { projection, added } of synapses) this.records.expect(projection, -added!.from.length, 0)
      throw error
    }
    simulation.evolution!.populations.forEach((population, p) => (populations[p] = population))
  }

  /** The simulation. @throws RangeError if its engine cannot change its structure, with the reason */
  private async simulation(where: string): Promise<Simulation> {
    const { compiled } = this.host
    const simulation = await compiled.start()
    check(
      simulation.edit !== undefined,
      `${where}: engine "${compiled.engine.name}" cannot change the structure of a network that goes on` +
        `${simulation.fixed ? `: ${simulation.fixed}` : ''}; take engine "wasm" or "reference"`,
    )
    return simulation
  }

  /** Goes on with a network that begins: what was changed before is in it. */
  private follow({ evolution }: Simulation): void {
    if (this.evolution === evolution) return
    this.evolution = evolution
    evolution!.whenMoved((q, order) => this.records.move(q, order))
  }

  /** One change after the other, each with random numbers of its own. */
  private inTurn<T>(change: (random: Random) => Promise<T>): Promise<T> {
    const result = this.turn.then(async () => {
      this.follow(await this.simulation('structure'))
      const result = await change(philox(this.host.seed, 'structure', this.changes))
      this.changes++
      return result
    })
    this.turn = result.catch(() => {})
    return result
  }

  private growing(projection: Projection): Growing {
    const { synapses } = this.host
    return growing(projection, synapses[projection.index], () => {
      this.update()
      return synapses[projection.index]
    })
  }

  private side(of: Members, window?: SpikeWindow): Side {
    const { populations, compiled, dt } = this.host
    const channel = populations.findIndex(({ name }) => name === of.group.population)
    const seen = () => {
      check(window !== undefined, 'this rule looks at spikes; plan it, net.plan(rule, target), so that it sees them')
      return window
    }
    return {
      size: of.size,
      lives: of.lives,
      spikes: () => seen().trains(of, channel, compiled.step, dt),
      counts: () => seen().counts(of, channel, compiled.step),
    }
  }

  private synapseView(of: Growing, random: Random, window?: SpikeWindow) {
    const { dt, compiled } = this.host
    const { projection, pre, post, same, space } = of
    const { from, to } = projection
    const records = once(() => this.recordsOf(projection.index) ?? firstRecords(from.length))
    const delays = once(() => {
      const { delays } = of.rows()
      return typeof delays === 'number'
        ? new Float64Array(from.length).fill(delays * dt)
        : Float64Array.from(delays, k => k * dt)
    })
    return {
      ...{ time: compiled.step * dt, dt, random, same },
      ...{ pre: this.side(pre, window), post: this.side(post, window) },
      from: membersAt(pre, from),
      to: membersAt(post, to),
      get ids() {
        return records().ids
      },
      get born() {
        return records().born
      },
      get delays() {
        return delays()
      },
      weights: once(() => projection.read()),
      distance: (i: number, j: number) => space().distance(i, j),
    }
  }

  private tell(event: { type: string } & Record<string, unknown>): Promise<void> {
    return this.host.events.call({ ...event, time: this.host.compiled.step * this.host.dt })
  }
}

/** What is found out when it is first asked for. */
function once<T>(find: () => T): () => T {
  let found: { readonly is: T } | undefined
  return () => (found ??= { is: find() }).is
}

/** Members by their index counted from the first of their group. */
const membersAt = ({ group, size, of }: Members, ends: Uint32Array): Uint32Array =>
  size === group.size ? ends : ends.map(i => of(group.from + i))

interface Ends {
  readonly pre: Uint32Array
  readonly post: Uint32Array
}

/** What a rule decided, checked, as a change of the projection. */
function synapseChange(
  where: string,
  of: Growing,
  { removed = [], added }: SynapseDecision,
  random: Random,
): SynapseChange {
  const { projection, pre, post } = of
  const gone = Uint32Array.from(removed).sort()
  const bad = gone.findIndex((s, k) => s >= projection.synapses || (k > 0 && gone[k - 1] === s))
  check(
    bad < 0,
    `${where}: synapse ${gone[bad]} of ${projection.label} is not there, or named twice; it has ${projection.synapses}`,
  )
  if (!added || added.from.length === 0) return { projection: projection.index, removed: gone }
  const lengths = [added.to, added.weights, added.delays].map(column => column?.length ?? added.from.length)
  check(
    lengths.every(length => length === added.from.length),
    `${where}: what is added to ${projection.label} needs columns of one length, got ${lengths.join(', ')}`,
  )
  for (const [name, side, ends] of [
    ['source', pre, added.from],
    ['target', post, added.to],
  ] as const) {
    const stranger = ends.find(i => !(Number.isInteger(i) && i >= 0 && i < side.size && side.lives(i)))
    check(stranger === undefined, `${where}: ${name} ${stranger} of a new synapse of ${projection.label} does not live`)
  }
  const wrong = added.weights?.findIndex(w => !Number.isFinite(w)) ?? -1
  check(
    wrong < 0,
    `${where}: weight ${wrong} of what is added to ${projection.label} is ${kindOf(added.weights?.[wrong])}`,
  )
  return { projection: projection.index, removed: gone, added: addedSynapses(of, added, random, added) }
}
