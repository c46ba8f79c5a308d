import { halfway, parseExpression, type Statement } from '../../../model/index.js'
import { streamKey } from '../../../random/index.js'
import { bits, op, set } from '../math/lanes.js'
import { shuffle32 } from '../math/shuffle.js'
import { philoxBlocks, philoxLocals } from '../philoxCode.js'
import type { Simd } from '../simd.js'
import { uniformOf } from './frame.js'
import type { Coded, passCode } from './passCode.js'
import type { FormatLayout } from './plasticLayout.js'
import type { Program } from './program.js'

/** What numbers the stream of a rounding, besides seed and projection. */
export type Rounding = readonly (string | number)[]

/** Whether statements set the weight. */
export const setsWeight = (statements: readonly Statement[]): boolean =>
  statements.some(({ variable }) => variable === 'w')

const asked = parseExpression('(w - was)*perUnit', 'format')
const toNearest = parseExpression('x + halfway - halfway', 'format')
const byChance = parseExpression('floor(x) + (u < x - floor(x) ? 1 : 0)', 'format')
const standing = parseExpression('was*perUnit', 'format')
const limited = parseExpression('clip(k + n, least, most)', 'format')
const valued = parseExpression('k/steps*largest', 'format')
const difference = parseExpression('a - b', 'format')
const code = parseExpression('w/range*codes', 'format')
const transmitted = parseExpression('clip(c, -codes, codes)/codes*range', 'format')
const tallied = {
  changes: parseExpression('asked == 0 ? 0 : 1', 'format'),
  asked: parseExpression('abs(asked)', 'format'),
  done: parseExpression('asked > 0 ? done : -done', 'format'),
  squares: parseExpression('(done - asked)^2', 'format'),
}

/** Values by name, and numbers that are known. */
const reading = (steps: Program, ids: Record<string, number>, numbers: object) => (name: string) =>
  ids[name] ?? steps.values.number((numbers as Record<string, number>)[name])

/** The weight as it is transmitted: its code, times the scale. */
export function codedWeight(steps: Program, { among, ranges, learned }: FormatLayout, unit: Simd): number {
  const { values } = steps
  const { codes } = learned.grid
  const range =
    among === undefined ? values.leaf(`(${unit.splat} (i32.const ${ranges}))`, true) : steps.load(ranges, among)
  const x = values.of(code, reading(steps, { w: steps.weight(), range }, { codes }))
  const c = values.of(toNearest, reading(steps, { x }, { halfway: halfway[unit.precision] }))
  return values.of(transmitted, reading(steps, { c, range }, { codes }))
}

/**
 * Rounds the weight that statements have set to its format, and keeps count of what that did.
 *
 * @param was where the weights from before stand
 */
export function roundWeight(
  steps: Program,
  pass: ReturnType<typeof passCode>,
  { layout, scene, unit, seed }: Coded,
  rounding: Rounding,
  was: number = layout.network.weights,
): void {
  const { learned, sums } = layout.format!
  const { format, grid } = learned
  const { values, emit } = steps
  const half = { halfway: halfway[unit.precision] }
  const before = steps.load(was, 'slot')
  const x = values.of(asked, reading(steps, { w: steps.weight(), was: before }, grid))
  const uniform = () =>
    values.leaf(uniformOf(streamKey(seed, 'rounding', layout.index, ...rounding), scene.clock), false)
  const n =
    format.rounding === 'nearest'
      ? values.of(toNearest, reading(steps, { x }, half))
      : values.of(byChance, reading(steps, { x, u: uniform() }, {}))
  const at = values.of(standing, reading(steps, { was: before }, grid))
  const k = values.of(toNearest, reading(steps, { x: at }, half))
  const after = values.of(limited, reading(steps, { k, n }, grid))
  steps.setWeight(values.of(valued, reading(steps, { k: after }, grid)))

  const done = values.of(difference, reading(steps, { a: after, b: k }, {}))
  const tallies = Object.values(tallied).map(e => values.of(e, reading(steps, { asked: x, done }, {})))
  pass.compute([steps.weight(), ...tallies])
  pass.part(lanes => tallies.map((id, t) => tallyCode(emit.text(id), sums + 16 * t, lanes, unit)).join('\n'))
}

/** Adds the lanes of a value to two sums in memory. */
function tallyCode(value: string, at: number, lanes: number, { float, scalar }: Simd): string {
  const where = `(i32.const ${at})`
  if (lanes === 1) {
    const one = `(${float}.extract_lane 0 ${value})`
    return `(f64.store ${where} (f64.add (f64.load ${where}) ${scalar === 'f32' ? `(f64.promote_f32 ${one})` : one}))`
  }
  const add = (vector: string) => `(v128.store ${where} (f64x2.add (v128.load ${where}) ${vector}))`
  if (scalar === 'f64') return add(value)
  return `${set('$put', value)}
    ${add(`(f64x2.add (f64x2.promote_low_f32x4 (local.get $put)) (f64x2.promote_low_f32x4 ${shuffle32([2, 3, 2, 3], '$put', '$put')}))`)}`
}

/**
 * `(func $uniform4 ...)`: of four indices their words by {@link uniformAt}, at a step and a word; `$key0` and `$key1` are
 * the key in every lane.
 */
export function uniformFunction(): string {
  const splat = (name: string) => op('i32x4.splat', name)
  const chosen = ['$w1', '$w2', '$w3'].reduce(
    (words, word, k) =>
      `(v128.bitselect (local.get ${word}) ${words} (i32x4.eq (local.get $place) ${bits(32, k + 1)}))`,
    '(local.get $w0)',
  )
  return `(func $uniform4 (param $index v128) (param $key0 v128) (param $key1 v128) (param $low i32) (param $clock i32) (result v128)
  (local $place v128) ${philoxLocals.map(local => `(local ${local} v128)`).join(' ')}
  ${set('$place', op('v128.and', '$index', bits(32, 3)))}
  ${set('$w0', '(i32x4.shr_u (local.get $index) (i32.const 2))')}
  ${set('$w1', splat('$low'))}
  ${set('$w2', '(v128.load32_splat (local.get $clock))')}
  ${set('$w3', '(v128.load32_splat offset=4 (local.get $clock))')}
  ${philoxBlocks().join('\n  ')}
  ${chosen})`
}
