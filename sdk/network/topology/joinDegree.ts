import { check } from '../../check.js'
import type { Random } from '../../random/index.js'
import { edgeList } from './edgeList.js'
import type { Edges, Joining } from './topology.js'

export interface JoinDegree {
  readonly k: number
  readonly self: boolean
  readonly repeats: boolean
  /** The side whose neurons have exactly k partners. */
  readonly fixed: 'pre' | 'post'
}

/**
 * Newborns on the fixed side draw k partners, as all others have. Newborns on the other side are drawn by as many of
 * those who were there as each of theirs is on average, who so have more than k.
 */
export function joinDegree(joining: Joining, { k, self, repeats, fixed }: JoinDegree): Edges {
  const [own, other] =
    fixed === 'post' ? [side(joining, 'Post'), side(joining, 'Pre')] : [side(joining, 'Pre'), side(joining, 'Post')]
  const { random, same } = joining
  const { push, edges } = edgeList()
  const add = fixed === 'post' ? (i: number, j: number) => push(j, i) : push
  for (let i = own.first; i < own.size; i++) {
    for (const j of drawn(other, other.size, k, repeats, same && !self ? i : -1, random)) add(i, j)
  }
  const mean = other.first > 0 ? Math.round((k * own.first) / other.first) : 0
  for (let j = other.first; j < other.size && own.first > 0; j++) {
    for (const i of drawn(own, own.first, mean, repeats, -1, random)) add(i, j)
  }
  return edges()
}

interface Side {
  readonly size: number
  readonly first: number
  readonly living: number
  readonly lives: (i: number) => boolean
}

const side = (of: Joining, which: 'Pre' | 'Post'): Side =>
  which === 'Pre'
    ? { size: of.pre, first: of.firstPre, living: of.livingPre, lives: of.livesPre }
    : { size: of.post, first: of.firstPost, living: of.livingPost, lives: of.livesPost }

/** k of the first n who live, but for one. */
function drawn(
  { size, living, lives }: Side,
  n: number,
  k: number,
  repeats: boolean,
  without: number,
  random: Random,
): Iterable<number> {
  const choices = living - (size - n) - (without >= 0 ? 1 : 0)
  check(
    k === 0 || (choices > 0 && (repeats || k <= choices)),
    `birth: each newborn needs ${k} partners, and ${Math.max(0, choices)} live; take a smaller k, or let fewer die`,
  )
  const found: number[] = []
  const taken = new Set<number>()
  while (found.length < k) {
    const j = random.integer(n)
    if (!lives(j) || j === without || (!repeats && taken.has(j))) continue
    taken.add(j)
    found.push(j)
  }
  return found
}
