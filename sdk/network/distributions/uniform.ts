import { check } from '../../check.js'
import type { Distribution } from './distribution.js'

/**
 * Uniform between two quantities of the same kind. Equivalent to NumPy's `uniform(low, high)`.
 *
 * @example
 * net.connect(a, b, { delay: uniform('1 ms', '5 ms'), weight: uniform(0, 8) })
 */
export function uniform<const Q extends number | string>(low: Q, high: Q): Distribution<Q> {
  const ends = (parse: (value: Q, what: string) => number, what: string): [number, number] => {
    const [from, to] = [parse(low, `${what}: low`), parse(high, `${what}: high`)]
    check(from <= to, `${what}: uniform needs low <= high, got ${from} and ${to}`)
    return [from, to]
  }
  return {
    name: 'uniform',
    recipe: { make: 'uniform', args: [low, high] },
    sampler(parse, what) {
      const [from, to] = ends(parse, what)
      return random => from + (to - from) * random.uniform()
    },
    column(parse, what) {
      const [from, to] = ends(parse, what)
      return (random, out) => {
        random.uniforms(out)
        for (let i = 0; i < out.length; i++) out[i] = from + (to - from) * out[i]
      }
    },
  }
}
