import { wat } from '../../../sdk/engine/index.js'
import { leastAmplitude } from '../amplitudes.js'
import { levelValues } from '../levels.js'
import { stored, taken } from './transpose.js'

const { op, set } = wat
type Precision = wat.Precision

/**
 * The amplitude rule as WebAssembly text, for groups of as many weights as a vector has lanes, with all levels of a group
 * in locals. It calls `$exp`.
 *
 * - `update`, of the number of groups; the addresses of amplitudes (weight by weight), means, variances, gradients and
 *   curvatures; then `-rate / 2`, `rate * field` and the localisation.
 * - `moments`, of the number of groups and the first three addresses: what `update` ends with.
 *
 * Means and variances are written for levels of the values -(L - 1), ..., L - 3, L - 1: whole numbers, so that a weight
 * on a level is there exactly, in single precision, too.
 */
export function amplitudeCode(levels: number, precision: Precision): string {
  const { add, div, mul, pmax, sqrt, sub } = wat.lanes(precision)
  const [scalar, shape] = precision === 'single' ? ['f32', 'f32x4'] : ['f64', 'f64x2']
  const all = Array.from({ length: levels }, (_, k) => `$p${k}`)
  const square = (a: string) => mul(a, a)
  /** A sum over pairs of levels that lie opposite each other, at -v and v. */
  const overPairs = (term: (low: string, high: string, v: number) => string) =>
    total(
      add,
      Array.from({ length: levels / 2 }, (_, j) =>
        term(square(all[levels / 2 - 1 - j]), square(all[levels / 2 + j]), 2 * j + 1),
      ),
    )
  const squaredNorm = () => total(add, all.map(square))
  const mean = () => overPairs((low, high, v) => mul(sub(high, low), v))
  const meanSquare = () => overPairs((low, high, v) => mul(add(high, low), v * v))
  const moments = [
    set('$m', mean()),
    '(v128.store (local.get $mean) (local.get $m))',
    `(v128.store (local.get $variance) ${pmax(sub(meanSquare(), square('$m')), 0)})`,
  ]
  const parameters = (names: string, type: string) => names.split(' ').map(name => `(param ${name} ${type})`)
  const vectors = (names: string) => names.split(' ').map(name => `(local ${name} v128)`)
  const each = (columns: string, body: readonly string[]) =>
    [
      '(loop $next',
      ...body,
      set('$psi', op('i32.add', '$psi', 16 * levels)),
      ...columns.split(' ').map(column => set(column, op('i32.add', column, 16))),
      '(br_if $next (local.tee $groups (i32.sub (local.get $groups) (i32.const 1)))))',
    ].join('\n    ')

  return `(func (export "moments") ${parameters('$groups $psi $mean $variance', 'i32').join(' ')}
    ${vectors(`$m $turn ${all.join(' ')}`).join(' ')}
    ${each('$mean $variance', [...taken(levels, precision, '$psi', all), ...moments])})
(func (export "update") ${parameters('$groups $psi $mean $variance $gradient $curvature', 'i32').join(' ')}
    ${parameters('$half1 $hop1 $localisation1', scalar).join(' ')}
    ${vectors('$half $hop $localisation $stay $end $m $n $g $c $x $y $up $down $bend $above $below $turn').join(' ')}
    ${vectors(all.join(' ')).join(' ')}
    ${['$half', '$hop', '$localisation'].map(name => set(name, op(`${shape}.splat`, `${name}1`))).join('\n    ')}
    ${set('$end', sub(1, '$hop'))}
    ${set('$stay', sub('$end', '$hop'))}
    ${each('$mean $variance $gradient $curvature', [
      ...taken(levels, precision, '$psi', all),
      set('$m', mul(mean(), 1 / (levels - 1))),
      set('$g', '(v128.load (local.get $gradient))'),
      set('$c', add('$localisation', '(v128.load (local.get $curvature))')),
      ...cooled(levels, precision, all),
      ...hopped(precision, all),
      set('$n', mul(sqrt(squaredNorm()), leastAmplitude)),
      ...all.map(p => set(p, pmax(p, '$n'))),
      set('$n', div(1, sqrt(squaredNorm()))),
      ...all.map(p => set(p, mul(p, '$n'))),
      ...moments,
      ...stored(levels, precision, '$psi', all),
    ])})`
}

/**
 * `psi_k e^(half U_k)`, outward from the middle as in `amplitudeRule`: by the ratio of neighbours, `up` and `down`, and
 * the ratio of those, `bend`. `m`, `g` and `c` are there.
 *
 * In single precision the powers of these would overflow long before their exponents decide everything; there the middle
 * is not 1 but so much less that the ends stay within what the squares of the norm allow.
 */
function cooled(levels: number, precision: Precision, all: readonly string[]): string[] {
  const { abs, add, div, mul, pmax, pmin, sub } = wat.lanes(precision)
  const single = precision === 'single'
  const values = levelValues(levels)
  const gap = values[1] - values[0]
  const [steps, middle] = [levels / 2, levels / 2 - 1]
  const bends = (steps * (steps - 1)) / 2
  const within = (least: number, most: number, x: string) => pmax(pmin(x, most), least)
  const [mostX, mostY] = single ? [72 / steps, bends ? Math.min(1, 7 / bends) : 1] : [40, 1]
  const slope = add('$g', mul('$c', add(mul(sub(values[middle], '$m'), 2), gap)))
  return [
    set('$x', within(-mostX, mostX, mul(mul('$half', gap), slope))),
    set('$y', within(-1, mostY, mul(mul('$half', 2 * gap * gap), '$c'))),
    set('$up', '(call $exp (local.get $x))'),
    set('$bend', '(call $exp (local.get $y))'),
    set('$down', div('$bend', '$up')),
    ...(single
      ? [
          set('$n', `(call $exp ${mul(add(mul(abs('$x'), steps), mul(pmax('$y', 0), bends)), -0.5)})`),
          set('$above', mul('$n', '$up')),
          set('$below', mul('$n', '$down')),
          set(all[middle], mul(all[middle], '$n')),
        ]
      : [set('$above', '(local.get $up)'), set('$below', '(local.get $down)')]),
    ...all
      .slice(0, steps)
      .flatMap((_, j) => [
        ...(j ? further('$up', '$above') : []),
        set(all[middle + 1 + j], mul(all[middle + 1 + j], '$above')),
        ...(j && j < steps - 1 ? further('$down', '$below') : []),
        ...(j < steps - 1 ? [set(all[middle - 1 - j], mul(all[middle - 1 - j], '$below'))] : []),
      ]),
  ]
  function further(ratio: string, factor: string) {
    return [set(ratio, mul(ratio, '$bend')), set(factor, mul(factor, ratio))]
  }
}

/** Hopping between neighbours, with reflecting ends. `hop`, `stay` = 1 - 2 hop and `end` = 1 - hop are there. */
function hopped(precision: Precision, all: readonly string[]): string[] {
  const { add, mul } = wat.lanes(precision)
  return all.flatMap((p, k) => {
    const [first, last] = [k === 0, k === all.length - 1]
    // `below` and `above` hold, in turn, what the level before was.
    const [before, here] = k % 2 ? ['$below', '$above'] : ['$above', '$below']
    const beside = first ? all[1] : last ? before : add(before, all[k + 1])
    return [set(here, `(local.get ${p})`), set(p, add(mul(p, first || last ? '$end' : '$stay'), mul('$hop', beside)))]
  })
}

/** A sum as a tree, so that its additions need not wait for each other. */
function total(add: (a: string, b: string) => string, terms: readonly string[]): string {
  if (terms.length === 1) return terms[0]
  const half = terms.length >> 1
  return add(total(add, terms.slice(0, half)), total(add, terms.slice(half)))
}
