import { atEnd, indexed, isDraw, type Expression, type Formula, type Statement } from '../../../model/index.js'
import { emitter } from '../emit.js'
import { graph } from '../graph.js'
import type { PopulationLayout } from '../layout.js'
import type { Simd } from '../simd.js'
import { decayIn, elapsedTime } from './decays.js'
import { decayOf, drawOf, loadOf, stepsSince, type Among, type Frame } from './frame.js'
import type { PlasticityLayout, PlasticLayout, VariableLayout } from './plasticLayout.js'

/** What code of a rule is written for. */
export interface Site {
  readonly layout: PlasticLayout
  readonly scene: Pick<PlasticityLayout, 'scene' | 'modulators' | 'fault' | 'clock' | 'decays'>
  readonly unit: Simd
  readonly dt: number
  readonly seed: number
  /** Numbers the draws of all rules. */
  readonly draws: (rule: number, name: string) => number
}

/** A variable of a rule that has a new value, component by component; of the weight no variable. */
export interface Change {
  readonly rule: number
  readonly variable: VariableLayout | undefined
  values: number[]
}

/**
 * Statements of the rules of a projection as values of a graph, at one synapse, or at all that a frame goes through: each
 * sees what those before it have set.
 *
 * @param kept where variables of neurons stand that are not to be read as they are now
 */
export function program({ layout, scene, unit, dt, draws }: Site, frame: Frame, kept: Kept = {}) {
  const values = graph(unit.constant)
  const emit = emitter(values, unit)
  const { projection, network, rules } = layout
  const changes = new Map<string, Change>()
  const load = (address: number, among: Among) => values.leaf(loadOf(address, among), frame[among]?.kind === 'same')
  const shared = (address: number) => values.leaf(`(${unit.splat} (i32.const ${address}))`, true)
  const key = (rule: number, name: string) => (name === 'w' ? name : `${rule} ${name}`)

  /** The value of a variable now: as statements before have set it, else in closed form from when it was last set. */
  function variable(rule: number, name: string, component: number): number {
    const found = changes.get(key(rule, name))
    if (found) return found.values[component]
    const { values: at, since, form, among, count } = rules[rule].variables.get(name)!
    const was = load(at + component * count * unit.bytes, among)
    if (since === undefined) return was
    const same = frame[among]?.kind === 'same'
    const steps = values.leaf(stepsSince(since, among), same)
    return values.of(form, read => {
      if (read === name) return was
      const decay = decayIn(read)
      return decay === undefined
        ? values.of(elapsedTime, part => (part === 'steps' ? steps : values.number(dt)))
        : values.leaf(decayOf(decay, scene.decays[decay].table, since, among), same)
    })
  }

  function atNeuron(end: 'pre' | 'post', name: string): number {
    const population: PopulationLayout = end === 'pre' ? layout.pre : layout.post
    const address = kept[`${name}_${end}`] ?? population.variables[name] ?? population.valueAt[name]
    if (!(name in population.variables) && typeof population.values[name] === 'number') return shared(address)
    return load(address, end === 'pre' ? 'source' : 'post')
  }

  /** Finds the value of a name in a rule. @param component of the vector at hand */
  function reader(rule: number, component: number, locals: ReadonlyMap<string, (component: number) => number>) {
    const { model, variables, reductions } = rules[rule]
    return (name: string): number => {
      const local = locals.get(name)
      if (local) return local(component)
      if (name === 'w') return weight()
      if (variables.has(name)) {
        const { length } = variables.get(name)!.variable
        return variable(rule, name, length === 1 ? 0 : component)
      }
      const reduction = reductions.get(name)
      if (reduction) {
        return reduction.reduction.over === 'projection'
          ? shared(reduction.result)
          : load(reduction.result, reduction.among)
      }
      if (Object.hasOwn(model.parameters, name)) return values.number(model.parameters[name])
      const modulator = Object.hasOwn(model.modulators, name) ? scene.modulators.indexOf(name) : -1
      if (modulator >= 0) return shared(scene.scene + unit.bytes * (2 + modulator))
      if (isDraw(name)) return values.leaf(drawOf(draws(rule, name), component), false)
      const part = indexed(name)
      if (part) {
        const last = variables.get(part.variable)!.variable.length - 1
        const meant = part.index ?? Math.min(Math.max(component + part.offset!, 0), last)
        return variable(rule, part.variable, meant)
      }
      const end = atEnd(name)
      if (end) return atNeuron(end.end, end.variable)
      if (name === 'k') return values.number(component)
      if (name === 'dt') return values.number(dt)
      return shared(scene.scene + (name === 't' ? 0 : unit.bytes))
    }
  }

  /** All components of a variable, or the weight, as they are now. */
  function standing(rule: number, name: string): number[] {
    if (name === 'w') return [weight()]
    const { length } = rules[rule].variables.get(name)!.variable
    return Array.from({ length }, (_, k) => variable(rule, name, k))
  }

  const weight = () => changes.get('w')?.values[0] ?? load(network.weights, 'slot')

  /** The value of a formula, of one component. */
  function value(rule: number, { value: expression, reductions }: Formula, component = 0): number {
    const locals = new Map<string, (component: number) => number>()
    for (const { name, op, over, vector, value: inner } of reductions) {
      if (over !== 'components') continue
      const { length } = rules[rule].variables.get(vector!)!.variable
      const sum = () => {
        const parts = Array.from({ length }, (_, k) => values.of(inner, reader(rule, k, locals)))
        const total = parts.reduce((a, b) => values.of(plus, part => (part === 'a' ? a : b)))
        return op === 'sum' ? total : values.of(over2, part => (part === 'a' ? total : values.number(length)))
      }
      locals.set(name, sum)
    }
    return values.of(expression, reader(rule, component, locals))
  }

  return {
    values,
    emit,
    load,
    weight,
    value,
    changes,
    /** Gives the weight another value. */
    setWeight(id: number): void {
      changes.set('w', { rule: 0, variable: undefined, values: [id] })
    },
    /** Does statements, one after the other. */
    run(rule: number, statements: readonly Statement[]): void {
      for (const statement of statements) {
        const { variable: name } = statement
        const own = name === 'w' ? undefined : rules[rule].variables.get(name)!
        const length = own?.variable.length ?? 1
        const next = Array.from({ length }, (_, k) => value(rule, statement, k))
        const change = changes.get(key(rule, name))
        if (change) change.values = next
        else changes.set(key(rule, name), { rule, variable: own, values: next })
      }
    },
    /** Sets variables all at once, from their old values; see `stepOf`. */
    move(
      rule: number,
      locals: readonly { readonly name: string; readonly value: Expression }[],
      next: Readonly<Record<string, Expression>>,
    ): void {
      const { variables } = rules[rule]
      const moved = Object.entries(next).map(([name, expression]) => {
        const own = variables.get(name)!
        const components = Array.from({ length: own.variable.length }, (_, k) => {
          const known = new Map<string, (component: number) => number>()
          for (const local of locals) {
            const id = values.of(local.value, reader(rule, k, known))
            known.set(local.name, () => id)
          }
          return values.of(expression, reader(rule, k, known))
        })
        return [key(rule, name), { rule, variable: own, values: components }] as const
      })
      for (const [name, change] of moved) changes.set(name, change)
    },
    /** Where what statements have set is not finite, or the weight outside its bounds: a mask, and the values it is about. */
    fit(rule: number, statements: readonly Statement[]): Fit | undefined {
      const names = [...new Set(statements.map(({ variable }) => variable))]
      const about = names.map(name => ({ name, values: standing(rule, name) }))
      if (!about.length) return undefined
      const bounds = projection.bounds
      const clipped = bounds && isWithin(statements, rules[rule].model.parameters, bounds)
      const weightTest = clipped ? noNumber : bounds ? outside(bounds) : infinite
      const tests = about.flatMap(({ name, values: of }) =>
        of.map(id => values.of(name === 'w' ? weightTest : infinite, () => id)),
      )
      const bad = tests.reduce((a, b) => values.of(either, part => (part === 'a' ? a : b)))
      return { bad, about }
    },
  }
}

export interface Fit {
  readonly bad: number
  readonly about: readonly { readonly name: string; readonly values: readonly number[] }[]
}

export type Program = ReturnType<typeof program>

/** Addresses of copies of the variables of neurons, by their name with the end: as they were before a reset. */
export type Kept = Readonly<Record<string, number>>

const name = (name: string): Expression => ({ kind: 'name', name, at: 0 })
const binary = (
  op: Extract<Expression, { kind: 'binary' }>['op'],
  left: Expression,
  right: Expression,
): Expression => ({
  kind: 'binary',
  op,
  left,
  right,
  at: 0,
})
const constant = (value: number): Expression => ({ kind: 'number', value, at: 0 })

const plus = binary('+', name('a'), name('b'))
const over2 = binary('/', name('a'), name('b'))
const either = binary('or', name('a'), name('b'))
const infinite = binary('!=', binary('-', name('x'), name('x')), constant(0))
const noNumber = binary('!=', name('x'), name('x'))
const outside = ([least, largest]: readonly [number, number]): Expression => ({
  kind: 'not',
  operand: binary('and', binary('>=', name('x'), constant(least)), binary('<=', name('x'), constant(largest))),
  at: 0,
})

/** Whether the weight, where it is a number, is within its bounds because the last of the statements clips it so. */
function isWithin(
  statements: readonly Statement[],
  parameters: Readonly<Record<string, number>>,
  [least, largest]: readonly [number, number],
): boolean {
  const value = statements.findLast(({ variable }) => variable === 'w')?.value
  if (value?.kind !== 'call' || value.name !== 'clip') return false
  const [low, high] = value.args
    .slice(1)
    .map(e => (e.kind === 'number' ? e.value : e.kind === 'name' ? (parameters[e.name] ?? NaN) : NaN))
  return least <= low && low <= high && high <= largest
}
