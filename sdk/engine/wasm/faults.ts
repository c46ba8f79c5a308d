import { DivergenceError } from '../divergence.js'
import type { Work } from './work.js'

/** A step that failed in a thread. */
export interface Fault {
  readonly step: number
  /** Index; -1 for another error than a divergence. */
  readonly population: number
  /** Index among the variables of the population. */
  readonly variable: number
  readonly neuron: number
  readonly value: number
}

export function faultOf(error: unknown, step: number, parts: Work['parts']): Fault {
  if (!(error instanceof DivergenceError)) return { step, population: -1, variable: 0, neuron: 0, value: 0 }
  const { population, variable, neuron, value } = error
  const part = parts.find(({ name }) => name === population)!
  return {
    step,
    population: part.index,
    variable: part.states.findIndex(([name]) => name === variable),
    neuron,
    value,
  }
}

/** What one thread would have come upon first: the earlier step, then by population, variable and neuron. */
export function earlier(a: Fault, b: Fault): Fault {
  for (const by of ['step', 'population', 'variable', 'neuron'] as const)
    if (a[by] !== b[by]) return a[by] < b[by] ? a : b
  return a
}

/** The error of a divergence. */
export function divergence({ step, population, variable, neuron, value }: Fault, { parts, dt }: Work): DivergenceError {
  const part = parts.find(({ index }) => index === population)!
  return new DivergenceError(part.name, neuron, part.states[variable][0], (step + 1) * dt, value)
}
