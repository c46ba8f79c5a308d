import { check } from '../../check.js'
import type { Distribution } from './distribution.js'

/**
 * Another distribution, held within bounds: what falls outside becomes the bound, as NumPy's `clip` does. Nothing is
 * drawn again, so the bounds themselves are drawn as often as what lies beyond them.
 *
 * @example
 * net.connect(a, b, { weight: clipped(normal(5, 2), 0, 10) })
 */
export function clipped<const Q extends number | string, const B extends number | string>(
  distribution: Distribution<Q>,
  low: B,
  high: B,
): Distribution<Q | B> {
  check(typeof distribution?.sampler === 'function', 'clipped: expected a distribution such as normal(5, 1)')
  return {
    name: `clipped ${distribution.name}`,
    ...(distribution.recipe && { recipe: { make: 'clipped', args: [distribution.recipe, low, high] } }),
    sampler(parse, what) {
      const [least, most] = [parse(low, `${what}: low`), parse(high, `${what}: high`)]
      check(least <= most, `${what}: clipped needs low <= high, got ${least} and ${most}`)
      const sample = distribution.sampler(parse, what)
      return random => Math.min(Math.max(sample(random), least), most)
    },
  }
}
