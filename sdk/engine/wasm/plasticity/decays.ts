import {
  closedForm,
  elapsed,
  namesIn,
  substitute,
  visit,
  withParts,
  type Expression,
  type SynapseVariable,
} from '../../../model/index.js'
import { emitter } from '../emit.js'
import { graph } from '../graph.js'
import type { Simd } from '../simd.js'

/**
 * What in closed forms depends on nothing but the time since a variable was last set, such as `exp(-elapsed/tau)`: that is
 * a whole number of steps, and for so many there is a table, filled by what is computed beyond it.
 */
export interface Decay {
  /** Of {@link elapsed} alone. */
  readonly expression: Expression
  /** Address of the table. */
  readonly table: number
}

/** A power of two. */
export const tabulated = 8192

/** The closed form of a variable, with names of decays in it. */
export type Form = Expression

const named = /^decay (\d+)$/
/** Which decay a name in a form means. */
export const decayIn = (name: string): number | undefined => {
  const found = named.exec(name)
  return found ? Number(found[1]) : undefined
}

/** Collects the decays of all rules: equal ones once. @param take gives memory */
export function decayTables(take: (bytes: number) => number, { bytes }: Simd) {
  const decays: Decay[] = []
  const known = new Map<string, number>()
  const decay = (expression: Expression): Expression => {
    const key = JSON.stringify(expression, (part, value: unknown) => (part === 'at' ? undefined : value))
    if (!known.has(key)) known.set(key, decays.push({ expression, table: take(tabulated * bytes) }) - 1)
    return { kind: 'name', name: `decay ${known.get(key)!}`, at: 0 }
  }
  return {
    decays,
    formOf: (variable: SynapseVariable, parameters: Readonly<Record<string, number>>): Form => {
      const values = Object.entries(parameters).map(
        ([name, value]) => [name, { kind: 'number', value, at: 0 }] satisfies [string, Expression],
      )
      const go = (e: Expression): Expression =>
        namesIn(e).join() === elapsed && costs(e) ? decay(e) : withParts(e, go)
      return go(substitute(closedForm(variable), new Map(values)))
    },
  }
}

function costs(expression: Expression): boolean {
  let found = false
  visit(expression, ({ kind }) => (found ||= kind === 'call'))
  return found
}

/** Functions of the module: each decay after so many steps, lane by lane, and `decays`, which fills the tables. */
export function decayCode(decays: readonly Decay[], unit: Simd, dt: number) {
  const values = graph(unit.constant)
  const emit = emitter(values, unit)
  const { lanes, shift, precision } = unit
  const convert = precision === 'single' ? 'f32x4.convert_i32x4_u' : 'f64x2.convert_low_i32x4_u'
  const steps = values.leaf(`(${convert} (local.get $steps))`, false)
  const time = values.of(elapsedTime, name => (name === 'steps' ? steps : values.number(dt)))
  const functions = decays.map(
    ({ expression }, d) =>
      `(func $decay_${d} (param $steps v128) (result v128) ${emit.text(values.of(expression, () => time))})`,
  )
  const stores = decays.map(
    ({ table }, d) =>
      `(v128.store offset=${table} (i32.shl (local.get $k) (i32.const ${shift})) (call $decay_${d} (local.get $steps)))`,
  )
  const fill = `(func (export "decays") (local $k i32) (local $steps v128)
    (local.set $steps (v128.const i32x4 0 1 2 3))
    (loop $next
      ${stores.join('\n')}
      (local.set $steps (i32x4.add (local.get $steps) (i32x4.splat (i32.const ${lanes}))))
      (br_if $next (i32.lt_u (local.tee $k (i32.add (local.get $k) (i32.const ${lanes}))) (i32.const ${tabulated})))))`
  return { text: [...functions, fill].join('\n'), calls: emit.calls }
}

/** The time that so many steps take. */
export const elapsedTime: Expression = {
  kind: 'binary',
  op: '*',
  left: { kind: 'name', name: 'steps', at: 0 },
  right: { kind: 'name', name: 'dt', at: 0 },
  at: 0,
}
