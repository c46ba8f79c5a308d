import type { Expression } from '../../model/index.js'
import { clock } from './clock.js'
import { emitter } from './emit.js'
import { graph } from './graph.js'
import type { Code } from './integrateCode.js'
import { wordsOf, type CoastLayout, type PopulationLayout } from './layout.js'
import { blockSize, type Simd } from './simd.js'

const sixteen = (offset: number) => `(v128.load offset=${offset} (i32.add (local.get $flags) (local.get $b)))`

/**
 * Goes through the blocks whose byte at `$flags + b` is set; `body` finds the block's first byte in `$i`, its end in `$end`.
 * Where nothing is, it goes on by 8 and then by 64 blocks.
 */
const flagged = ({ blocks }: PopulationLayout, { bytes }: Simd, body: string) => `(block $done (loop $blocks
    (br_if $done (i32.ge_u (local.get $b) (i32.const ${blocks})))
    (if (i64.eqz (i64.load (i32.add (local.get $flags) (i32.and (local.get $b) (i32.const -8))))) (then
      (local.set $b (i32.add (i32.or (local.get $b) (i32.const 7)) (i32.const 1)))
      (block $some (loop $silent
        (br_if $some (i32.gt_u (local.get $b) (i32.const ${Math.max(0, blocks - 64)})))
        (br_if $some (v128.any_true (v128.or (v128.or ${sixteen(0)} ${sixteen(16)}) (v128.or ${sixteen(32)} ${sixteen(48)}))))
        (local.set $b (i32.add (local.get $b) (i32.const 64)))
        (br $silent)))
      (br $blocks)))
    (if (i32.load8_u (i32.add (local.get $flags) (local.get $b))) (then
      (i32.store8 (i32.add (local.get $flags) (local.get $b)) (i32.const 0))
      (local.set $i (i32.mul (local.get $b) (i32.const ${blockSize * bytes})))
      (local.set $end (i32.add (local.get $i) (i32.const ${blockSize * bytes})))
      ${body}))
    (local.set $b (i32.add (local.get $b) (i32.const 1)))
    (br $blocks)))`

/** From such a share of flagged blocks on, adding the whole row costs less than to ask of each vector whether to. */
const crowded = 1 / 8

/**
 * Adds a row of arrivals or inputs to a variable and clears it, where the row's flags say that there is something, or
 * everywhere if that is quicker; what arrives on a frozen variable of a refractory neuron is lost. Wakes whom it touches.
 */
export function deliverCode(
  population: PopulationLayout,
  unit: Simd,
  variable: string,
  names: { readonly deliver: string; readonly wake: string },
): string {
  const { waiting, description, current, restore, coast } = population
  const onto = variable === 'I' ? current : population.variables[variable]
  const lost = waiting !== undefined && description.model.frozen.includes(variable)
  const load = (address: number) => `(v128.load offset=${address} (local.get $i))`
  const arriving = lost
    ? `(v128.andnot (local.get $x) (${unit.int}.ne ${clock(waiting, unit).load} ${unit.whole(0)}))`
    : '(local.get $x)'
  const differs = coast && variable === 'I' ? disturbed(coast, '(i32.or', 2) : ''
  const addVector = `(v128.store offset=${onto} (local.get $i) (${unit.float}.add ${load(onto)} ${arriving}))`
  return `(func $${names.deliver} (export "${names.deliver}") (param $row i32) (param $flags i32) (param $step i32)
    (local $b i32) (local $i i32) (local $end i32) (local $x v128)
    (local $word i32) (local $bit i64) (local $hits i32) (local $n i32) (local $p i32)
    ${differs}
    ${coast ? '' : wholeRow(population, unit, variable === 'I' ? restore : undefined, addVector)}
    ${flagged(
      population,
      unit,
      `${variable === 'I' ? `(i32.store8 offset=${restore} (local.get $b) (i32.const 1))` : ''}
      (loop $vectors
        ${loadVector}
        (if (v128.any_true (local.get $x)) (then
          ${
            coast
              ? toPlaces(coast, unit, onto, lost ? waiting : undefined, names.wake)
              : `${wakesVector(population)}
                ${addVector}`
          }
          ${clearVector}))
        (br_if $vectors (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end))))`,
    )})`
}

const loadVector = '(local.set $x (v128.load (i32.add (local.get $row) (local.get $i))))'
const clearVector = '(v128.store (i32.add (local.get $row) (local.get $i)) (v128.const i64x2 0 0))'

/** Adds all of a crowded row and returns; the vectors of flagged blocks wake. */
function wholeRow(
  { blocks, places, awake, touched }: PopulationLayout,
  { bytes, lanes }: Simd,
  restore: number | undefined,
  add: string,
): string {
  // A flag for each of eight blocks becomes a bit for each of their vectors.
  const halved = (by: number, mask: string) =>
    `(local.set $bit (i64.and (i64.or (local.get $bit) (i64.shr_u (local.get $bit) (i64.const ${by}))) (i64.const ${mask})))`
  const bits =
    lanes === 2
      ? '(local.set $bit (i64.mul (local.get $bit) (i64.const 255)))'
      : `${halved(4, '0x00ff00ff00ff00ff')} ${halved(8, '0x0000ffff0000ffff')} ${halved(16, '0x00000000ffffffff')}
      (local.set $bit (i64.mul (local.get $bit) (i64.const 15)))`
  const [kind, suffix] = lanes === 2 ? ['(local.get $b)', ''] : ['(i32.shr_u (local.get $b) (i32.const 1))', '32']
  const set = (address: number) =>
    `(i64.store${suffix} offset=${address} ${kind} (i64.or (i64.load${suffix && '32_u'} offset=${address} ${kind}) (local.get $bit)))`
  const eight = '(i32.add (local.get $flags) (local.get $b))'
  const next = `(br_if $next (i32.lt_u (local.tee $b (i32.add (local.get $b) (i32.const 8))) (i32.const ${blocks})))`
  const vector = `${loadVector} ${add} ${clearVector} (local.set $i (i32.add (local.get $i) (i32.const 16)))`
  return `(loop $next
      (local.set $n (i32.add (local.get $n) (i32.wrap_i64 (i64.popcnt (i64.load ${eight})))))
      ${next})
    (local.set $b (i32.const 0))
    (if (i32.gt_u (local.get $n) (i32.const ${Math.ceil(crowded * blocks)})) (then
      (loop $next
        (local.set $bit (i64.load ${eight}))
        (i64.store ${eight} (i64.const 0))
        ${restore === undefined ? '' : `(i64.store offset=${restore} (local.get $b) (i64.or (i64.load offset=${restore} (local.get $b)) (local.get $bit)))`}
        ${bits}
        ${set(touched)}
        ${set(awake)}
        ${next})
      (loop $vectors
        ${Array(4).fill(vector).join('\n        ')}
        (br_if $vectors (i32.lt_u (local.get $i) (i32.const ${places * bytes}))))
      (return)))`
}

/** Wakes the vector at `$i`. */
function wakesVector({ awake, touched }: PopulationLayout): string {
  const set = (address: number) =>
    `(i64.store offset=${address} (local.get $word) (i64.or (i64.load offset=${address} (local.get $word)) (local.get $bit)))`
  return `(local.set $word (i32.shl (i32.shr_u (local.get $i) (i32.const 10)) (i32.const 3)))
    (local.set $bit (i64.shl (i64.const 1) (i64.extend_i32_u (i32.shr_u (local.get $i) (i32.const 4)))))
    ${set(touched)}
    ${set(awake)}`
}

/** Adds each number of `$x` that is not 0 at the place of its neuron, which wakes if it sleeps. */
function toPlaces(
  { at, awake, touched }: CoastLayout,
  { float, int, scalar, shift }: Simd,
  onto: number,
  waiting: number | undefined,
  wake: string,
): string {
  const place = `(i32.shl (local.get $p) (i32.const ${shift}))`
  const neuron = `(i32.shl (local.get $n) (i32.const ${shift}))`
  const add = `(${scalar}.store offset=${onto} ${place}
    (${scalar}.add (${scalar}.load offset=${onto} ${place}) (${scalar}.load (i32.add (local.get $row) ${neuron}))))`
  return `(local.set $hits (${int}.bitmask (${float}.ne (local.get $x) (v128.const i64x2 0 0))))
    (block $none (loop $next
      (br_if $none (i32.eqz (local.get $hits)))
      (local.set $n (i32.add (i32.shr_u (local.get $i) (i32.const ${shift})) (i32.ctz (local.get $hits))))
      (local.set $p (i32.load offset=${at} (i32.shl (local.get $n) (i32.const 2))))
      (if (i32.ge_u (local.get $p) (i32.load (i32.const ${awake}))) (then
        (local.set $p (call $${wake} (local.get $n) (local.get $step)))))
      (i32.store8 offset=${touched} (local.get $p) (i32.const 1))
      ${
        waiting === undefined
          ? add
          : `(if (i32.eqz (i32.load16_u offset=${waiting} (i32.shl (local.get $p) (i32.const 1)))) (then ${add}))`
      }
      (local.set $hits (i32.and (local.get $hits) (i32.sub (local.get $hits) (i32.const 1))))
      (br $next)))`
}

/** Notes in which ways neurons differ. */
const disturbed = ({ differ }: CoastLayout, operation: string, bits: number) =>
  `(i32.store (i32.const ${differ}) ${operation} (i32.load (i32.const ${differ})) (i32.const ${bits})))`

/** Forgets to whom something came, before the deliveries of a step that asks. */
export function watchCode({ coast, places, touched }: PopulationLayout, unit: Simd, name: string): string {
  const [at, bytes] = coast
    ? [coast.touched, `(i32.load (i32.const ${coast.awake}))`]
    : [touched, `(i32.const ${8 * wordsOf(places, unit)})`]
  return `(func $${name} (export "${name}") (memory.fill (i32.const ${at}) (i32.const 0) ${bytes}))`
}

/** Puts the constant currents back where something else was added to I in this step. */
export function restoreCode(population: PopulationLayout, unit: Simd, name: string): string {
  const { current, constant, restore, coast } = population
  const place = coast
    ? `(i32.shl (i32.load offset=${coast.at} (i32.shr_u (local.get $i) (i32.const ${unit.shift - 2}))) (i32.const ${unit.shift}))`
    : '(local.get $i)'
  const [kind, stride] = coast ? [unit.scalar, unit.bytes] : ['v128', 16]
  return `(func $${name} (export "${name}")
    (local $b i32) (local $i i32) (local $end i32) (local $flags i32) (local $p i32)
    (local.set $flags (i32.const ${restore}))
    ${coast ? disturbed(coast, '(i32.and', 1) : ''}
    ${flagged(
      population,
      unit,
      `(loop $next
        (local.set $p ${place})
        (${kind}.store offset=${current} (local.get $p) (${kind}.load offset=${constant} (local.get $p)))
        (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const ${stride}))) (local.get $end))))`,
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
