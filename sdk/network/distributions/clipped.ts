import { check } from '../../check.js'
import { columnOf, type Distribution } from './distribution.js'

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
  const bounds = (parse: (value: Q | B, what: string) => number, what: string): [number, number] => {
    const [least, most] = [parse(low, `${what}: low`), parse(high, `${what}: high`)]
    check(least <= most, `${what}: clipped needs low <= high, got ${least} and ${most}`)
    return [least, most]
  }
  return {
    name: `clipped ${distribution.name}`,
    ...(distribution.recipe && { recipe: { make: 'clipped', args: [distribution.recipe, low, high] } }),
    sampler(parse, what) {
      const [least, most] = bounds(parse, what)
      const sample = distribution.sampler(parse, what)
      return random => Math.min(Math.max(sample(random), least), most)
    },
    column(parse, what) {
      const [least, most] = bounds(parse, what)
      const fill = columnOf(distribution, parse, what)
      return (random, out) => {
        fill(random, out)
        for (let i = 0; i < out.length; i++) out[i] = Math.min(Math.max(out[i], least), most)
      }
    },
  }
}
