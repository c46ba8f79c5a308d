import { check, kindOf } from '../check.js'
import type { PlannedSynapses } from '../engine/index.js'
import type { Rule } from '../model/index.js'
import {
  coupling,
  drawSynapses,
  filling,
  formatsFor,
  formatted,
  isSource,
  receptorOf,
  rulesFor,
  spaceBetween,
  type Filling,
  type Formats,
  type PopulationDescription,
  type ProjectionDescription,
  type Space,
  type Spread,
  type SynapsePlan,
} from '../network/index.js'
import { allToAll, type DrawPieces, type Topology } from '../network/topology/index.js'
import { refuseUnknown } from '../options.js'
import { philox } from '../random/index.js'
import { quantityIn, time, type AnyQuantity, type Time } from '../units/index.js'
import type { Group } from './group.js'
import { SynapseIn, type Synapse } from './synapse.js'
import { eachOwn, inSteps, within } from './synapseNumbers.js'
import { undrawn } from './undrawn.js'

export interface ConnectOptions {
  /** Who is connected to whom; default all to all. */
  topology?: Topology
  /**
   * What one spike adds to the receptor, in the unit of its variable (mV for `delta`) or with a unit; default 1. One
   * for all, one a synapse, a distribution such as `normal(5, 1)`, or a function of the synapse, and of nothing else:
   * where there are many synapses, it is asked when they are first needed.
   */
  weight?: Spread<AnyQuantity, Synapse>
  /** From a spike to its arrival, on the grid of dt, at least one step; default one step. As many ways as a weight. */
  delay?: Spread<Time, Synapse>
  /** `'delta'` (default) jumps `v`; `'pulse'` adds to `I` for one step; or a receptor or variable by its name. */
  receptor?: string
  /**
   * Acts in every step instead of at spikes: adds the value of this expression of the weight `w`, variables of the
   * source (`v_pre`) and of the target (`v_post`) at the start of the step to the receptor, by default `'pulse'`. Gap
   * junctions: `'w*(v_pre - v_post)'`; rates: `'w*r_pre'`. There is no delay.
   */
  continuous?: string
  /** How the synapses learn: a rule such as `stdp({ wMax: 2 })`, or several, done in this order; default not at all. */
  plasticity?: Pick<Rule, 'model'> | readonly Pick<Rule, 'model'>[]
  /** The least and the largest weight: where a rule leaves them, the run stops with a PlasticityError. Default none. */
  bounds?: readonly [least: AnyQuantity, largest: AnyQuantity]
  /**
   * Of synapses that learn: from a spike's arrival at the synapse, after `delay`, to the neuron, and from a spike of the
   * neuron back to the synapse; default 0.
   */
  dendriticDelay?: Time
  /**
   * Number formats: `{ w: fixedPoint({ bits: 4 }) }` keeps the weights in few bits, which those that learn need `bounds`
   * for. Default plain numbers, in the precision of the engine.
   */
  formats?: Formats
}

const connectOptions = [
  'topology',
  'weight',
  'delay',
  'receptor',
  'continuous',
  'plasticity',
  'bounds',
  'dendriticDelay',
  'formats',
]

/** What a connection needs to know of its network. */
export interface ConnectionContext {
  readonly seed: number
  /** ms */
  readonly dt: number
  /** Numbers the projections. */
  readonly index: number
  readonly populations: { readonly pre: PopulationDescription; readonly post: PopulationDescription }
  /** Refuses synapses for which there is no room. @param expected whether so many are expected, not certain */
  readonly fits?: (planned: PlannedSynapses, expected: boolean) => void
}

/** The synapses between two groups, as a projection of their populations. */
export function connection(
  pre: Group,
  post: Group,
  options: ConnectOptions,
  { seed, dt, index, populations, fits }: ConnectionContext,
): ProjectionDescription {
  const where = `connect ${pre.label} -> ${post.label}`
  refuseUnknown(where, options, connectOptions)
  const { topology = allToAll(), weight = 1, delay = dt, continuous } = options
  const { receptor = continuous === undefined ? 'delta' : 'pulse' } = options
  check(
    typeof topology?.edges === 'function',
    `${where}: topology must be one such as smallWorld({ k: 6, p: 0.02 }), got ${kindOf(topology)}`,
  )
  check(
    !isSource(post.model),
    `${where}: ${post.label} is a source, which fires by itself and receives nothing; connect from it, onto neurons`,
  )
  const acts = continuous !== undefined
  check(
    !acts || options.delay === undefined,
    `${where}: a continuous connection acts on the values of the step at hand; leave delay out`,
  )
  const { variable, amount } = receptorOf(where, post, receptor)
  const rules = options.plasticity && rulesFor(options.plasticity, { where, pre, post, dt, continuous: acts })
  const learning = rules && learningOf(options, where, dt, acts, acts ? quantityIn(undefined) : amount)
  for (const name of ['bounds', 'dendriticDelay'] as const)
    check(!!rules || options[name] === undefined, `${where}: ${name} is of synapses that learn; give plasticity`)
  const expression = acts ? coupling(continuous, where, pre.model, post.model) : undefined
  const kept = { rules, bounds: learning?.bounds, continuous: expression }
  const formats = options.formats && formatsFor(options.formats, kept, where, dt)

  let space: Space | undefined
  const between = () =>
    (space ??= spaceBetween(
      { ...populations.pre, population: pre.population, from: pre.from, to: pre.to },
      { ...populations.post, population: post.population, from: post.from, to: post.to },
      where,
      topology.periodic,
    ))
  const same = pre.population === post.population && pre.from === post.from && pre.to === post.to
  const count = topology.count?.(pre.size, post.size, same, between)
  const known = count && count.kind !== 'at most' ? count.synapses : undefined
  const exact = count?.kind === 'exact'
  const own = (value: unknown) => typeof value === 'object' || typeof value === 'function'
  const columns = { weights: rules !== undefined || own(weight), delays: own(delay) }
  const planned = { sources: populations.pre.size, count: known ?? 0, ...columns }
  if (known !== undefined && known < 2 ** 32) fits?.(planned, !exact)

  // Six standard deviations above the mean.
  const room = known === undefined ? 1024 : exact ? known : Math.ceil(known + 6 * Math.sqrt(known) + 16)
  const { pieces } = topology.edges
  const whole: DrawPieces = (...given) => [topology.edges(...given)]
  const random = (purpose: string) => philox(seed, purpose, index)
  /** How its synapses are drawn: the same every time. */
  const plan = (weight: Spread<AnyQuantity, Synapse>, delay: Spread<Time, Synapse>): SynapsePlan<Synapse> => ({
    rows: populations.pre.size,
    pre,
    post,
    room,
    pieces: (pieces ?? whole)(pre.size, post.size, random('topology'), same, between),
    weights: n => {
      const parse = acts ? quantityIn(undefined) : amount
      const what = `${where}: weight`
      const given = filling(weight, { n, each: 'synapse', random: random('weight'), parse, what })
      const weights = within(given, learning?.bounds, where)
      return rules ? eachOwn(weights) : weights
    },
    delays: n => {
      const what = `${where}: delay`
      const delays = filling(delay, { n, each: 'synapse', random: random('delay'), parse: time, what })
      return inSteps(delays, dt, where)
    },
    synapse: (pre, post) => new SynapseIn(between, pre, post),
  })
  const given = {
    pre: pre.population,
    post: post.population,
    variable,
    ...(expression && { continuous: expression }),
    ...(rules && { rules, ...learning }),
    ...(formats && { formats }),
  }
  function* drawing(how: SynapsePlan<Synapse>): Generator<number, Partial<ProjectionDescription>, void> {
    const drawn = yield* drawSynapses(how)
    return formats ? formatted({ ...given, ...drawn }, formats) : drawn
  }

  const first = plan(weight, delay)
  check(
    known === undefined || known < 2 ** 32,
    () => `${where}: some ${known!.toLocaleString('en')} synapses are 2^32 or more; connect fewer`,
  )
  const lists = isList(weight) || isList(delay)
  const work = Math.max(known ?? 0, count?.pairs ?? 0)
  const later = pieces && known !== undefined && work > atOnce && (exact || !lists)
  if (!later) return { ...given, ...finished(drawing(first)) } as ProjectionDescription

  // Whatever is refused without drawing is refused now.
  first.weights(known)
  const wait = typeof delay === 'function' ? 1 : longest(first.delays(known))
  // A list may be changed by then.
  const [weightThen, delayThen] = [copied(weight), copied(delay)]
  return undrawn(given, ['offsets', 'targets', 'weights', 'delays', ...(formats ? ['formatError' as const] : [])], {
    begin: () => drawing(plan(weightThen, delayThen)),
    planned,
    exact,
    delay: wait,
  })
}

/**
 * Synapses that `connect` draws itself, or pairs that it looks at, at most: some tenth of a second. More are drawn when
 * they are first needed.
 */
const atOnce = 1_000_000

const isList = (spread: unknown): spread is ArrayLike<number> =>
  typeof spread === 'object' && spread !== null && !('sampler' in spread)

const copied = <S>(spread: S): S => (isList(spread) ? (Float64Array.from(spread) as S & Float64Array) : spread)

/** The longest of some delays, in steps. */
function longest(delays: number | Filling<Synapse, Uint16Array>): number {
  if (typeof delays === 'number') return delays
  const some = new Uint16Array(4096)
  delays(some, 0, () => ({ pre: 0, post: 0, distance: 0 }))
  return some.reduce((a, b) => Math.max(a, b))
}

/** What a generator returns in the end. */
function finished<T>(work: Generator<unknown, T, void>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/** Bounds and dendritic delay of synapses that learn. */
function learningOf(
  { bounds, dendriticDelay }: ConnectOptions,
  where: string,
  dt: number,
  acts: boolean,
  amount: (value: AnyQuantity, what: string) => number,
): Pick<ProjectionDescription, 'bounds' | 'dendriticDelay'> {
  check(
    !acts || dendriticDelay === undefined,
    `${where}: a continuous connection has no spikes to delay; leave dendriticDelay out`,
  )
  check(
    bounds === undefined || (Array.isArray(bounds) && bounds.length === 2),
    `${where}: bounds must be the least and the largest weight, as in [0, 1], got ${kindOf(bounds)}`,
  )
  const [least, largest] = (bounds ?? []).map(bound => amount(bound, `${where}: bounds`))
  check(!bounds || least < largest, `${where}: bounds must be ordered, got ${least} .. ${largest}`)
  const delay = dendriticDelay === undefined ? 0 : time(dendriticDelay, `${where}: dendriticDelay`)
  const steps = Math.round(delay / dt)
  check(delay >= 0, `${where}: dendriticDelay must not be negative, got ${delay} ms`)
  check(steps <= 65_535, `${where}: dendriticDelay of ${delay} ms is ${steps} steps of ${dt} ms; at most 65,535`)
  return { ...(bounds && { bounds: [least, largest] }), ...(steps > 0 && { dendriticDelay: steps }) }
}
