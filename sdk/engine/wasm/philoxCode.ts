import { bits, op, set } from './math/lanes.js'
import { shuffle32 } from './math/shuffle.js'

/** Locals of {@link philoxBlocks}. */
export const philoxLocals = ['$w0', '$w1', '$w2', '$w3', '$k0v', '$k1v', '$a', '$b', '$c', '$d']

/**
 * Ten rounds of Philox4x32 (sdk/random/philox4x32.ts) on four counters at once: lane j of `$w0` to `$w3` are the words of
 * counter j, before and after. The key, two vectors, is in `$key0` and `$key1`.
 */
export function philoxBlocks(): string[] {
  const products = (factor: number, word: string, low: string, high: string) => [
    set(low, op('i64x2.extmul_low_i32x4_u', word, bits(32, factor))),
    set(high, op('i64x2.extmul_high_i32x4_u', word, bits(32, factor))),
  ]
  const lows = (a: string, b: string) => shuffle32([0, 2, 4, 6], a, b)
  const highs = (a: string, b: string) => shuffle32([1, 3, 5, 7], a, b)
  const round = [
    ...products(0xd2511f53, '$w0', '$a', '$b'),
    ...products(0xcd9e8d57, '$w2', '$c', '$d'),
    set('$w0', op('v128.xor', op('v128.xor', highs('$c', '$d'), '$w1'), '$k0v')),
    set('$w1', lows('$c', '$d')),
    set('$w2', op('v128.xor', op('v128.xor', highs('$a', '$b'), '$w3'), '$k1v')),
    set('$w3', lows('$a', '$b')),
  ]
  const nextKey = [
    set('$k0v', op('i32x4.add', '$k0v', bits(32, 0x9e3779b9))),
    set('$k1v', op('i32x4.add', '$k1v', bits(32, 0xbb67ae85))),
  ]
  return [
    set('$k0v', '(local.get $key0)'),
    set('$k1v', '(local.get $key1)'),
    ...Array.from({ length: 10 }, (_, i) => (i === 0 ? round : [...nextKey, ...round])).flat(),
  ]
}
