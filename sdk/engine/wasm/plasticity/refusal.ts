import type { Description } from '../../../network/index.js'
import type { Refusal } from '../../engine.js'

/** Vectors are written out component by component. */
const mostComponents = 64

/** Why this engine does not run the learning rules of a network; undefined where it does. */
export function refusalOf({ projections }: Description): Refusal | undefined {
  for (const { pre, post, rules = [] } of projections) {
    for (const { model } of rules) {
      const large = model.variables.find(({ length }) => length > mostComponents)
      if (!large) continue
      return {
        reason:
          `${pre} -> ${post} learns by rule "${model.name}", whose "${large.name}" has ${large.length} components, and ` +
          `wasm writes out at most ${mostComponents}; take engine 'reference'`,
      }
    }
  }
  return undefined
}
