import { fillUniform, type Stream } from '../stream.js'

/** Positions and velocities in which a read begins: between -.1 and .1. */
export function startingPoint(n: number, random: Stream): { x: Float32Array; y: Float32Array } {
  const [x, y] = [new Float32Array(n), new Float32Array(n)]
  for (const values of [x, y]) {
    fillUniform(random, values)
    for (let i = 0; i < n; i++) values[i] = 0.2 * values[i] - 0.1
  }
  return { x, y }
}
