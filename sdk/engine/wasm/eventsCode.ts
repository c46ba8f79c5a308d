import { SEQUENTIAL } from '../../random/index.js'

const get = (name: string) => `(local.get $${name})`
const set = (name: string, value: string) => `(local.set $${name} ${value})`
const low = (value: string) => `(i64.and ${value} (i64.const 0xffffffff))`
const high = (value: string) => `(i64.shr_u ${value} (i64.const 32))`
const word = (place: number) => `(i32.load offset=${4 * place} ${get('block')})`
const words = ['c0', 'c1', 'c2', 'c3', 'k0', 'k1']

/** Writes the four words of a block of Philox4x32-10 (sdk/random/philox4x32.ts). */
const philox = `(func $philox (param $block i32) ${words.map(w => `(param $${w}w i32)`).join(' ')}
  (local $round i32) ${[...words, 'p0', 'p1'].map(w => `(local $${w} i64)`).join(' ')}
  ${words.map(w => set(w, `(i64.extend_i32_u ${get(`${w}w`)})`)).join('\n  ')}
  (loop $next
    ${set('p0', `(i64.mul ${get('c0')} (i64.const 0xd2511f53))`)}
    ${set('p1', `(i64.mul ${get('c2')} (i64.const 0xcd9e8d57))`)}
    ${set('c0', `(i64.xor (i64.xor ${high(get('p1'))} ${get('c1')}) ${get('k0')})`)}
    ${set('c1', low(get('p1')))}
    ${set('c2', `(i64.xor (i64.xor ${high(get('p0'))} ${get('c3')}) ${get('k1')})`)}
    ${set('c3', low(get('p0')))}
    ${set('k0', low(`(i64.add ${get('k0')} (i64.const 0x9e3779b9))`))}
    ${set('k1', low(`(i64.add ${get('k1')} (i64.const 0xbb67ae85))`))}
    (br_if $next (i32.lt_u (local.tee $round (i32.add ${get('round')} (i32.const 1))) (i32.const 10))))
  ${[0, 1, 2, 3].map(w => `(i64.store32 offset=${4 * w} ${get('block')} ${get(`c${w}`)})`).join('\n  ')})`

/**
 * The text of `$events`: writes to `$out` on which of `$size` neurons the events of a step fall, and returns how many they
 * are; those of `plainDraws`, for a mean of less than 10. `$low` and `$high` are the step, `$kind` to `$k1` the block that
 * gives its key (see `StreamKeys`), `$none` is exp(-mean); there is room for a block of 16 bytes at `$block`.
 */
export function eventsCode(): string {
  const draw = (index: string) =>
    `(call $philox ${get('block')} ${index} (i32.const 0) (i32.const 0) (i32.const ${SEQUENTIAL}) ${get('k0')} ${get('k1')})`
  return `${philox}
(func $events (param $block i32) (param $out i32) (param $low i32) (param $high i32) (param $kind i32) (param $position i32)
  (param $k0 i32) (param $k1 i32) (param $mean f64) (param $none f64) (param $size i32) (result i32)
  (local $end i32) (local $taken i32) (local $word i32) (local $count i32) (local $limit i64)
  (local $u f64) (local $probability f64) (local $cumulative f64)
  (call $philox ${['block', 'low', 'high', 'kind', 'position', 'k0', 'k1'].map(get).join(' ')})
  ${set('k0', word(0))}
  ${set('k1', word(1))}
  ${draw('(i32.const 0)')}
  ${set('u', `(f64.mul (f64.add (f64.mul (f64.convert_i32_u (i32.shr_u ${word(0)} (i32.const 5))) (f64.const 67108864)) (f64.convert_i32_u (i32.shr_u ${word(1)} (i32.const 6)))) (f64.const 0x1p-53))`)}
  ${set('probability', get('none'))}
  ${set('cumulative', get('none'))}
  (block $drawn (loop $more
    (br_if $drawn (i32.eqz (i32.and (f64.ge ${get('u')} ${get('cumulative')}) (f64.gt ${get('probability')} (f64.const 0)))))
    ${set('count', `(i32.add ${get('count')} (i32.const 1))`)}
    ${set('probability', `(f64.mul ${get('probability')} (f64.div ${get('mean')} (f64.convert_i32_u ${get('count')})))`)}
    ${set('cumulative', `(f64.add ${get('cumulative')} ${get('probability')})`)}
    (br $more)))
  (if (i32.eqz ${get('count')}) (then (return (i32.const 0))))
  ${set('limit', `(i64.sub (i64.const 0x100000000) (i64.rem_u (i64.const 0x100000000) (i64.extend_i32_u ${get('size')})))`)}
  ${set('taken', '(i32.const 2)')}
  ${set('end', `(i32.add ${get('out')} (i32.shl ${get('count')} (i32.const 2)))`)}
  (loop $each
    (loop $again
      (if (i32.eqz (i32.and ${get('taken')} (i32.const 3))) (then ${draw(`(i32.shr_u ${get('taken')} (i32.const 2))`)}))
      ${set('word', `(i32.load (i32.add ${get('block')} (i32.shl (i32.and ${get('taken')} (i32.const 3)) (i32.const 2))))`)}
      ${set('taken', `(i32.add ${get('taken')} (i32.const 1))`)}
      (br_if $again (i64.ge_u (i64.extend_i32_u ${get('word')}) ${get('limit')})))
    (i32.store ${get('out')} (i32.rem_u ${get('word')} ${get('size')}))
    (br_if $each (i32.lt_u (local.tee $out (i32.add ${get('out')} (i32.const 4))) ${get('end')})))
  ${get('count')})`
}
