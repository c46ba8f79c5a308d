import type { Carry } from './carry.js'

/** Spikes in flight on synapses that are gone: each reaches its neuron with what its synapse would have transmitted when it went. */
export interface Strays {
  /** @param step at which it reaches where the synapse was */
  add(step: number, target: number, amount: number): void
  /** Hands over those of a step, in the order in which they were added. */
  take(step: number, give: (step: number, target: number, amount: number) => void): void
  /** All of them: steps from the one at hand, target, amount. */
  saved(from: number): number[]
  /** Puts them back. @param lives those whose target does not are lost */
  restore(from: number, saved: ArrayLike<number>, lives: (target: number) => boolean): void
}

export function strays(): Strays {
  const byStep = new Map<number, number[]>()
  const add = (step: number, target: number, amount: number) => {
    const known = byStep.get(step)
    if (known) known.push(target, amount)
    else byStep.set(step, [target, amount])
  }
  return {
    add,
    take(step, give) {
      if (byStep.size === 0) return
      const due = byStep.get(step)
      if (!due) return
      byStep.delete(step)
      for (let i = 0; i < due.length; i += 2) give(step, due[i], due[i + 1])
    },
    saved: from =>
      [...byStep].flatMap(([step, due]) =>
        Array.from({ length: due.length / 2 }, (_, i) => [step - from, due[2 * i], due[2 * i + 1]]).flat(),
      ),
    restore(from, saved, lives) {
      for (let i = 0; i < saved.length; i += 3)
        if (lives(saved[i + 1])) add(from + saved[i], saved[i + 1], saved[i + 2])
    },
  }
}

/** Which synapses of a projection a change removes; undefined if none. @param count how many there were */
export function removedBy(carry: Carry | undefined, projection: number, count: number): Uint8Array | undefined {
  const order = carry?.orders[projection]
  if (!order) return undefined
  const removed = new Uint8Array(count).fill(1)
  for (const s of order) if (s >= 0) removed[s] = 0
  return removed
}
