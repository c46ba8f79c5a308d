import { accumulateCode } from './accumulateCode.js'
import { boxMullerCode } from './boxMullerCode.js'
import { eventsCode } from './eventsCode.js'
import { hoistConstants, type Precision } from './math/index.js'
import { constant, lanes, op, set } from './math/lanes.js'
import { shuffle32 } from './math/shuffle.js'
import { simd } from './simd.js'
import { philoxBlocks, philoxLocals } from './philoxCode.js'

/** The functions that fill memory with random numbers, and the one that adds them to others. */
export type RandomName = 'uniforms' | 'normals' | 'counts' | 'events' | 'accumulate'

/**
 * The text of functions that fill memory at `$out` with random numbers, those of n indices from `$first` on,
 * a multiple of 4, at one step:
 *
 * `(func $uniforms (param $out i32) (param $n i32) (param $k0 i32) (param $k1 i32) (param $stepLow i32)
 * (param $stepHigh i32) (param $word i32) (param $first i32))`, and `$normals` alike; `$counts` takes before the last
 * `(param $thresholds i32) (param $many i32) (param $guide i32)`, the address and number of thresholds, the greatest number
 * of all behind them, and the address of a {@link guideTo} them, and gives the counts of `countsAt`.
 *
 * They write n numbers rounded up to a multiple of 16; `$out` is a multiple of 16 bytes. `$events` and `$accumulate` are of
 * another kind: see {@link eventsCode} and {@link accumulateCode}. In double precision the numbers are those of
 * `uniformsAt` and `normalsAt`, bit by bit. In single precision uniform numbers have 24 bits of the same
 * words, and normal numbers differ from the double ones by 1e-6 or less.
 *
 * @param names each may come more than once
 * @returns fields of a module, after its imports, globals `$random0` and so on among them; once a module
 */
export function randomFunctions(names: Iterable<RandomName>, precision: Precision): string {
  const chosen = new Set(names)
  const text = [
    ...(chosen.has('uniforms') ? [filling('$uniforms', precision, uniformStores(precision))] : []),
    ...(chosen.has('counts')
      ? [filling('$counts', precision, countStores(precision), ['thresholds', 'many', 'guide'])]
      : []),
    ...(chosen.has('events') ? [eventsCode()] : []),
    ...(chosen.has('accumulate') ? [accumulateCode(precision)] : []),
    ...(chosen.has('normals')
      ? [boxMullerCode(precision), filling('$normals', precision, normalStores(precision))]
      : []),
  ]
  return hoistConstants(text.join('\n'), 'random')
}

/** A function that goes over 16 indices at a time and stores what it makes of their words `$w0` to `$w3`. */
function filling(
  name: string,
  precision: Precision,
  stores: readonly string[],
  others: readonly string[] = [],
): string {
  const params = ['out', 'n', 'k0', 'k1', 'stepLow', 'stepHigh', 'word', ...others, 'first']
  const splat = (parameter: string) => op('i32x4.splat', parameter)
  const bytes = precision === 'double' ? 128 : 64
  return `(func ${name} ${params.map(p => `(param $${p} i32)`).join(' ')}
  (local $i i32) (local $from i32) (local $to i32) (local $bits i32) (local $count i32) ${[...philoxLocals, '$key0', '$key1'].map(l => `(local ${l} v128)`).join(' ')}
  ${set('$key0', splat('$k0'))}
  ${set('$key1', splat('$k1'))}
  (block $done (loop $next
    (br_if $done (i32.ge_u (local.get $i) (local.get $n)))
    ${set('$w0', op('i32x4.add', op('i32x4.splat', op('i32.shr_u', '(i32.add (local.get $i) (local.get $first))', 2)), '(v128.const i32x4 0 1 2 3)'))}
    ${set('$w1', splat('$stepLow'))}
    ${set('$w2', splat('$stepHigh'))}
    ${set('$w3', splat('$word'))}
    ${[...philoxBlocks(), ...stores].join('\n    ')}
    (local.set $out (i32.add (local.get $out) (i32.const ${bytes})))
    (local.set $i (i32.add (local.get $i) (i32.const 16)))
    (br $next)))
)`
}

const store = (offset: number, value: string) => `(v128.store offset=${offset} (local.get $out) ${value})`

/** The words of each block side by side, in the order of the indices: a transposition. */
function uniformStores(precision: Precision): string[] {
  const { mul, sub } = lanes(precision)
  const number = (words: string, half: 'low' | 'high') =>
    precision === 'single'
      ? mul(op('f32x4.convert_i32x4_s', op('i32x4.shr_u', words, 8)), 2 ** -24)
      : mul(
          sub(op('v128.or', op(`i64x2.extend_${half}_i32x4_u`, words), constant('double', 2 ** 52)), 2 ** 52),
          2 ** -32,
        )
  return [
    ...transposition,
    ...inOrder.flatMap((words, block) =>
      precision === 'single'
        ? [store(16 * block, number(words, 'low'))]
        : [store(32 * block, number(words, 'low')), store(32 * block + 16, number(words, 'high'))],
    ),
  ]
}

/**
 * Counts how many thresholds each word reaches, from what the guide says of its highest 8 bits on (Chen & Asau 1974). From
 * the last to the first, since numbers take the place of words and may be longer.
 */
function countStores(precision: Precision): string[] {
  const { scalar, shift } = simd(precision)
  const word = '(local.get $bits)'
  const threshold = '(i32.load (i32.add (local.get $thresholds) (i32.shl (local.get $count) (i32.const 2))))'
  const each = (j: number) => [
    set('$bits', `(i32.load offset=${4 * j} (local.get $from))`),
    set('$count', `(i32.load8_u (i32.add (local.get $guide) (i32.shr_u ${word} (i32.const 24))))`),
    `(if (i32.ge_u ${word} ${threshold}) (then (block $found (loop $more
        (br_if $found (i32.ge_u (local.get $count) (local.get $many)))
        ${set('$count', '(i32.add (local.get $count) (i32.const 1))')}
        (br_if $more (i32.ge_u ${word} ${threshold}))))))`,
    `(${scalar}.store offset=${j << shift} (local.get $to) (${scalar}.convert_i32_s (local.get $count)))`,
  ]
  return [
    ...transposition,
    ...inOrder.map((words, j) => store(16 * j, `(local.get ${words})`)),
    set('$from', '(i32.add (local.get $out) (i32.const 48))'),
    set('$to', `(i32.add (local.get $out) (i32.const ${12 << shift}))`),
    `(loop $four
      ${[3, 2, 1, 0].flatMap(each).join('\n      ')}
      ${set('$to', `(i32.sub (local.get $to) (i32.const ${4 << shift}))`)}
      (br_if $four (i32.ge_u (local.tee $from (i32.sub (local.get $from) (i32.const 16))) (local.get $out))))`,
  ]
}

/** How many of ascending thresholds a word reaches at least that begins with each byte: at most 255. */
export function guideTo(thresholds: Uint32Array): Uint8Array {
  let count = 0
  return new Uint8Array(256).map((_, byte) => {
    while (count < thresholds.length && thresholds[count] <= byte * 2 ** 24) count++
    return count
  })
}

const inOrder = ['$w0', '$w1', '$w2', '$w3']
const transposition = [
  set('$a', shuffle32([0, 4, 1, 5], '$w0', '$w1')),
  set('$b', shuffle32([2, 6, 3, 7], '$w0', '$w1')),
  set('$c', shuffle32([0, 4, 1, 5], '$w2', '$w3')),
  set('$d', shuffle32([2, 6, 3, 7], '$w2', '$w3')),
  set('$w0', shuffle32([0, 1, 4, 5], '$a', '$c')),
  set('$w1', shuffle32([2, 3, 6, 7], '$a', '$c')),
  set('$w2', shuffle32([0, 1, 4, 5], '$b', '$d')),
  set('$w3', shuffle32([2, 3, 6, 7], '$b', '$d')),
]

/** `$boxMuller` gives the pairs of blocks; the words 2 and 3 of a block go after its words 0 and 1. */
function normalStores(precision: Precision): string[] {
  const pairs = (radius: string, angle: string, first: string, second: string) =>
    `${op('call $boxMuller', radius, angle)} (local.set ${second}) (local.set ${first})`
  if (precision === 'single') {
    return [
      pairs('$w0', '$w1', '$a', '$b'),
      pairs('$w2', '$w3', '$c', '$d'),
      store(0, shuffle32([0, 1, 4, 5], '$a', '$c')),
      store(16, shuffle32([2, 3, 6, 7], '$a', '$c')),
      store(32, shuffle32([0, 1, 4, 5], '$b', '$d')),
      store(48, shuffle32([2, 3, 6, 7], '$b', '$d')),
    ]
  }
  const upper = (words: string) => shuffle32([2, 3, 2, 3], words, words)
  return [0, 1].flatMap(half =>
    [0, 1].flatMap(pair => {
      const words = [`$w${2 * pair}`, `$w${2 * pair + 1}`]
      const [radius, angle] = half === 0 ? words : words.map(upper)
      return [
        pairs(radius, angle, '$a', '$b'),
        store(64 * half + 16 * pair, '(local.get $a)'),
        store(64 * half + 16 * pair + 32, '(local.get $b)'),
      ]
    }),
  )
}
