import { check } from '../../sdk/check.js'
import type { DensityMatrix } from './densityMatrix.js'
import type { GroupState } from './groupState.js'
import { termsOf, type GroupObjective } from './objective.js'

/**
 * A product state: every weight a wave function of its own that sees the others by their means alone (mean field). The
 * baseline: it takes any number of weights and knows no correlation.
 *
 * @param start mean of each spin at the beginning, -1..1
 */
export function productState(start: ArrayLike<number>): GroupState {
  const n = start.length
  // Amplitudes of up and of down.
  const up = Float64Array.from(start, m => Math.sqrt((1 + m) / 2))
  const down = Float64Array.from(start, m => Math.sqrt((1 - m) / 2))
  const mean = (i: number) => up[i] * up[i] - down[i] * down[i]
  const means = () => up.map((_, i) => mean(i))
  const normalise = (i: number) => {
    const norm = Math.hypot(up[i], down[i])
    up[i] /= norm
    down[i] /= norm
  }
  const scale = (i: number, step: number) => {
    const factor = Math.exp(-Math.abs(step))
    if (step > 0) up[i] *= factor
    else down[i] *= factor
  }
  /** Half the difference in energy between a weight's levels, given the means of the others. */
  const forces = (objective: GroupObjective, where: string) => {
    const m = means()
    const force = new Float64Array(n)
    for (const { weight, spins } of termsOf(objective, n, where)) {
      for (const i of spins) force[i] += spins.reduce((product, j) => (j === i ? product : product * m[j]), weight)
    }
    return force
  }
  const step = (force: Float64Array, time: number, hop: number) => {
    const [stay, move] = [Math.cosh(hop), Math.sinh(hop)]
    for (let i = 0; i < n; i++) {
      scale(i, 2 * time * force[i])
      const [a, b] = [up[i], down[i]]
      up[i] = stay * a + move * b
      down[i] = stay * b + move * a
      normalise(i)
    }
  }

  return {
    n,
    means,
    learn(objective, rate, field) {
      step(forces(objective, 'learn'), rate / 2, rate * field)
    },
    cool(objective, field, time, dt) {
      const count = Math.ceil(time / dt - 1e-9)
      for (let k = 0; k < count; k++) step(forces(objective, 'cool'), time / count, (time / count) * field)
    },
    energy(objective, field) {
      const m = means()
      const sum = termsOf(objective, n, 'energy').reduce(
        (total, { weight, spins }) => total + spins.reduce((product, i) => product * m[i], weight),
        0,
      )
      return up.reduce((total, a, i) => total - 2 * field * a * down[i], sum)
    },
    reduced(part) {
      check(part.length <= 8, `reduced: at most 8 weights at once, got ${part.length}`)
      const size = 2 ** part.length
      const amplitude = Float64Array.from({ length: size }, (_, a) =>
        part.reduce((product, i, k) => product * ((a >> k) & 1 ? down[i] : up[i]), 1),
      )
      const re = Float64Array.from(
        { length: size * size },
        (_, j) => amplitude[Math.floor(j / size)] * amplitude[j % size],
      )
      return { size, re, im: new Float64Array(size * size) } satisfies DensityMatrix
    },
    schmidt: () => Float64Array.of(1),
    measure(i, uniform) {
      const result = uniform() < up[i] * up[i] ? 1 : -1
      up[i] = result === 1 ? 1 : 0
      down[i] = 1 - up[i]
      return result
    },
    likeliest: () => Int8Array.from({ length: n }, (_, i) => (up[i] >= Math.abs(down[i]) ? 1 : -1)),
  }
}
