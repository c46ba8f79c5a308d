import type { PopulationDescription } from '../description.js'
import { ones } from './ones.js'

/** How many neurons were ever born: their indices are below. */
export const bornOf = ({ size, life }: PopulationDescription): number => life?.born ?? size

/** Whether a neuron lives: not one that died, nor a place that nobody was born into. */
export const lives = ({ life }: PopulationDescription, neuron: number): boolean => !life || life.living[neuron] === 1

/** How many neurons live among `from .. to - 1`; default of all. */
export function livingIn({ life, size }: PopulationDescription, from = 0, to = size): number {
  return life ? ones(life.living.subarray(from, to)) : to - from
}

/** The places of a population where no neuron lives, ascending. */
export function absentIn(population: PopulationDescription): Uint32Array {
  const { life, size } = population
  if (!life) return new Uint32Array(0)
  const absent = new Uint32Array(size - livingIn(population))
  for (let i = 0, found = 0; i < size; i++) if (life.living[i] === 0) absent[found++] = i
  return absent
}
