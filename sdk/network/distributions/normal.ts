import { check } from '../../check.js'
import type { Distribution } from './distribution.js'

/**
 * Normal (Gaussian). It has no bounds: where a number must not be negative, put {@link clipped} around it.
 * Equivalent to NumPy's `normal(mean, sd)`.
 *
 * @param sd standard deviation, at least 0
 * @example
 * net.connect(a, b, { weight: normal(5, 1), delay: clipped(normal('2 ms', '1 ms'), '0.1 ms', '10 ms') })
 */
export function normal<const Q extends number | string>(mean: Q, sd: Q): Distribution<Q> {
  const shape = (parse: (value: Q, what: string) => number, what: string): [number, number] => {
    const [center, width] = [parse(mean, `${what}: mean`), parse(sd, `${what}: sd`)]
    check(width >= 0, `${what}: normal needs a standard deviation of 0 or more, got ${width}`)
    return [center, width]
  }
  return {
    name: 'normal',
    recipe: { make: 'normal', args: [mean, sd] },
    sampler(parse, what) {
      const [center, width] = shape(parse, what)
      return random => center + width * random.normal()
    },
    column(parse, what) {
      const [center, width] = shape(parse, what)
      return (random, out) => {
        random.normals(out)
        for (let i = 0; i < out.length; i++) out[i] = center + width * out[i]
      }
    },
  }
}
