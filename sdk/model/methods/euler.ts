import type { Update } from '../integration.js'
import type { Equation } from '../parse.js'
import { named, number, product, substitute, sum } from '../symbolic.js'

/** Forward Euler: x + dt f, all slopes from the old values. */
export function euler(equations: readonly Equation[]): Update {
  return {
    locals: equations.map(({ variable, right }) => ({ name: `d ${variable}`, value: right })),
    next: Object.fromEntries(
      equations.map(({ variable }) => [variable, sum(named(variable), product(named('dt'), named(`d ${variable}`)))]),
    ),
  }
}

/**
 * Euler in several steps for some variables, the others held fixed meanwhile; with `sequential` each equation sees the
 * new values of those written before it, as in the programs of Izhikevich (2003, 2004).
 *
 * @param dt ms
 */
export function steppedEuler(
  equations: readonly Equation[],
  substeps: Readonly<Record<string, number>>,
  dt: number,
  sequential: boolean,
): Update {
  const locals: { name: string; value: Update['locals'][number]['value'] }[] = []
  const latest = new Map<string, ReturnType<typeof named>>()
  const next: Record<string, ReturnType<typeof named>> = {}
  for (const { variable, right } of equations) {
    const n = substeps[variable] ?? 1
    const seen = sequential ? new Map(latest) : new Map<string, ReturnType<typeof named>>()
    let value = named(variable)
    for (let k = 1; k <= n; k++) {
      seen.set(variable, value)
      const step = n === 1 ? named('dt') : number(dt / n)
      locals.push({ name: `${variable} ${k}`, value: sum(value, product(step, substitute(right, seen))) })
      value = named(`${variable} ${k}`)
    }
    latest.set(variable, value)
    next[variable] = value
  }
  return { locals, next }
}
