import type { SynapseModel } from '../../../model/index.js'

/**
 * The state of the synapses of a projection that learns: one array of rows, one number a synapse in each, in the order of
 * their targets. Every synapse keeps all variables of its rules, whatever their scope, as they were when it was last
 * touched, and in how many steps since then time has passed, so that they are read in closed form.
 */
export interface LearningRows {
  readonly weight: number
  /** Of each rule, the row of each of its variables. */
  readonly variables: readonly ReadonlyMap<string, number>[]
  /** Steps since variables with a closed form were set, all of them together; absent where there is none. */
  readonly age?: number
  /** 1 where all is well; -1 - r where rule r went astray, and the synapse has stood still since; 0 where there is none. */
  readonly sound: number
  readonly count: number
}

export function learningRows(rules: readonly SynapseModel[]): LearningRows {
  let count = 0
  const weight = count++
  const variables = rules.map(rule => new Map(rule.variables.map(({ name }) => [name, count++])))
  const flows = rules.some(rule => rule.variables.some(({ flow }) => flow))
  const age = flows ? count++ : undefined
  return { weight, variables, ...(age !== undefined && { age }), sound: count++, count }
}
