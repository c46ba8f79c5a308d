import type { Description } from '../../network/index.js'
import { streamKey, type StreamKey } from '../../random/index.js'
import { channels } from '../channels.js'
import { flagBytes, type Layout, type PopulationLayout, type Published } from './layout.js'
import { actName, checkEvery } from './moduleCode.js'
import { sendKind, sendName } from './sendCode.js'
import { scratchBytes } from './wasmDraws.js'
import type { Simd } from './simd.js'
import { rowOf } from './synapses.js'

/** What a thread does in a step: functions of its module by name, and addresses. Plain data, to be sent to it. */
export interface Work {
  readonly seed: number
  /** ms */
  readonly dt: number
  readonly precision: 'single' | 'double'
  readonly parts: readonly PartWork[]
  /** Functions by which continuous projections act, in order. */
  readonly acts: readonly string[]
  readonly sends: readonly SendWork[]
  /** Number of events of each channel, and who they are. */
  readonly counts: number
  readonly lists: readonly number[]
  /** Places in each list. */
  readonly lengths: readonly number[]
  /** First neuron of each list, by thread. */
  readonly firsts: readonly (readonly number[])[]
  readonly scratch: { readonly at: number; readonly bytes: number }
  /** Where a list of all threads is put together. */
  readonly together: number
  /** Where the threads tell each other who fired; undefined for one thread. */
  readonly published: Published | undefined
}

/** The part of a population. */
export interface PartWork {
  readonly name: string
  /** Index of the population. */
  readonly index: number
  readonly from: number
  readonly size: number
  readonly places: number
  readonly source: boolean
  /** Every how many steps it is tested who falls asleep. */
  readonly every: number
  /** To be called before the deliveries of such a step. */
  readonly watch: string
  readonly ran: number
  readonly computed: number
  readonly begin: string
  readonly integrate: string
  readonly check: string
  readonly restore: string
  readonly noises: readonly (readonly [address: number, key: StreamKey])[]
  readonly targets: readonly TargetWork[]
  /** Whether something may be added to I in any step. */
  readonly pulsed: boolean
  readonly channels: readonly number[]
  /** Whether their lists are to be sorted. */
  readonly scattered: boolean
  /** State variables, and where each neuron's are unless they are in order. */
  readonly states: readonly (readonly [variable: string, address: number])[]
  readonly at: number | undefined
  /** Who does not live: see {@link PopulationLayout.absent}. */
  readonly absent: number
}

/** What arrives at a variable. */
export interface TargetWork {
  readonly variable: string
  readonly deliver: string
  readonly rows: number
  readonly acted: boolean
  readonly values: number
  readonly rowBytes: number
  readonly flags: number
  readonly flagBytes: number
}

/** The synapses of a projection that end here. */
export interface SendWork {
  readonly pre: number
  readonly send: string
  readonly rows: number
  /** What the function is told of memory besides the row of the step at hand: see {@link sendCode}. */
  readonly addresses: readonly number[]
}

/** What each thread is to do. */
export function workOf(description: Description, { threads, published }: Layout, unit: Simd): Work[] {
  const { seed, dt, projections } = description
  const firsts = threads.map(({ populations }) =>
    channels(description).map(({ population }) => populations[population]?.from ?? 0),
  )
  return threads.map(thread => ({
    seed,
    dt,
    precision: unit.precision,
    parts: thread.populations.flatMap((part, p) => (part ? [partWork(part, p, seed, unit)] : [])),
    acts: projections.flatMap(({ continuous }, q) =>
      continuous && thread.projections[q]
        ? threads.flatMap(({ populations }, from) =>
            populations[thread.projections[q]!.pre] ? [actName(q, from)] : [],
          )
        : [],
    ),
    sends: projections.flatMap(({ continuous, rules, weights, delays }, q): SendWork[] => {
      const at = thread.projections[q]
      if (continuous || rules?.length || !at) return []
      const { ring, flags, rows } = at.target
      const places = [at.rows, at.targets, at.weights, at.delays, ring, flags]
      return [
        {
          pre: at.pre,
          send: sendName(sendKind({ weights, delays })),
          rows,
          addresses: [...places, rows, at.post.places * unit.bytes, flagBytes(at.post), at.post.blocks],
        },
      ]
    }),
    counts: thread.counts,
    lists: thread.lists,
    lengths: channels(description).map(({ population }) => thread.populations[population]?.places ?? 0),
    firsts,
    scratch: { at: thread.scratch, bytes: scratchBytes(description, unit) },
    together: thread.together,
    published,
  }))
}

function partWork(part: PopulationLayout, p: number, seed: number, unit: Simd): PartWork {
  const { name, from, size, places, description, coast, targets, variables } = part
  return {
    name,
    index: p,
    from,
    size,
    places,
    source: description.source !== undefined,
    every: coast?.every ?? checkEvery,
    watch: `watch_${p}`,
    ran: part.ran,
    computed: part.computed,
    begin: `begin_${p}`,
    integrate: `integrate_${p}`,
    check: `integrate_check_${p}`,
    restore: `restore_${p}`,
    noises: part.noises.map((address, n) => [address, streamKey(seed, 'noise', p, n)]),
    targets: Object.entries(targets).map(([variable, { rows, acted }], v) => {
      const [first, second] = [0, 1].map(r => rowOf(part, variable, r, unit))
      return {
        variable,
        deliver: `deliver_${p}_${v}`,
        rows,
        acted,
        values: first.values,
        rowBytes: second.values - first.values,
        flags: first.flags,
        flagBytes: second.flags - first.flags,
      }
    }),
    pulsed: 'I' in targets && (targets.I.rows > 0 || targets.I.acted),
    channels: part.channels,
    scattered: coast !== undefined,
    states: Object.entries(variables),
    at: coast?.at,
    absent: part.absent,
  }
}
