import { check } from '../../check.js'
import type { Recipe } from '../recipe.js'
import { allToAll } from './allToAll.js'
import { distanceDependent } from './distanceDependent.js'
import { fixedInDegree } from './fixedInDegree.js'
import { fixedOutDegree } from './fixedOutDegree.js'
import { fromArrays } from './fromArrays.js'
import { oneToOne } from './oneToOne.js'
import { pairwise } from './pairwise.js'
import type { Topology } from './topology.js'
import { smallWorld } from './wattsStrogatz.js'

const makers: Readonly<Record<string, (...args: never[]) => Topology>> = {
  allToAll,
  distanceDependent,
  fixedInDegree,
  fixedOutDegree,
  fromArrays,
  oneToOne,
  pairwise,
  smallWorld,
}

/** A topology from its recipe. @throws RangeError for one that does not exist */
export function topologyFrom({ make, args }: Recipe): Topology {
  check(Object.hasOwn(makers, make), `there is no topology "${make}"`)
  return makers[make](...(args as never[]))
}
