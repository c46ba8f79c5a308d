import { check } from '../../check.js'
import { edgeList } from './edgeList.js'
import type { Edges, Joining } from './topology.js'

/**
 * Newborns enter a ring between its last neuron and its first: each is connected to the `half` living neighbours on
 * either side, and every such edge leads with probability p to anybody else instead (as in Watts & Strogatz 1998).
 */
export function joinRing(
  { pre: n, firstPre, random, livingPre, livesPre: lives }: Joining,
  half: number,
  p: number,
): Edges {
  check(
    livingPre > 2 * half,
    `birth: a newborn of smallWorld needs ${2 * half} neighbours, and ${livingPre - 1} others live; let fewer die`,
  )
  const { push, edges } = edgeList()
  const partners = new Map<number, Set<number>>()
  const of = (i: number) => partners.get(i) ?? partners.set(i, new Set()).get(i)!
  const connect = (i: number, j: number) => {
    of(i).add(j)
    of(j).add(i)
    push(i, j)
    push(j, i)
  }
  for (let i = firstPre; i < n; i++) {
    for (const direction of [-1, 1]) {
      for (let lap = 0, at = i; lap < half; lap++) {
        do at = (at + direction + n) % n
        while (!lives(at))
        // The edge to a newborn ahead is that newborn's.
        if (at === i || (direction > 0 && at > i) || of(i).has(at)) continue
        let j = at
        if (random.uniform() < p && of(i).size < livingPre - 1) {
          do j = random.integer(n)
          while (j === i || !lives(j) || of(i).has(j))
        }
        connect(i, j)
      }
    }
  }
  return edges()
}
