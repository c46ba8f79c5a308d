import type { Description } from '../network/index.js'

/** The modulators of a network at work: each known where it last changed, and read in closed form. */
export interface Modulators {
  /** The value of a modulator at a step. */
  reader(name: string): (step: number) => number
  set(name: string, step: number, value: number): void
  /** Adds to each what a reward gives. */
  reward(amount: number, step: number): void
  /** Value and step of the last change of each: live, for snapshots. */
  readonly state: Float64Array
}

export function modulatorsOf({ modulators = [], dt }: Description): Modulators {
  const state = Float64Array.from(modulators.flatMap(({ value, baseline }) => [value ?? baseline, 0]))
  const index = (name: string) => modulators.findIndex(modulator => modulator.name === name)
  const at = (m: number, step: number) => {
    const { baseline, tau } = modulators[m]
    const since = step - state[2 * m + 1]
    return since === 0 ? state[2 * m] : baseline + (state[2 * m] - baseline) * Math.exp((-since * dt) / tau)
  }
  const put = (m: number, step: number, value: number) => state.set([value, step], 2 * m)
  return {
    reader(name) {
      const m = index(name)
      return step => at(m, step)
    },
    set: (name, step, value) => put(index(name), step, value),
    reward(amount, step) {
      modulators.forEach(({ reward }, m) => {
        if (reward !== 0) put(m, step, at(m, step) + reward * amount)
      })
    },
    state,
  }
}
