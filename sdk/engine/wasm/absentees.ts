import { ones } from '../../network/index.js'

/** Those of a population, or of a part of it, who do not live: the dead, and places that nobody was born into. */
export interface Absentees {
  readonly any: boolean
  has(neuron: number): boolean
  /** Takes them out of the first `count` of a list; returns how many are left. */
  strike(list: Uint32Array, count: number): number
  /** Sets what is meant for them to 0. */
  silence(values: Float32Array | Float64Array): void
  /** Says who lives from now on, and who does not. */
  bear(neuron: number): void
  bury(neuron: number): void
}

/** @param at where it stands who they are, for all threads: see `PopulationLayout.absent` */
export function absentees(buffer: ArrayBuffer, at: number, size: number): Absentees {
  const changes = new Uint32Array(buffer, at, 1)
  const gone = new Uint8Array(buffer, at + 4, size)
  let list = new Uint32Array(0)
  /** Changes that the list knows of. */
  let seen = 0
  const current = () => {
    if (seen === changes[0]) return list
    seen = changes[0]
    list = new Uint32Array(ones(gone))
    for (let i = gone.indexOf(1), found = 0; found < list.length; i++) if (gone[i] === 1) list[found++] = i
    return list
  }
  const set = (neuron: number, absent: number) => {
    if (gone[neuron] === absent) return
    gone[neuron] = absent
    changes[0]++
  }
  return {
    get any() {
      return current().length > 0
    },
    has: neuron => gone[neuron] === 1,
    strike(neurons, count) {
      let left = 0
      for (let j = 0; j < count; j++) if (gone[neurons[j]] === 0) neurons[left++] = neurons[j]
      return left
    },
    silence(values) {
      const absent = current()
      for (let j = 0; j < absent.length; j++) values[absent[j]] = 0
    },
    bear: neuron => set(neuron, 0),
    bury: neuron => set(neuron, 1),
  }
}
