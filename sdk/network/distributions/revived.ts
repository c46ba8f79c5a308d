import { check } from '../../check.js'
import type { Recipe } from '../recipe.js'
import { clipped } from './clipped.js'
import type { Distribution } from './distribution.js'
import { exponentialDistribution } from './exponentialDistribution.js'
import { lognormal } from './lognormal.js'
import { normal } from './normal.js'
import { uniform } from './uniform.js'

const makers: Readonly<Record<string, (...args: never[]) => Distribution<never>>> = {
  exponentialDistribution,
  lognormal,
  normal,
  uniform,
}

/** A distribution from its recipe. @throws RangeError for one that does not exist */
export function distributionFrom<Q>({ make, args }: Recipe): Distribution<Q> {
  if (make === 'clipped') {
    const [of, low, high] = args as readonly [Recipe, number, number]
    return clipped<number, number>(distributionFrom(of), low, high) as Distribution<unknown> as Distribution<Q>
  }
  check(Object.hasOwn(makers, make), `there is no distribution "${make}"`)
  return makers[make](...(args as never[])) as Distribution<unknown> as Distribution<Q>
}
