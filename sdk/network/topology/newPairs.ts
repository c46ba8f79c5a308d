import type { Random } from '../../random/index.js'
import { edgeList } from './edgeList.js'
import type { Edges, Joining } from './topology.js'

/**
 * Every pair with a newborn in it is connected with its probability, independently: first those whose target alone is
 * one, then those whose source is; each in the order of source, then target.
 *
 * @param probability one for all pairs, at a cost that follows the synapses, or a function of the pair
 */
export function newPairs(
  { pre, post, firstPre, firstPost, random, same, livesPre, livesPost }: Joining,
  self: boolean,
  probability: number | ((i: number, j: number) => number),
): Edges {
  const { push, edges } = edgeList()
  const chosen = typeof probability === 'number' ? skipping(probability, random) : asking(probability, random)
  const block = (fromI: number, toI: number, fromJ: number, toJ: number) =>
    chosen(fromI, toI, fromJ, toJ, (i, j) => {
      if (livesPre(i) && livesPost(j) && (self || !same || i !== j)) push(i, j)
    })
  block(0, firstPre, firstPost, post)
  block(firstPre, pre, 0, post)
  return edges()
}

type Visit = (i: number, j: number) => void

/** By the gap to the next chosen pair, which is geometric; see `pairwise`. */
function skipping(p: number, random: Random) {
  const logOfMiss = Math.log1p(-p)
  return (fromI: number, toI: number, fromJ: number, toJ: number, visit: Visit): void => {
    const columns = toJ - fromJ
    const pairs = (toI - fromI) * columns
    if (p === 0) return
    const gap = () => (p === 1 ? 1 : 1 + Math.floor(Math.log(1 - random.uniform()) / logOfMiss))
    for (let at = gap() - 1; at < pairs; at += gap()) visit(fromI + Math.floor(at / columns), fromJ + (at % columns))
  }
}

function asking(probability: (i: number, j: number) => number, random: Random) {
  return (fromI: number, toI: number, fromJ: number, toJ: number, visit: Visit): void => {
    for (let i = fromI; i < toI; i++) {
      for (let j = fromJ; j < toJ; j++) {
        const p = probability(i, j)
        if (p === 1 || (p > 0 && random.uniform() < p)) visit(i, j)
      }
    }
  }
}
