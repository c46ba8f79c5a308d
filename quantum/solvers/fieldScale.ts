import type { Problem } from '../ising/index.js'
import { randomSpins, stream } from './stream.js'

/**
 * The typical local field of a problem, half of what a flip costs: its root mean square over four random
 * configurations, always the same ones. Temperatures and transverse fields are measured by it where none are given.
 */
export function fieldScale(problem: Problem): number {
  const random = stream(0, 'field scale', 0)
  let sum = 0
  for (let sample = 0; sample < 4; sample++) {
    const walker = problem.walker(randomSpins(random, problem.n))
    for (let i = 0; i < problem.n; i++) sum += (walker.delta(i) / 2) ** 2
  }
  return Math.sqrt(sum / (4 * problem.n)) || 1
}
