import type { Description } from '../../network/index.js'
import type { Refusal } from '../engine.js'
import { noFormats } from '../noFormats.js'
import { refusalOf } from './plasticity/index.js'

/** Single precision counts exactly up to here. */
const exact = 2 ** 24

/** What the kernels cannot do, by name. */
export function supports(description: Description): true | Refusal {
  const { populations, projections } = description
  const refused = noFormats(description, "engine 'wasm' or 'reference'") ?? refusalOf(description)
  if (refused) return refused
  for (const { name, size, life } of populations) {
    if (life)
      return { reason: `in population "${name}" neurons were born or died; engines wasm and reference know how` }
    if (size > exact)
      return { reason: `population "${name}" has ${size} neurons; indices are exact up to ${exact}; split it` }
  }
  for (const { pre, post, targets } of projections)
    if (targets.length > exact)
      return {
        reason: `${pre} -> ${post} has ${targets.length} synapses; indices are exact up to ${exact}; connect in parts`,
      }
  return true
}
