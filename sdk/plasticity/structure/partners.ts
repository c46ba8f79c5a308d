import type { SynapseView } from './rule.js'

/** Which pairs of a projection are connected. */
export class Pairs {
  /** Targets of the synapses that there were, source by source, and where those of each begin. */
  private readonly targets: Uint32Array
  private readonly starts: Uint32Array
  /** What became of pairs since. */
  private readonly changed = new Map<number, boolean>()

  constructor(private readonly view: SynapseView) {
    const { from, to, pre } = view
    const starts = new Uint32Array(pre.size + 1)
    for (let s = 0; s < from.length; s++) starts[from[s] + 1]++
    for (let i = 0; i < pre.size; i++) starts[i + 1] += starts[i]
    const next = starts.slice()
    this.targets = new Uint32Array(from.length)
    for (let s = 0; s < from.length; s++) this.targets[next[from[s]]++] = to[s]
    this.starts = starts
  }

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
    const { starts, targets, changed } = this
    const since = changed.get(this.key(i, j))
    if (since !== undefined) return since
    for (let s = starts[i]; s < starts[i + 1]; s++) if (targets[s] === j) return true
    return false
  }

  private key(i: number, j: number): number {
    return i * this.view.post.size + j
  }
}

/** How many draws are made for one partner before there is taken to be none. */
export const mostDraws = 1000
