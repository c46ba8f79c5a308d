import { check } from '../../check.js'
import { refuseUnknown, suggestion } from '../../options.js'
import { condition, conditionOptions, type SynapseCondition } from './condition.js'
import { everyOf, within, type Every } from './options.js'
import { mostDraws, Pairs } from './partners.js'
import type { SynapseRule, SynapseView } from './rule.js'

export interface RewireOptions extends SynapseCondition, Every {
  /** Each synapse that fulfils the conditions is rewired with this probability; default 1. */
  p?: number
  /**
   * `'out'` (default): each synapse keeps its source and gets another target, so that every out-degree stays; `'in'`: it
   * keeps its target; `'both'`: two synapses exchange their targets, and every degree stays.
   */
  conserve?: 'out' | 'in' | 'both'
  /** Weight of the new synapses; `'keep'` (default): that of the synapse it was, with its delay. */
  weight?: number | 'keep'
}

const kinds = ['out', 'in', 'both'] as const

/**
 * Gives synapses another partner, drawn uniformly among those who live and are not connected yet. The number of synapses
 * stays, and with it the degree of the side that is conserved.
 *
 * @throws RangeError for an unknown option or a number out of range
 * @example
 * net.plan(rewire({ below: 0.05, for: '1 s', every: '100 ms', conserve: 'in', weight: 0.1 }), projection)
 * await net.rewire(projection, { p: 0.1 })   // a tenth of the synapses at random
 */
export function rewire(options: RewireOptions = {}): SynapseRule {
  refuseUnknown('rewire', options, [...conditionOptions, 'p', 'conserve', 'weight', 'every'])
  const { p = 1, conserve = 'out', weight = 'keep' } = options
  const { lasting, window, find } = condition('rewire', options)
  within(p, 'rewire: p', 0, 1)
  check(
    kinds.includes(conserve),
    () => `rewire: unknown conserve "${String(conserve)}"; there are ${kinds.join(', ')}${suggestion(conserve, kinds)}`,
  )
  check(
    weight === 'keep' || Number.isFinite(weight),
    `rewire: weight must be a finite number or 'keep', got ${String(weight)}`,
  )
  check(!lasting || options.every !== undefined, 'rewire: for needs a rule that looks again and again; give every, too')
  return {
    name: 'rewire',
    on: 'synapses',
    ...everyOf('rewire', options),
    ...(window && { window }),
    recipe: { make: 'rewire', args: [options] },
    async decide(view, memory) {
      const found = await find(view, memory)
      const chosen = p === 1 ? found : found.filter(() => view.random.uniform() < p)
      const { removed, from, to } = (conserve === 'both' ? exchanged : redrawn)(view, chosen, conserve)
      const weights = weight === 'keep' ? await view.weights() : undefined
      return {
        removed: [...removed].sort((a, b) => a - b),
        added: {
          from,
          to,
          weights: removed.map(s => (weights ? weights[s] : (weight as number))),
          delays: removed.map(s => view.delays[s]),
        },
      }
    },
  }
}

/** Synapses that go, and the ends of those that come in the place of each. */
interface Moves {
  readonly removed: number[]
  readonly from: number[]
  readonly to: number[]
}

/** Another end for each, drawn; one for which there is none stays. */
function redrawn(view: SynapseView, chosen: readonly number[], conserve: string): Moves {
  const { random, pre, post } = view
  const pairs = new Pairs(view)
  const moves: Moves = { removed: [], from: [], to: [] }
  for (const s of chosen) {
    for (let draws = 0; draws < mostDraws; draws++) {
      const i = conserve === 'in' ? random.integer(pre.size) : view.from[s]
      const j = conserve === 'in' ? view.to[s] : random.integer(post.size)
      if (!pairs.free(i, j)) continue
      pairs.add(i, j)
      pairs.remove(view.from[s], view.to[s])
      moves.removed.push(s)
      moves.from.push(i)
      moves.to.push(j)
      break
    }
  }
  return moves
}

/** Pairs of synapses, drawn, exchange targets: a -> b and c -> d become a -> d and c -> b (Maslov & Sneppen 2002). */
function exchanged(view: SynapseView, chosen: readonly number[]): Moves {
  const { random } = view
  const pairs = new Pairs(view)
  const moves: Moves = { removed: [], from: [], to: [] }
  const left = random.shuffle([...chosen])
  while (left.length > 1) {
    const s = left.pop()!
    for (let draws = 0; draws < Math.min(mostDraws, 4 * left.length); draws++) {
      const place = random.integer(left.length)
      const r = left[place]
      const [a, b, c, d] = [view.from[s], view.to[s], view.from[r], view.to[r]]
      if (a === c || b === d || !pairs.free(a, d) || !pairs.free(c, b)) continue
      pairs.remove(a, b)
      pairs.remove(c, d)
      pairs.add(a, d)
      pairs.add(c, b)
      left.splice(place, 1)
      moves.removed.push(s, r)
      moves.from.push(a, c)
      moves.to.push(d, b)
      break
    }
  }
  return moves
}
