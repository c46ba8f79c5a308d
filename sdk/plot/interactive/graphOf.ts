import { check } from '../../check.js'
import { isList, kind } from '../recordings.js'

/** One end of a projection: a population, or neurons `from` to `from + size - 1` of one. */
export interface End {
  /** Name for labels. */
  readonly label: string
  readonly size: number
  /** Name of the whole population, where this may be a part; `label`. */
  readonly population?: string
  /** The first neuron of the part; 0. */
  readonly from?: number
}

/** Synapses by their ends, as `net.connect` returns them: the s-th goes from neuron `from[s]` to neuron `to[s]`. */
export interface Synapses {
  /** Name for titles, such as `exc -> inh`. */
  readonly label?: string
  readonly from: ArrayLike<number>
  readonly to: ArrayLike<number>
  readonly pre: End
  readonly post: End
}

/** Populations and their synapses as one graph: the neurons of all populations in a row. */
export interface SynapseGraph {
  readonly label: string
  readonly populations: readonly {
    readonly name: string
    readonly first: number
    readonly from: number
    size: number
  }[]
  readonly n: number
  readonly from: Uint32Array
  readonly to: Uint32Array
}

/** @throws TypeError for something that is no projection; RangeError for an index that is not of its population */
export function graphOf(where: string, given: Synapses | readonly Synapses[]): SynapseGraph {
  const all = isList(given) ? given : [given]
  check(all.length > 0, `${where}: got an empty list of projections; give at least one`)
  for (const one of all) {
    const isOne =
      typeof one === 'object' && one !== null && 'from' in one && 'to' in one && 'pre' in one && 'post' in one
    if (!isOne) throw new TypeError(`${where}: expected a projection, as net.connect returns it, got ${kind(one)}`)
    checkEnds(where, one)
  }
  const populations = populationsOf(all)
  const place = ({ label, population = label, from = 0 }: End) => {
    const whole = populations.find(({ name }) => name === population)!
    return whole.first + from - whole.from
  }
  const column = (side: 'from' | 'to', end: 'pre' | 'post') =>
    Uint32Array.from(all.flatMap(one => Array.from(one[side], i => place(one[end]) + i)))
  return {
    label: all.length === 1 ? (all[0].label ?? '') : '',
    populations,
    n: populations.reduce((sum, { size }) => sum + size, 0),
    from: column('from', 'pre'),
    to: column('to', 'post'),
  }
}

/** Every population that has an end here, as far as the ends reach. */
function populationsOf(all: readonly Synapses[]) {
  const reach = new Map<string, { from: number; to: number }>()
  for (const { label, population = label, from = 0, size } of all.flatMap(({ pre, post }) => [pre, post])) {
    const known = reach.get(population) ?? { from, to: from + size }
    reach.set(population, { from: Math.min(known.from, from), to: Math.max(known.to, from + size) })
  }
  let first = 0
  return Array.from(reach, ([name, { from, to }]) => {
    first += to - from
    return { name, from, size: to - from, first: first - (to - from) }
  })
}

function checkEnds(where: string, { from, to, pre, post }: Synapses): void {
  check(from.length === to.length, `${where}: ${from.length} sources, but ${to.length} targets; one each`)
  for (const [ends, { label, size }] of [
    [from, pre],
    [to, post],
  ] as const) {
    for (let s = 0; s < ends.length; s++) {
      const fits = Number.isInteger(ends[s]) && ends[s] >= 0 && ends[s] < size
      check(fits, `${where}: synapse ${s} names neuron ${ends[s]} of "${label}", which has ${size}`)
    }
  }
}
