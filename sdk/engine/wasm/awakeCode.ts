import type { Clock } from './clock.js'
import { chunk, clearHits, type EventPlace } from './hitsCode.js'
import { wordsOf, type CoastLayout, type PopulationLayout } from './layout.js'
import type { Simd } from './simd.js'

/** Does `body` for every vector from byte `$i` to `end`; `$k` counts the vectors of the chunk. */
export const vectors = (body: string, end: string) => `(loop $vectors
    ${body}
    (local.set $k (i32.add (local.get $k) (i32.const 1)))
    (br_if $vectors (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 16))) ${end})))`

/** Goes through all vectors to `end`, chunk by chunk. @param reap what is to be done after a chunk */
export const chunks = (body: string, reap: string, end: string) => `(loop $chunks
    (local.set $first (local.get $i))
    (local.set $k (i32.const 0))
    (local.set $limit (i32.add (local.get $i) (i32.const ${16 * chunk})))
    (if (i32.gt_u (local.get $limit) ${end}) (then (local.set $limit ${end})))
    ${vectors(body, '(local.get $limit)')}
    ${reap}
    (br_if $chunks (i32.lt_u (local.tee $i (local.get $limit)) ${end})))`

interface Kept {
  readonly states: readonly { readonly address: number; readonly local: string }[]
  readonly clocks: Clock | undefined
  /** Where to say how many are awake. */
  readonly ran: number
  /** What finishes the lists of events. */
  readonly finish: string
  /** What puts the listed to sleep. */
  readonly doze: string | undefined
}

/** Goes through the places of those awake; sleepers that share the last vector with them keep their state. */
export function awakePlaces(
  coast: CoastLayout,
  unit: Simd,
  body: string,
  { states, clocks, doze, finish, ran }: Kept,
): string {
  const { int, lanes, scalar, shift } = unit
  const whole = scalar === 'f32' ? 'i32' : 'i64'
  const count = `(i32.sub (local.get $awake) (i32.shr_u (local.get $i) (i32.const ${shift})))`
  const numbers = Array.from({ length: lanes }, (_, l) => l).join(' ')
  const splat = whole === 'i32' ? count : `(i64.extend_i32_s ${count})`
  const last = '(local.set $i (i32.sub (local.get $end) (i32.const 16)))'
  return `(local.set $awake (i32.load (i32.const ${coast.awake})))
    (i32.store (i32.const ${ran}) (local.get $awake))
    (if (local.get $awake) (then
      (local.set $end (i32.and (i32.add (i32.shl (local.get $awake) (i32.const ${shift})) (i32.const 15)) (i32.const -16)))
      ${last}
      (local.set $last (${int}.lt_s (v128.const ${int} ${numbers}) (${int}.splat ${splat})))
      ${states.map(({ address, local }) => `(local.set ${local} (v128.load offset=${address} (local.get $i)))`).join('\n')}
      (local.set $i (i32.const 0))
      ${body}
      ${last}
      ${states.map(({ address, local }) => `(v128.store offset=${address} (local.get $i) (v128.bitselect (v128.load offset=${address} (local.get $i)) (local.get ${local}) (local.get $last)))`).join('\n')}
      ${clocks ? clocks.store(`(v128.and ${clocks.load} (local.get $last))`) : ''}
      ${finish}
      ${doze ? `(call $${doze} (local.get $drowsy) (i32.add (local.get $step) (i32.const 1)))` : ''}))`
}

interface Sweep {
  /** Goes through the vectors from `$i` to `$end`. */
  readonly run: string
  /** What is to be done after a chunk. */
  readonly reap: string
  readonly events: readonly EventPlace[]
}

/**
 * Goes through the vectors whose bit is set, run by run of set bits: `run` finds the first byte of one in `$i`, its end in
 * `$end`. If it clears bits of `$bits`, they are kept. A word of bits is a chunk, or several without a sleeper.
 */
export function awakeVectors(
  { awake, touched, places }: PopulationLayout,
  unit: Simd,
  rests: boolean,
  { run, reap, events }: Sweep,
): string {
  const place = (bit: string) =>
    `(i32.add (i32.shl (local.get $word) (i32.const 7)) (i32.shl (i32.wrap_i64 ${bit}) (i32.const 4)))`
  // What something arrived at stays awake: so does what is kept so by a current of every step.
  const kept = `(i64.store offset=${awake} (local.get $word) (i64.or (local.get $bits) (i64.load offset=${touched} (local.get $word))))`
  const last = 8 * wordsOf(places, unit)
  // The end of a loop costs as much as some vectors.
  const wholeWords = `(block $part (loop $whole
            (br_if $part (i32.ge_u (local.tee $n (i32.add (local.get $word) (i32.const 8))) (i32.const ${last})))
            (br_if $part (i64.ne (i64.load offset=${awake} (local.get $n)) (i64.const -1)))
            (br_if $part (i32.ge_u (i32.sub (local.get $end) (local.get $i)) (i32.const ${16 * chunk})))
            (local.set $word (local.get $n))
            (local.set $end (i32.add (local.get $end) (i32.const 1024)))
            (br $whole)))`
  return `(loop $words
      (local.set $bits (i64.load offset=${awake} (local.get $word)))
      (local.set $left (local.get $bits))
      (block $asleep
        (br_if $asleep (i64.eqz (local.get $left)))
        (local.set $first (i32.shl (local.get $word) (i32.const 7)))
        (if (i64.ne (local.get $bits) (i64.const -1)) (then ${clearHits(events)}))
        (loop $runs
          ;; Adding its lowest bit carries through a run of ones.
          (local.set $run (i64.add (local.get $left) (i64.and (local.get $left) (i64.sub (i64.const 0) (local.get $left)))))
          (local.set $i ${place('(i64.ctz (local.get $left))')})
          (local.set $end ${place('(i64.ctz (local.get $run))')})
          ${rests ? '' : `(if (i64.eq (local.get $bits) (i64.const -1)) (then ${wholeWords}))`}
          (local.set $ran (i32.add (local.get $ran) (i32.sub (local.get $end) (local.get $i))))
          (local.set $k (i32.shr_u (i32.sub (local.get $i) (local.get $first)) (i32.const 4)))
          ${run}
          (br_if $runs (i64.ne (i64.const 0) (local.tee $left (i64.and (local.get $left) (local.get $run))))))
        ${reap}
        ${rests ? kept : ''})
      (br_if $words (i32.lt_u (local.tee $word (i32.add (local.get $word) (i32.const 8))) (i32.const ${last}))))`
}
