import { check } from '../../check.js'
import { edgeList } from './edgeList.js'
import type { Edges, Joining } from './topology.js'

/**
 * Each newborn enters a ring at a place that is drawn: it is connected to the `half` living neighbours on either side of
 * the gap behind a neuron, and every such edge leads with probability p to anybody else who was there instead (as in
 * Watts & Strogatz 1998). So it has as many partners as all began with, and nobody collects them.
 */
export function joinRing(
  { firstPre: n, pre, random, livesPre: lives, livingPre }: Joining,
  half: number,
  p: number,
): Edges {
  const living = livingPre - (pre - n)
  check(
    living > 2 * half,
    `birth: a newborn of smallWorld needs ${2 * half} neighbours, and ${living} live; let fewer die`,
  )
  const { push, edges } = edgeList()
  for (let i = n; i < pre; i++) {
    const gap = random.integer(n)
    const partners = new Set<number>()
    for (const [from, direction] of [
      [gap, -1],
      [gap + 1, 1],
    ]) {
      for (let at = (from + n) % n, met = 0; met < half; at = (at + direction + n) % n) {
        if (!lives(at)) continue
        partners.add(at)
        met++
      }
    }
    for (const neighbour of [...partners]) {
      if (random.uniform() >= p) continue
      let other: number
      do other = random.integer(n)
      while (!lives(other) || partners.has(other))
      partners.delete(neighbour)
      partners.add(other)
    }
    for (const j of partners) {
      push(i, j)
      push(j, i)
    }
  }
  return edges()
}
