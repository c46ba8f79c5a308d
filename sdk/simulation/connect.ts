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
} from '../network/index.js'
import { allToAll, type DrawPieces, type Topology } from '../network/topology/index.js'
import { refuseUnknown } from '../options.js'
import { philox } from '../random/index.js'
import { quantityIn, time, type AnyQuantity, type Time } from '../units/index.js'
import type { Group } from './group.js'

export interface ConnectOptions {
  /** Who is connected to whom; default all to all. */
  topology?: Topology
  /**
   * What one spike adds to the receptor, in the unit of its variable (mV for `delta`) or with a unit; default 1. One
   * for all, one a synapse, a distribution such as `normal(5, 1)`, or a function of the synapse.
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

/** One synapse, for a weight or delay that is a function of it. */
export interface Synapse {
  /** Counted from the first neuron of the group that connects. */
  readonly pre: number
  /** Counted from the first neuron of the group that is connected. */
  readonly post: number
  /** Between the positions of the two; without positions neuron i sits at i on a line. */
  readonly distance: number
}

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
  const planned = topology.count?.(pre.size, post.size, same)
  if (planned && planned.kind !== 'at most' && planned.synapses < 2 ** 32) {
    const own = (value: unknown) => typeof value === 'object' || typeof value === 'function'
    const columns = { weights: rules !== undefined || own(weight), delays: own(delay) }
    fits?.({ sources: populations.pre.size, count: planned.synapses, ...columns }, planned.kind === 'expected')
  }
  const room = planned && planned.kind !== 'at most' ? planned.synapses : 1024
  const random = (purpose: string) => philox(seed, purpose, index)
  const parse = acts ? quantityIn(undefined) : amount
  const each = 'synapse'
  const columns = finished(
    drawSynapses<Synapse>({
      rows: populations.pre.size,
      pre,
      post,
      room,
      pieces: (topology.edges.pieces ?? whole(topology))(pre.size, post.size, random('topology'), same, between),
      weights: n => {
        const what = `${where}: weight`
        const weights = filling(weight, { n, each, random: random('weight'), parse, what })
        return within(rules ? eachOwn(weights) : weights, learning?.bounds, where)
      },
      delays: n => {
        const what = `${where}: delay`
        return inSteps(filling(delay, { n, each, random: random('delay'), parse: time, what }), dt, where)
      },
      synapse: (pre, post) => ({
        pre,
        post,
        get distance() {
          return between().distance(pre, post)
        },
      }),
    }),
  )
  const projection = {
    pre: pre.population,
    post: post.population,
    variable,
    ...columns,
    ...(expression && { continuous: expression }),
    ...(rules && { rules, ...learning }),
  }
  return formats ? formatted(projection, formats) : projection
}

/** What a generator returns in the end. */
function finished<T>(work: Generator<unknown, T, void>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

const whole =
  (topology: Topology): DrawPieces =>
  (...given) => [topology.edges(...given)]

type Numbers = number | Filling<Synapse>

/** Weights that are checked. */
function within(weights: Numbers, bounds: readonly [number, number] | undefined, where: string): Numbers {
  if (!bounds) return weights
  const [least, largest] = bounds
  const checked = (w: number): number => {
    // A message made for every synapse would cost more than all else.
    if (!(w >= least && w <= largest))
      throw new RangeError(`${where}: weight ${w} is outside the bounds ${least} .. ${largest}`)
    return w
  }
  if (typeof weights === 'number') return checked(weights)
  return (out, first, of) => {
    weights(out, first, of)
    for (const w of out) checked(w)
  }
}

/** Synapses that learn have a weight each, though they begin alike. */
const eachOwn = (weights: Numbers): Filling<Synapse> =>
  typeof weights === 'number' ? out => void out.fill(weights) : weights

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

/** Delays of ms in steps. */
function inSteps(delays: Numbers, dt: number, where: string): number | Filling<Synapse, Uint16Array> {
  const steps = delaySteps(dt, where)
  if (typeof delays === 'number') return steps(delays)
  let ms = new Float64Array(0)
  return (out, first, of) => {
    if (ms.length !== out.length) ms = new Float64Array(out.length)
    delays(ms, first, of)
    for (let e = 0; e < out.length; e++) out[e] = steps(ms[e])
  }
}

/** Turns a delay, in ms, into steps. */
export const delaySteps =
  (dt: number, where: string) =>
  (delay: number): number => {
    const k = Math.max(1, Math.round(delay / dt))
    // A message made for every synapse would cost more than all else.
    if (delay < 0) throw new RangeError(`${where}: delay must not be negative, got ${delay} ms`)
    if (k > 65_535) throw new RangeError(`${where}: delay of ${delay} ms is ${k} steps of ${dt} ms; at most 65,535`)
    return k
  }
