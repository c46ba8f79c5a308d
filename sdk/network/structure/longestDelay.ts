import type { ProjectionDescription } from '../description.js'

/** The longest delay of a projection in steps, or that which one of its synapses ever had. */
export function longestDelay({ delays, longest = 1 }: ProjectionDescription): number {
  if (typeof delays === 'number') return Math.max(delays, longest)
  let most = longest
  // A loop: of a hundred million, calls of a function would take seconds.
  for (let s = 0; s < delays.length; s++) if (delays[s] > most) most = delays[s]
  return most
}
