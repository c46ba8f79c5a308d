import type { ProjectionDescription } from '../description.js'

/** The longest delay of a projection in steps, or that which one of its synapses ever had. */
export function longestDelay({ delays, longest = 1 }: ProjectionDescription): number {
  return typeof delays === 'number' ? Math.max(delays, longest) : delays.reduce((a, b) => Math.max(a, b), longest)
}
