import { check } from '../../check.js'
import type { Recipe } from '../../network/index.js'
import { death } from './death.js'
import { neurogenesis } from './neurogenesis.js'
import { prune } from './prune.js'
import { rewire } from './rewire.js'
import type { StructuralRule } from './rule.js'
import { synaptogenesis } from './synaptogenesis.js'

const makers: Readonly<Record<string, (options: never) => StructuralRule>> = {
  death,
  neurogenesis,
  prune,
  rewire,
  synaptogenesis,
}

/** A rule from its recipe. @throws RangeError for one that does not exist */
export function structuralRuleFrom({ make, args }: Recipe): StructuralRule {
  check(Object.hasOwn(makers, make), `there is no rule of structure "${make}"`)
  return makers[make](args[0] as never)
}
