import type { ProjectionDescription, Receptor } from '../../network/index.js'
import type { Drive } from '../drive.js'

/** Weights on their way to a population, summed by the step they arrive in, in the order they were sent. */
export interface Arrivals {
  /** Moves what is due at a step into the drive. */
  deliver(step: number, drive: Drive): void
  add(step: number, receptor: Receptor, target: number, weight: number): void
}

/** @param longest the longest delay of the projections onto the population, in steps */
export function arrivals(size: number, longest: number): Arrivals {
  const ring = Array.from({ length: longest + 1 }, () => ({
    delta: new Float64Array(size),
    pulse: new Float64Array(size),
  }))
  return {
    deliver(step, { jump, current }) {
      const { delta, pulse } = ring[step % ring.length]
      jump.set(delta)
      current.set(pulse)
      delta.fill(0)
      pulse.fill(0)
    },
    add(step, receptor, target, weight) {
      ring[step % ring.length][receptor][target] += weight
    },
  }
}

/** The longest delay of a projection, in steps. */
export function longestDelay({ delays }: ProjectionDescription): number {
  return typeof delays === 'number' ? delays : delays.reduce((a, b) => Math.max(a, b), 1)
}

/** Queues the spikes of one step on the synapses of a projection. */
export function send(
  { offsets, targets, weights, delays, receptor }: ProjectionDescription,
  step: number,
  fired: readonly number[],
  into: Arrivals,
): void {
  for (const source of fired) {
    for (let s = offsets[source]; s < offsets[source + 1]; s++) {
      const delay = typeof delays === 'number' ? delays : delays[s]
      into.add(step + delay, receptor, targets[s], typeof weights === 'number' ? weights : weights[s])
    }
  }
}
