import type { ProjectionDescription } from '../../network/index.js'

/** Weights on their way to one variable of a population, summed by the step they arrive in, in the order they were sent. */
export interface Arrivals {
  /** What arrives at a step; to be cleared by the caller once delivered. */
  due(step: number): Float64Array
  add(step: number, target: number, weight: number): void
  /** All of it, for snapshots. */
  readonly ring: Float64Array
}

/** @param longest the longest delay of the projections onto the variable, in steps */
export function arrivals(size: number, longest: number): Arrivals {
  const rows = longest + 1
  const ring = new Float64Array(rows * size)
  return {
    due: step => ring.subarray((step % rows) * size, ((step % rows) + 1) * size),
    add(step, target, weight) {
      ring[(step % rows) * size + target] += weight
    },
    ring,
  }
}

/** Queues the spikes of one step on the synapses of a projection. */
export function send(
  { offsets, targets, delays }: ProjectionDescription,
  weights: number | Float64Array,
  step: number,
  fired: ArrayLike<number>,
  into: Arrivals,
): void {
  for (let j = 0; j < fired.length; j++) {
    for (let s = offsets[fired[j]]; s < offsets[fired[j] + 1]; s++) {
      const delay = typeof delays === 'number' ? delays : delays[s]
      into.add(step + delay, targets[s], typeof weights === 'number' ? weights : weights[s])
    }
  }
}
