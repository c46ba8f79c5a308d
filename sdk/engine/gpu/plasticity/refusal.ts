import { atEnd, variablesOf, type SynapseModel } from '../../../model/index.js'
import type { Description, ProjectionDescription } from '../../../network/index.js'
import type { Refusal } from '../../engine.js'
import { lookup } from '../../lookup.js'
import { namesOf } from './formulas.js'

/** Why kernels cannot run the learning rules of a network; undefined where they can. */
export function refusalOf(description: Description): Refusal | undefined {
  for (const projection of description.projections)
    for (const { model } of projection.rules ?? []) {
      const reason = reasonOf(model, projection, description)
      if (!reason) continue
      const { pre, post } = projection
      return {
        reason: `${pre} -> ${post} learns by rule "${model.name}", ${reason}; take engine 'wasm' or 'reference'`,
      }
    }
  return undefined
}

function reasonOf(model: SynapseModel, projection: ProjectionDescription, description: Description) {
  const { variables, continuous, every } = model
  if (projection.continuous) return 'on a continuous connection, whose kernel takes weights as constants'
  const vector = variables.find(({ length }) => length > 1)
  if (vector) return `whose "${vector.name}" is a vector, and a kernel returns one number for each synapse and row`
  if (continuous)
    return (
      'which acts in every step ("continuous") on neurons after integration and before resets, ' +
      'and the kernel of their step yields them after it alone'
    )
  const variable = (name: string) => {
    const end = atEnd(name)
    if (!end) return false
    const population = description.populations[lookup(description, projection[end.end])]
    return variablesOf(population.model).includes(end.variable)
  }
  const seen = every
    .flatMap(({ statements }) => statements)
    .flatMap(namesOf)
    .find(variable)
  if (seen) return `whose "every" reads ${seen} after what arrives and before integration, and no kernel yields that`
  return undefined
}
