import type { SynapseModel } from '../../../model/index.js'

/**
 * The state of the synapses of a projection that learns: one array of rows, one number a synapse in each, in the order of
 * their targets. Every synapse keeps all variables of its rules, whatever their scope, as they were when it was last
 * touched, and for how many steps it has not been, so that they are read in closed form.
 */
export interface LearningRows {
  readonly weight: number
  /** Of each rule, the row of each of its variables. */
  readonly variables: readonly ReadonlyMap<string, number>[]
  /** Steps since the variables were set, all together; -1 - r where rule r went astray: the synapse has stood still since. */
  readonly age: number
  /** Whether any variable changes with time. */
  readonly flows: boolean
  readonly count: number
}

export function learningRows(rules: readonly SynapseModel[]): LearningRows {
  let count = 0
  const weight = count++
  const variables = rules.map(rule => new Map(rule.variables.map(({ name }) => [name, count++])))
  const flows = rules.some(rule => rule.variables.some(({ flow }) => flow))
  return { weight, variables, age: count++, flows, count }
}
