import { absentIn, type PopulationDescription } from '../../network/index.js'

/** Those of a population who do not live: the dead, and places that nobody was born into. */
export interface Absentees {
  readonly any: boolean
  has(neuron: number): boolean
  /** Takes them out of the first `count` of a list; returns how many are left. */
  strike(list: Uint32Array, count: number): number
  /** Sets what is meant for them to 0. */
  silence(values: Float32Array | Float64Array): void
  /** Those from here on live from now on. */
  bear(first: number, count: number): void
  bury(neurons: Uint32Array): void
}

/** @param absent who does not live, ascending, if it is known */
export function absentees(
  population: Pick<PopulationDescription, 'size' | 'life'>,
  absent = absentIn(population as PopulationDescription),
): Absentees {
  let list = absent
  const gone = new Uint8Array(population.size)
  for (const i of list) gone[i] = 1
  return {
    get any() {
      return list.length > 0
    },
    has: neuron => gone[neuron] === 1,
    strike(neurons, count) {
      let left = 0
      for (let j = 0; j < count; j++) if (gone[neurons[j]] === 0) neurons[left++] = neurons[j]
      return left
    },
    silence(values) {
      for (let j = 0; j < list.length; j++) values[list[j]] = 0
    },
    bear(first, count) {
      gone.fill(0, first, first + count)
      list = list.filter(i => gone[i] === 1)
    },
    bury(neurons) {
      for (const i of neurons) gone[i] = 1
      const more = new Uint32Array(list.length + neurons.length)
      more.set(list)
      more.set(neurons, list.length)
      list = more.sort()
    },
  }
}
