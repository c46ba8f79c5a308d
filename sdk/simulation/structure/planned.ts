import { check } from '../../check.js'
import type { SpikeColumns } from '../../engine/index.js'
import type { Memory, StructuralRule } from '../../plasticity/structure/index.js'
import type { Group } from '../group.js'
import type { Projection } from '../projection.js'
import type { Recorder } from '../recording/index.js'
import type { SavedPlan } from '../saving/index.js'
import { members } from './members.js'
import type { SpikeWindow } from './spikeWindow.js'
import type { Structure } from './structure.js'

/** What a rule decides about. */
export type Target = Projection | Group

/** When a planned rule decides, in steps. */
export interface Schedule {
  /** The step at which it was planned. */
  readonly start: number
  readonly every: number
  readonly window: number
}

/** A rule that decides again and again while the network runs; it stands among the recorders, which runs stop for. */
export class Planned implements Recorder {
  /** @internal */
  readonly label: string
  /** @internal */
  readonly smaller = 'take a shorter window'
  /** @internal */
  readonly bytes = 0
  /** @internal What it remembers, and newborns who belong to the slice that it decides about. */
  memory: Memory = {}
  /** @internal */
  joined: number[] = []
  private start: number
  /** @internal */
  next: number

  constructor(
    readonly rule: StructuralRule,
    readonly target: Target,
    private readonly schedule: Schedule,
    private readonly window: SpikeWindow,
    private readonly structure: Structure,
  ) {
    this.label = `${rule.name} of ${target.label}`
    this.start = schedule.start
    this.next = schedule.start + schedule.every
  }

  /** @internal */
  async sample({ step }: { readonly step: number }): Promise<void> {
    this.next = step + this.schedule.every
    // Before the window is full there is no telling.
    if (step - this.start < this.schedule.window) return
    const { rule, target, memory, window, structure, joined } = this
    if (rule.on === 'synapses') await structure.applyToSynapses(rule, target as Projection, memory, window)
    else await structure.applyToNeurons(rule, members(target as Group, joined), joined, memory, window)
  }

  /** @internal */
  take(columns: SpikeColumns, end: number): void {
    this.window.take(columns, end)
  }

  /** @internal */
  forecast(): number {
    return 0
  }

  /** @internal */
  prepare(): void {}

  /** @internal */
  settle(): void {}

  /** @internal */
  restart(step: number): void {
    this.start = step
    this.next = step + this.schedule.every
    this.memory = {}
    this.window.clear()
  }

  /** @internal For a file. @throws RangeError for a rule that is no plain data */
  get saved(): SavedPlan {
    const { rule, target, start, next, memory, joined, window } = this
    check(
      rule.recipe !== undefined,
      `save: rule "${rule.name}" of ${target.label} is of your own, and no file holds it; remove it before, and plan it after load`,
    )
    const on =
      'index' in target
        ? { projection: target.index }
        : { population: target.population, part: [target.from, target.to, target.whole] as const }
    return { recipe: rule.recipe, on, start, next, memory, joined, spikes: window.saved }
  }

  /** @internal Goes on from a file. */
  resume({ start, next, memory, joined, spikes }: SavedPlan): void {
    this.start = start
    this.next = next
    this.memory = memory
    this.joined = [...joined]
    this.window.take(spikes, start)
  }
}
