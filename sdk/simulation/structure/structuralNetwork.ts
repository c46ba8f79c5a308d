import { check, kindOf } from '../../check.js'
import {
  prune,
  rewire,
  structuralRuleFrom,
  synaptogenesis,
  type PruneOptions,
  type RewireOptions,
  type StructuralRule,
  type SynaptogenesisOptions,
} from '../../plasticity/structure/index.js'
import { EventDispatcher } from '../events.js'
import { Group } from '../group.js'
import { ownProjection, populationIndex } from '../membership.js'
import { NetworkParts } from '../networkParts.js'
import { Projection } from '../projection.js'
import type { Recorder } from '../recording/index.js'
import type { SavedStructure } from '../saving/index.js'
import { members } from './members.js'
import { askedBirths, type BirthOptions } from './newborns.js'
import { Planned, type Target } from './planned.js'
import { SpikeWindow } from './spikeWindow.js'
import { Structure, type Changes } from './structure.js'

/** A planned rule; `remove()` ends it. */
export interface Plan {
  readonly rule: StructuralRule
  readonly target: Target
  remove(): void
}

/** A network whose structure changes while it goes on. */
export abstract class StructuralNetwork extends NetworkParts {
  readonly events = new EventDispatcher(() => this.time)
  protected readonly recorders: Recorder[] = []
  protected readonly structure = new Structure({
    seed: this.seed,
    dt: this.dt,
    compiled: this.compiled,
    populations: this.populations,
    synapses: this.synapses,
    connections: this.connections,
    stimuli: this.stimuli,
    events: this.events,
    nextStream: () => this.streams++,
  })

  /** Time simulated so far, in ms. */
  get time(): number {
    return this.compiled.step * this.dt
  }

  /** The rules that are planned, in the order of `plan`. */
  get plans(): readonly Plan[] {
    return this.recorders.flatMap(recorder => (recorder instanceof Planned ? [this.handle(recorder)] : []))
  }

  /**
   * Lets a rule change the structure now, once.
   *
   * @param target the projection or the neurons that it decides about
   * @returns what changed
   * @throws RangeError for a rule that looks at spikes (plan it), a target of another network, or an engine whose
   *   structure is fixed; the network is as it was then
   * @example
   * await net.apply(death({ fraction: 0.2 }), cortex)
   */
  apply(rule: StructuralRule, target: Target): Promise<Changes> {
    this.checkTarget('apply', rule, target)
    if (rule.on === 'synapses') return this.structure.applyToSynapses(rule, target as Projection, {})
    return this.structure.applyToNeurons(rule, members(target as Group), [], {})
  }

  /**
   * Lets a rule change the structure again and again while the network runs: every `every`, counted from now, before
   * the arrivals of that step; the first time when its window, if it looks at spikes, is full.
   *
   * @param target the projection or the neurons that it decides about. Those who are born into a slice belong to it for
   *   this rule.
   * @throws RangeError for a rule without `every`, or as `apply` does
   * @example
   * net.plan(prune({ below: 0.05, for: '1 s', every: '100 ms' }), projection)
   * net.plan(neurogenesis({ threshold: 0.85, rate: 0.05, type: 'RS' }), cortex)
   */
  plan(rule: StructuralRule, target: Target): Plan {
    this.checkTarget('plan', rule, target)
    return this.handle(this.planned(rule, target))
  }

  /**
   * Removes synapses now; see {@link prune}.
   *
   * @example
   * const { removed } = await net.prune(projection, { below: 0.05 })
   */
  prune(projection: Projection, options: PruneOptions): Promise<Changes> {
    return this.apply(prune(options), projection)
  }

  /**
   * Gives synapses another partner now; see {@link rewire}.
   *
   * @example
   * await net.rewire(projection, { p: 0.1, conserve: 'in' })
   */
  rewire(projection: Projection, options: RewireOptions = {}): Promise<Changes> {
    return this.apply(rewire(options), projection)
  }

  /**
   * Adds synapses now; see {@link synaptogenesis}.
   *
   * @example
   * await net.grow(projection, { count: 100, distance: 2 })
   */
  grow(projection: Projection, options: SynaptogenesisOptions): Promise<Changes> {
    return this.apply(synaptogenesis(options), projection)
  }

  /**
   * Neurons are born now, into the places behind the last one of the population, and wired by the topology of every
   * projection that connects all of the group. What acts on the whole population acts on them, too, unless it has a value
   * for each neuron; what acts on a slice does not. All else is untouched, bit for bit, until their first spike arrives.
   *
   * @param count how many
   * @param options `type`: `'RS'`, a neuron, or parameters by name; `initial`: variables by name
   * @returns their indices in the population
   * @throws RangeError for what does not fit, a source, a topology that does not say how newborns join, or an engine
   *   whose structure is fixed; the network is as it was then
   * @example
   * const ids = await net.birth(cortex, 50, { type: 'FS' })
   */
  async birth(group: Group, count: number, options: BirthOptions = {}): Promise<Uint32Array> {
    const births = askedBirths('birth', count, options)
    return (await this.apply({ name: 'birth', on: 'neurons', decide: () => ({ births }) }, group)).born
  }

  /**
   * Neurons die now: they never fire again, nothing reaches them, not even what was on its way, and their synapses are
   * gone. Their indices are never given to others, and their state reads as NaN. Their own spikes in flight arrive.
   *
   * @param which indices in the group
   * @throws RangeError for an index outside, or of a neuron that is gone; the network is as it was then
   * @example
   * await net.remove(cortex, [3, 7])
   */
  async remove(group: Group, which: ArrayLike<number>): Promise<Changes> {
    check(
      typeof which === 'object' && which !== null && Number.isInteger(which.length),
      `remove: expected indices of neurons, such as [3, 7], got ${kindOf(which)}; for a share of them net.apply(death({ fraction: 0.1 }), ...)`,
    )
    const deaths = Array.from(which)
    return this.apply({ name: 'remove', on: 'neurons', decide: () => ({ deaths }) }, group)
  }

  protected override current(): this {
    this.structure.update()
    return this
  }

  protected override synapseIds(projection: number): Float64Array | undefined {
    return this.structure.recordsOf(projection)?.ids
  }

  protected get savedStructure(): SavedStructure {
    const plans = this.recorders.flatMap(recorder => (recorder instanceof Planned ? [recorder.saved] : []))
    return { changes: this.structure.changes, records: this.structure.saved, plans }
  }

  protected resumeStructure({ changes, records, plans }: SavedStructure): void {
    this.structure.restore(changes, records)
    for (const plan of plans) {
      const { on, recipe } = plan
      const target = 'projection' in on ? this.projections[on.projection] : this.part(on.population, on.part)
      this.planned(structuralRuleFrom(recipe), target).resume(plan)
    }
  }

  private planned(rule: StructuralRule, target: Target): Planned {
    const { dt, compiled, structure } = this
    const where = `plan ${rule.name} of ${target.label}`
    check(rule.every !== undefined, `${where}: say how often it decides, such as { every: '100 ms' }`)
    const steps = (ms: number, what: string) => {
      const n = Math.round(ms / dt)
      check(
        n >= 1 && Math.abs(n * dt - ms) < 1e-9 * Math.max(1, ms),
        `${where}: ${what} must be a multiple of dt = ${dt} ms, got ${ms} ms`,
      )
      return n
    }
    const window = rule.window === undefined ? 0 : steps(rule.window, 'its window')
    const schedule = { start: compiled.step, every: steps(rule.every, 'every'), window }
    const sides = target instanceof Group ? [target] : [target.pre, target.post]
    const channels = new Set(sides.map(group => populationIndex(this.populations, group, where)))
    const plan = new Planned(rule, target, schedule, new SpikeWindow(window, channels), structure)
    this.recorders.push(plan)
    return plan
  }

  private handle(planned: Planned): Plan {
    return {
      rule: planned.rule,
      target: planned.target,
      remove: () => {
        const place = this.recorders.indexOf(planned)
        if (place >= 0) this.recorders.splice(place, 1)
      },
    }
  }

  private checkTarget(where: string, rule: StructuralRule, target: Target): void {
    check(
      typeof rule?.decide === 'function' && (rule.on === 'synapses' || rule.on === 'neurons'),
      `${where}: expected a rule of structure such as prune({ below: 0.05 }), got ${kindOf(rule)}`,
    )
    if (rule.on === 'synapses') {
      check(
        target instanceof Projection,
        `${where}: ${rule.name} is about synapses; expected a projection, as net.connect(...) returns it, got ${kindOf(target)}`,
      )
      ownProjection(this.connections, target, where)
    } else populationIndex(this.populations, target as Group, where)
  }
}
