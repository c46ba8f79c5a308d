import type { Space } from '../network/index.js'

/** One synapse, for a weight or delay that is a function of it. */
export interface Synapse {
  /** Counted from the first neuron of the group that connects. */
  readonly pre: number
  /** Counted from the first neuron of the group that is connected. */
  readonly post: number
  /** Between the positions of the two; without positions neuron i sits at i on a line. */
  readonly distance: number
}

/** A synapse whose distance is reckoned when somebody asks: a getter of a class costs nothing until then. */
export class SynapseIn implements Synapse {
  constructor(
    private readonly space: () => Space,
    readonly pre: number,
    readonly post: number,
  ) {}

  get distance(): number {
    return this.space().distance(this.pre, this.post)
  }
}
