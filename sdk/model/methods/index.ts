import type { Integration, Update } from '../integration.js'
import { linear } from '../linear.js'
import type { Method, NeuronModel } from '../neuronModel.js'
import type { Equation } from '../parse.js'
import { mentions } from '../symbolic.js'
import { euler, steppedEuler } from './euler.js'
import { eulerMaruyama } from './eulerMaruyama.js'
import { exact, linearSystem, reachability } from './exact.js'
import { exponentialEuler } from './exponentialEuler.js'
import { heun, rk4 } from './rungeKutta.js'
import { shared } from './shared.js'

export { checkedMethod, checkedSubsteps } from './checked.js'

/** What decides which methods apply. */
export interface Dynamics {
  readonly equations: readonly Equation[]
  readonly noises: readonly string[]
}

/**
 * The method chosen where none is named: Euler-Maruyama with noise, the exact solution of linear equations, exponential
 * Euler where every equation is linear in its own variable, else forward Euler.
 */
export function automatic(dynamics: Dynamics): Method {
  if (dynamics.noises.length) return 'euler-maruyama'
  const better: Method[] = ['exact', 'exponential-euler']
  return better.find(method => !refusal(method, dynamics)) ?? 'euler'
}

/** Why a method does not apply, and the equation that stands in its way; undefined if it applies. */
export function refusal(
  method: Method,
  { equations, noises }: Dynamics,
): { reason: string; equation: Equation } | undefined {
  const [first] = equations
  if (!first) return undefined
  if (noises.length && method !== 'euler-maruyama') {
    const equation = equations.find(({ right }) => mentions(right, new Set(noises)))!
    return { reason: `method "${method}" has no noise; take euler-maruyama`, equation }
  }
  if (method === 'exponential-euler') {
    const equation = equations.find(({ variable, right }) => !linear(right, new Set([variable])))
    return (
      equation && {
        reason: `method "exponential-euler" needs an equation that is linear in ${equation.variable}`,
        equation,
      }
    )
  }
  if (method === 'exact') {
    const names = new Set(equations.map(({ variable }) => variable))
    const bent = equations.find(({ right }) => !linear(right, names))
    if (bent) return { reason: 'method "exact" needs equations that are linear in their variables', equation: bent }
    // Between two steps t and I are fixed; coefficients must be so for good, since they are computed once.
    const changing = new Set(['t', 'I'])
    const equation = equations.find(({ right }) => {
      const { coefficients, rest } = linear(right, names)!
      return [...coefficients.values()].some(c => mentions(c, changing)) || mentions(rest, new Set(['t']))
    })
    return equation && { reason: 'method "exact" needs coefficients that do not change with time', equation }
  }
  return undefined
}

/** The step of a model by its method. @param dt ms */
export function integration(model: NeuronModel, dt: number): Integration {
  const { constants, free, held } = written(model, dt)
  const once = shared(free)
  return { constants, free: once, held: held === free ? once : shared(held) }
}

function written(model: NeuronModel, dt: number): Integration {
  const { equations, frozen, method } = model
  const moving = equations.filter(({ variable }) => !frozen.includes(variable))
  if (method === 'exact') return exactly(equations, moving, dt)
  const of = (some: readonly Equation[]): Update => {
    switch (method) {
      case 'euler':
        return Object.keys(model.substeps).length ? steppedEuler(some, model.substeps, dt, false) : euler(some)
      case 'euler-sequential':
        return steppedEuler(some, model.substeps, dt, true)
      case 'heun':
        return heun(some, dt)
      case 'rk4':
        return rk4(some, dt)
      case 'exponential-euler':
        return exponentialEuler(some)
      case 'euler-maruyama':
        return eulerMaruyama(some, model.noises, dt)
    }
  }
  const free = of(equations)
  return { constants: [], free, held: moving.length === equations.length ? free : of(moving) }
}

function exactly(equations: readonly Equation[], moving: readonly Equation[], dt: number): Integration {
  if (!equations.length) return { constants: [], free: nothing, held: nothing }
  const system = linearSystem(equations)!
  const { update: free, constants } = exact(system, '', dt)
  if (moving.length === equations.length) return { constants: [constants], free, held: free }
  if (!moving.length) return { constants: [constants], free, held: nothing }
  // Variables that no frozen one acts upon move as if they were free.
  const reaches = reachability(system.matrix)
  const held = equations.map(equation => !moving.includes(equation))
  const apart = equations.every((_, i) => held[i] || reaches[i].every((also, j) => !also || !held[j]))
  if (apart) {
    const next = Object.fromEntries(moving.map(({ variable }) => [variable, free.next[variable]]))
    return { constants: [constants], free, held: { locals: free.locals, next } }
  }
  const other = exact(linearSystem(moving)!, 'held ', dt)
  return { constants: [constants, other.constants], free, held: other.update }
}

const nothing: Update = { locals: [], next: {} }
