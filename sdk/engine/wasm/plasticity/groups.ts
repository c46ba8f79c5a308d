import type { ProjectionDescription } from '../../../network/index.js'
import type { Cohorts } from './cohorts.js'

/**
 * Synapses that a spike reaches together: those of one source that have one delay and came at the same time. What a rule
 * keeps for each presynaptic neuron is kept for each group, since its synapses have seen the same.
 */
export interface Groups {
  readonly count: number
  /** Those of group g are at `starts[g] .. starts[g + 1] - 1`. */
  readonly starts: Uint32Array
  /** The synapses, group by group; undefined where that is their own order, with a group for each source. */
  readonly slots?: Uint32Array
  /** The source of each group, likewise. */
  readonly source?: Uint32Array
  /** The groups of source i are `first[i] .. first[i + 1] - 1`, likewise. */
  readonly first?: Uint32Array
  /** Steps to the synapse, of all groups or of each. */
  readonly delays: number | Uint16Array
}

export function groupsOf(
  { offsets, targets, delays }: Pick<ProjectionDescription, 'offsets' | 'targets' | 'delays'>,
  cohorts: Cohorts,
): Groups {
  const shared = typeof delays === 'number' ? delays : delays.every(d => d === delays[0]) ? (delays[0] ?? 1) : undefined
  const together = !cohorts || everyRow(offsets, (from, to) => uniform(cohorts, from, to))
  if (shared !== undefined && together) return { count: offsets.length - 1, starts: offsets, delays: shared }
  const delay = (s: number) => (typeof delays === 'number' ? delays : delays[s])
  /** Order of two synapses of a source: by delay, then by cohort. */
  const later = (a: number, b: number) => delay(a) - delay(b) || (cohorts ? cohorts[a] - cohorts[b] : 0)
  const [slots, starts] = [new Uint32Array(targets.length), new Uint32Array(targets.length + 1)]
  const [source, first] = [new Uint32Array(targets.length), new Uint32Array(offsets.length)]
  let count = 0
  for (let i = 0; i + 1 < offsets.length; i++) {
    const [begin, end] = [offsets[i], offsets[i + 1]]
    let inOrder = true
    for (let s = begin; s < end; s++) {
      slots[s] = s
      if (s > begin && later(s - 1, s) > 0) inOrder = false
    }
    if (!inOrder) slots.subarray(begin, end).sort((a, b) => later(a, b) || a - b)
    for (let at = begin; at < end; at++) {
      if (at > begin && later(slots[at - 1], slots[at]) === 0) continue
      starts[count] = at
      source[count++] = i
    }
    first[i + 1] = count
  }
  starts[count] = targets.length
  const own = new Uint16Array(count)
  for (let g = 0; g < count; g++) own[g] = delay(slots[starts[g]])
  return { count, starts: starts.slice(0, count + 1), slots, source: source.slice(0, count), first, delays: own }
}

function everyRow(offsets: Uint32Array, holds: (from: number, to: number) => boolean): boolean {
  for (let i = 0; i + 1 < offsets.length; i++) if (!holds(offsets[i], offsets[i + 1])) return false
  return true
}

function uniform(values: Uint32Array, from: number, to: number): boolean {
  for (let s = from + 1; s < to; s++) if (values[s] !== values[from]) return false
  return true
}

/** Of each synapse its group. */
export function groupOfEach({ count, starts, slots }: Groups, synapses: number): Uint32Array {
  const of = new Uint32Array(synapses)
  for (let g = 0; g < count; g++) for (let k = starts[g]; k < starts[g + 1]; k++) of[slots ? slots[k] : k] = g
  return of
}

/** The synapses onto each neuron, in their order: those onto j are `slots[starts[j] .. starts[j + 1] - 1]`. */
export function columnsOf(targets: Uint32Array, size: number): { starts: Uint32Array; slots: Uint32Array } {
  const starts = new Uint32Array(size + 1)
  for (const j of targets) starts[j + 1]++
  for (let j = 0; j < size; j++) starts[j + 1] += starts[j]
  const next = starts.slice()
  const slots = new Uint32Array(targets.length)
  for (let s = 0; s < targets.length; s++) slots[next[targets[s]]++] = s
  return { starts, slots }
}

/** Those that have a synapse. */
export const members = (starts: Uint32Array): Uint32Array =>
  Uint32Array.from({ length: starts.length - 1 }, (_, i) => i).filter(i => starts[i + 1] > starts[i])
