import type { Precision } from './math/index.js'
import { op } from './math/lanes.js'
import { shuffle32 } from './math/shuffle.js'
import { simd } from './simd.js'

const get = (name: string) => `(local.get $${name})`

/**
 * The text of `$accumulate`: adds `mean + scale x` to `$n` numbers at `$to`, of the numbers x at `$from`. Computed in double
 * precision and rounded once, as TypeScript does it on typed arrays.
 */
export function accumulateCode(precision: Precision): string {
  const { scalar, lanes, bytes } = simd(precision)
  const pair = (old: string, x: string) =>
    op('f64x2.add', old, op('f64x2.add', '$means', op('f64x2.mul', '$scales', x)))
  const wide = (vector: string, half: 'low' | 'high') =>
    op('f64x2.promote_low_f32x4', half === 'low' ? vector : shuffle32([2, 3, 2, 3], vector, vector))
  const rounded = (half: 'low' | 'high') => op('f32x4.demote_f64x2_zero', pair(wide('$old', half), wide('$x', half)))
  const sum = precision === 'double' ? pair('$old', '$x') : shuffle32([0, 1, 4, 5], rounded('low'), rounded('high'))
  const load = (at: string) => (scalar === 'f32' ? `(f64.promote_f32 (f32.load ${get(at)}))` : `(f64.load ${get(at)})`)
  const one = `(f64.add ${load('to')} (f64.add ${get('mean')} (f64.mul ${get('scale')} ${load('from')})))`
  const advance = (by: number) =>
    ['to', 'from'].map(at => `(local.set $${at} (i32.add ${get(at)} (i32.const ${by})))`).join('\n      ')
  return `(func $accumulate (param $to i32) (param $from i32) (param $n i32) (param $mean f64) (param $scale f64)
  (local $end i32) (local $old v128) (local $x v128) (local $means v128) (local $scales v128)
  (local.set $means (f64x2.splat ${get('mean')}))
  (local.set $scales (f64x2.splat ${get('scale')}))
  (local.set $end (i32.add ${get('to')} (i32.mul ${get('n')} (i32.const ${bytes}))))
  (block $few (loop $many
      (br_if $few (i32.gt_u (i32.add ${get('to')} (i32.const 16)) ${get('end')}))
      (local.set $old (v128.load ${get('to')}))
      (local.set $x (v128.load ${get('from')}))
      (v128.store ${get('to')} ${sum})
      ${advance(lanes * bytes)}
      (br $many)))
  (block $none (loop $one
      (br_if $none (i32.ge_u ${get('to')} ${get('end')}))
      (${scalar}.store ${get('to')} ${scalar === 'f32' ? `(f32.demote_f64 ${one})` : one})
      ${advance(bytes)}
      (br $one))))`
}
