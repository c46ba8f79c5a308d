import { check, kindOf } from '../../check.js'
import { coasting, longestCoast, namesIn, type Coasting, type Integration } from '../../model/index.js'
import { refuseUnknown } from '../../options.js'
import type { Description, PopulationDescription } from '../../network/index.js'

/**
 * What silent neurons cost. `'off'`: what others cost. `'exact'`: neurons that a step leaves unchanged, bit for bit, are
 * skipped until something reaches them. `{ within }`, in mV: neurons near rest that cannot fire by themselves coast along
 * their linear flow, in closed form, until something reaches them; `v` is then at most so far from what it would be.
 */
export type Sleep = 'off' | 'exact' | { readonly within: number }

/** Whether a value is a {@link Sleep}. @throws RangeError if it is not */
export function checkSleep(sleep: Sleep, where: string): Sleep {
  if (typeof sleep !== 'object' || sleep === null) {
    check(
      sleep === 'off' || sleep === 'exact',
      `${where}: unknown sleep "${String(sleep)}"; there are off, exact, { within: 0.1 }`,
    )
    return sleep
  }
  refuseUnknown(`${where}: sleep`, sleep, ['within'])
  const { within } = sleep
  check(
    typeof within === 'number' && within > 0 && within < Infinity,
    `${where}: within must be a positive number, in mV, got ${typeof within === 'number' ? within : kindOf(within)}`,
  )
  return { within }
}

/** Most laws that a population has room for: combinations of parameters and currents. */
export const mostLaws = 4096

/**
 * How the neurons of a population coast; undefined where they do not: they are not asked to, they have noise, `t` or no
 * rest, or a continuous connection or a learning rule reads them.
 */
export function coastingOf(
  { projections }: Description,
  population: PopulationDescription,
  integration: Integration,
  sleep: Sleep,
): Coasting | undefined {
  if (typeof sleep === 'string' || population.source || !canRest(population, integration)) return undefined
  const { name } = population
  if (projections.some(({ continuous, pre, post }) => continuous && (pre === name || post === name))) return undefined
  const read = projections.some(({ pre, post, rules = [] }) =>
    rules.some(({ model: { ends } }) => (pre === name && ends.pre.length) || (post === name && ends.post.length)),
  )
  if (read) return undefined
  return coasting(population.model, integration)
}

/** Whether a model stays as it is when nothing arrives and nothing changes: noise and time never rest. */
export function canRest({ model }: PopulationDescription, integration: Integration): boolean {
  const parts = [integration.free, integration.held].flatMap(({ locals, next }) => [
    ...locals.map(({ value }) => value),
    ...Object.values(next),
  ])
  const events = model.events.flatMap(({ condition, reset }) => [condition, ...reset.map(({ value }) => value)])
  return model.noises.length === 0 && ![...parts, ...events].some(e => namesIn(e).includes('t'))
}

/** Every how many steps it is tested who may coast: some 3 ms, a power of 2, since the test costs as much as a step. */
export const coastEvery = (dt: number) => 2 ** Math.min(6, Math.max(1, Math.round(Math.log2(3 / dt))))

/** Where the numbers of a law are, in bytes from its start, each so many bytes long. */
export function lawLayout({ variables, critical }: Coasting, bytes: number) {
  const n = variables.length
  const matrix = n * n * bytes
  const powers = n * bytes
  const tests = powers + longestCoast * matrix
  const test = (c: number, part: number) => tests + (c * (2 * n + 2) + part) * bytes
  return {
    rest: (i: number) => i * bytes,
    /** `P^(2^j)`, an element. */
    power: (j: number, row: number, column: number) => powers + j * matrix + (row * n + column) * bytes,
    matrix,
    /** Of the c-th critical variable: how far up and down variable j sends it, and how far it may be. */
    up: (c: number, j: number) => test(c, j),
    down: (c: number, j: number) => test(c, n + j),
    above: (c: number) => test(c, 2 * n),
    below: (c: number) => test(c, 2 * n + 1),
    bytes: Math.ceil(test(critical.length, 0) / 8) * 8,
  }
}
