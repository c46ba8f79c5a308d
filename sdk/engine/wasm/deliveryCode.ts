import type { Expression } from '../../model/index.js'
import { clock } from './clock.js'
import { emitter } from './emit.js'
import { graph } from './graph.js'
import type { Code } from './integrateCode.js'
import type { PopulationLayout } from './layout.js'
import { blockSize, type Simd } from './simd.js'

/** Goes through the blocks whose byte at `$flags + b` is set; `body` finds the block's first byte in `$i`, its end in `$end`. */
const flagged = ({ blocks }: PopulationLayout, { bytes }: Simd, body: string) => `(block $done (loop $blocks
    (br_if $done (i32.ge_u (local.get $b) (i32.const ${blocks})))
    (if (i64.eqz (i64.load (i32.add (local.get $flags) (i32.and (local.get $b) (i32.const -8))))) (then
      (local.set $b (i32.add (i32.or (local.get $b) (i32.const 7)) (i32.const 1)))
      (br $blocks)))
    (if (i32.load8_u (i32.add (local.get $flags) (local.get $b))) (then
      (i32.store8 (i32.add (local.get $flags) (local.get $b)) (i32.const 0))
      (local.set $i (i32.mul (local.get $b) (i32.const ${blockSize * bytes})))
      (local.set $end (i32.add (local.get $i) (i32.const ${blockSize * bytes})))
      ${body}))
    (local.set $b (i32.add (local.get $b) (i32.const 1)))
    (br $blocks)))`

const wake = (population: PopulationLayout) => `(i32.store8 offset=${population.awake} (local.get $b) (i32.const 1))`

/**
 * Adds a row of arrivals or inputs to a variable and clears it, where the row's flags say that there is something;
 * what arrives on a frozen variable of a refractory neuron is lost. Wakes the blocks it touches.
 */
export function deliverCode(population: PopulationLayout, unit: Simd, variable: string, name: string): string {
  const { waiting, description, current, restore } = population
  const onto = variable === 'I' ? current : population.variables[variable]
  const lost = waiting !== undefined && description.model.frozen.includes(variable)
  const load = (address: number) => `(v128.load offset=${address} (local.get $i))`
  const row = '(v128.load (i32.add (local.get $row) (local.get $i)))'
  const arriving = lost ? `(v128.andnot ${row} (${unit.int}.ne ${clock(waiting, unit).load} ${unit.whole(0)}))` : row
  return `(func $${name} (export "${name}") (param $row i32) (param $flags i32)
    (local $b i32) (local $i i32) (local $end i32)
    ${flagged(
      population,
      unit,
      `${wake(population)}
      ${variable === 'I' ? `(i32.store8 offset=${restore} (local.get $b) (i32.const 1))` : ''}
      (loop $vectors
        (v128.store offset=${onto} (local.get $i) (${unit.float}.add ${load(onto)} ${arriving}))
        (v128.store (i32.add (local.get $row) (local.get $i)) (v128.const i64x2 0 0))
        (br_if $vectors (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end))))`,
    )})`
}

/** Puts the constant currents back where something else was added to I in this step. */
export function restoreCode(population: PopulationLayout, unit: Simd, name: string): string {
  const { current, constant, restore } = population
  return `(func $${name} (export "${name}")
    (local $b i32) (local $i i32) (local $end i32) (local $flags i32)
    (local.set $flags (i32.const ${restore}))
    ${flagged(
      population,
      unit,
      `${wake(population)}
      (loop $vectors
        (v128.store offset=${current} (local.get $i) (v128.load offset=${constant} (local.get $i)))
        (br_if $vectors (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end))))`,
    )})`
}

/** Ends the refractory periods whose condition no longer holds. */
export function beginCode(
  population: PopulationLayout,
  unit: Simd,
  condition: Expression,
  dt: number,
  name: string,
): Code {
  const values = graph(unit.constant)
  const emit = emitter(values, unit)
  const load = (address: number) => `(v128.load offset=${address} (local.get $i))`
  const id = values.of(condition, n => {
    if (n === 'dt') return values.number(dt)
    if (n === 't') return values.leaf(`(${unit.float}.splat (local.get $t))`, true)
    if (n === 'I') return values.leaf(load(population.current), false)
    if (n in population.variables) return values.leaf(load(population.variables[n]), false)
    return typeof population.values[n] === 'number'
      ? values.leaf(`(${unit.splat} (i32.const ${population.valueAt[n]}))`, true)
      : values.leaf(load(population.valueAt[n]), false)
  })
  const body: string[] = []
  emit.compute([id], body)
  const clocks = clock(population.waiting!, unit)
  const text = `(func $${name} (export "${name}") (param $t ${unit.scalar})
    (local $i i32) ${emit.locals.map(local => `(local ${local} v128)`).join(' ')}
    ${emit.prologue.join('\n')}
    (loop $vectors
      (if ${clocks.any} (then
        ${body.join('\n')}
        ${clocks.store(`(v128.and ${clocks.load} ${emit.text(id)})`)}))
      (br_if $vectors (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 16)))
        (i32.const ${population.places * unit.bytes})))))`
  return { text, calls: emit.calls }
}
