import type { SynapseView } from './rule.js'

/** Which pairs of a projection are connected. */
export class Pairs {
  /** What became of pairs since. */
  private readonly changed = new Map<number, boolean>()

  constructor(private readonly view: SynapseView) {}

  add(i: number, j: number): void {
    this.changed.set(this.key(i, j), true)
  }

  remove(i: number, j: number): void {
    this.changed.set(this.key(i, j), false)
  }

  /** Whether a synapse from i to j may come: both live, it is not there, and it is no connection of a neuron with itself. */
  free(i: number, j: number): boolean {
    const { pre, post, same } = this.view
    return pre.lives(i) && post.lives(j) && !(same && i === j) && !this.taken(i, j)
  }

  private taken(i: number, j: number): boolean {
    const since = this.changed.get(this.key(i, j))
    if (since !== undefined) return since
    const { from, to } = this.view
    for (let s = first(from, i); from[s] === i; s++) if (to[s] === j) return true
    return false
  }

  private key(i: number, j: number): number {
    return i * this.view.post.size + j
  }
}

/** How many draws are made for one partner before there is taken to be none. */
export const mostDraws = 1000

/** The first of ascending numbers that is not smaller. */
function first(ascending: Uint32Array, least: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle] < least) low = middle + 1
    else high = middle
  }
  return low
}
