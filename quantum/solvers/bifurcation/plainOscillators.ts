import type { Ising } from '../../ising/index.js'
import { isingArrays, type IsingArrays } from '../isingArrays.js'
import type { Stream } from '../stream.js'
import type { BifurcationStep, Oscillators } from './oscillators.js'
import { startingPoint } from './startingPoint.js'

/** Oscillators by loops over typed arrays. */
export const plainOscillators =
  (problem: Ising, discrete: boolean) =>
  (random: Stream): Oscillators => {
    const { n } = problem
    const arrays = isingArrays(problem)
    const { x, y } = startingPoint(n, random)
    const signs = Float32Array.from(x, p => (p < 0 ? -1 : 1))
    // The forces of the signs give the energy, and in the discrete kind the next step.
    const ofSigns = new Float32Array(n)
    const ofPositions = discrete ? ofSigns : new Float32Array(n)
    forces(arrays, signs, ofSigns)
    let energy = energyOf(problem, signs, ofSigns)
    return {
      step(steps) {
        for (const step of steps) {
          if (!discrete) forces(arrays, x, ofPositions)
          bifurcationStep(x, y, ofPositions, step)
          for (let i = 0; i < n; i++) signs[i] = x[i] < 0 ? -1 : 1
          forces(arrays, signs, ofSigns)
        }
        energy = energyOf(problem, signs, ofSigns)
      },
      get energy() {
        return energy
      },
      signs: () => Int8Array.from(signs),
      positions: () => x.slice(),
      velocities: () => y.slice(),
    }
  }

/** `h + J g`, row by row. */
export function forces(
  { n, offsets, targets, weights, fields }: IsingArrays,
  positions: Float32Array,
  out: Float32Array,
): void {
  for (let i = 0; i < n; i++) {
    let sum = fields[i]
    for (let e = offsets[i], end = offsets[i + 1]; e < end; e++) sum += weights[e] * positions[targets[e]]
    out[i] = sum
  }
}

/** One step of all oscillators. */
export function bifurcationStep(
  x: Float32Array,
  y: Float32Array,
  force: Float32Array,
  { slack, strength, dt }: BifurcationStep,
): void {
  for (let i = 0; i < x.length; i++) {
    const velocity = y[i] + (strength * force[i] - slack * x[i]) * dt
    const position = x[i] + velocity * dt
    const inside = position >= -1 && position <= 1
    x[i] = inside ? position : position > 0 ? 1 : -1
    y[i] = inside ? velocity : 0
  }
}

function energyOf({ n, fields, constant }: Ising, signs: Float32Array, force: Float32Array): number {
  let sum = 0
  for (let i = 0; i < n; i++) sum += signs[i] * (force[i] + fields[i])
  return constant - sum / 2
}
