import type { SynapseView } from './rule.js'

/** Which pairs of a projection are connected. */
export class Pairs {
  private readonly taken = new Set<number>()

  constructor(private readonly view: SynapseView) {
    const { from, to } = view
    for (let s = 0; s < from.length; s++) this.add(from[s], to[s])
  }

  add(i: number, j: number): void {
    this.taken.add(i * this.view.post.size + j)
  }

  remove(i: number, j: number): void {
    this.taken.delete(i * this.view.post.size + j)
  }

  /** Whether a synapse from i to j may come: both live, it is not there, and it is no connection of a neuron with itself. */
  free(i: number, j: number): boolean {
    const { pre, post, same } = this.view
    return pre.lives(i) && post.lives(j) && !(same && i === j) && !this.taken.has(i * post.size + j)
  }
}

/** How many draws are made for one partner before there is taken to be none. */
export const mostDraws = 1000
