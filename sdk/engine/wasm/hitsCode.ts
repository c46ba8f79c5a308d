import type { Simd } from './simd.js'

/**
 * Vectors after which is looked who had an event. To test each vector by itself would cost more than its integration: a
 * processor cannot foresee who fires.
 */
export const chunk = 256

/** Where an event of a model is noted. */
export interface EventPlace {
  /** Index among the events of the model. */
  readonly index: number
  /** A byte for each vector of a chunk: who had the event; see {@link hitBytes}. */
  readonly hits: number
  /** Who had it in the step. */
  readonly list: number
}

/** Bytes of the masks of one event: the last are looked at 16 at a time. */
export const hitBytes = chunk + 16

const none = '(v128.const i64x2 0 0)'

/** Notes the mask `$hit_0` of vector `$k` of a chunk; `$any` keeps whether there was a hit. */
export const noteHits = ({ hits, index }: EventPlace, { int }: Simd) =>
  `(i32.store8 offset=${hits} (local.get $k) (local.tee $hits (${int}.bitmask (local.get $hit_${index}))))
    (local.set $any (i32.or (local.get $any) (local.get $hits)))`

/** No hits in the first 64 vectors of a chunk, of which some sleep. */
export const clearHits = (events: readonly EventPlace[]) =>
  events.flatMap(({ hits }) => [0, 16, 32, 48].map(at => `(v128.store (i32.const ${hits + at}) ${none})`)).join('\n')

/**
 * Where there was a hit in a chunk, lists whose it was, event by event, and does what `resets` says with the place `$i`
 * of each. The chunk is `$k` vectors from byte `$first` on; `$list_0` is the end of the list of the first event.
 */
export const afterChunk = (events: readonly EventPlace[], unit: Simd, resets: readonly string[]) =>
  events.length === 0
    ? ''
    : `(if (local.get $any) (then
      (local.set $any (i32.const 0))
      ${events.map(event => listHits(event, unit, resets[event.index])).join('\n')}))`

function listHits({ hits, index }: EventPlace, { lanes, shift }: Simd, reset: string): string {
  const list = `$list_${index}`
  // The bits of two neighbours, so many each, come together.
  const pairs = (bits: number) => `(local.set $masks (v128.and
        (v128.or (local.get $masks) (i16x8.shr_u (local.get $masks) (i32.const ${8 - bits})))
        (v128.const i16x8 ${Array(8)
          .fill(2 ** (2 * bits) - 1)
          .join(' ')})))
      (local.set $masks (i8x16.narrow_i16x8_u (local.get $masks) (local.get $masks)))`
  const word =
    lanes === 4
      ? `${pairs(4)} (local.set $set (i64x2.extract_lane 0 (local.get $masks)))`
      : `${pairs(2)} ${pairs(4)} (local.set $set (i64.extend_i32_u (i32x4.extract_lane 0 (local.get $masks))))`
  const each = `(loop $resets
        (local.set $i (i32.shl (i32.load (local.get $from)) (i32.const ${shift})))
        ${reset}
        (br_if $resets (i32.lt_u (local.tee $from (i32.add (local.get $from) (i32.const 4))) (local.get ${list}))))`
  return `(v128.store offset=${hits} (local.get $k) ${none})
      (local.set $from (local.get ${list}))
      (local.set $place (i32.shr_u (local.get $first) (i32.const ${shift})))
      (local.set $j (i32.const 0))
      (loop $groups
        (local.set $masks (v128.load offset=${hits} (local.get $j)))
        ${word}
        (if (i64.ne (local.get $set) (i64.const 0)) (then (loop $next
          (i32.store (local.get ${list}) (i32.add (local.get $place) (i32.wrap_i64 (i64.ctz (local.get $set)))))
          (local.set ${list} (i32.add (local.get ${list}) (i32.const 4)))
          (local.set $set (i64.and (local.get $set) (i64.sub (local.get $set) (i64.const 1))))
          (br_if $next (i64.ne (local.get $set) (i64.const 0))))))
        (local.set $place (i32.add (local.get $place) (i32.const ${16 * lanes})))
        (br_if $groups (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 16))) (local.get $k))))
      ${reset && `(if (i32.ne (local.get $from) (local.get ${list})) (then ${each}))`}`
}

/**
 * Takes out of a list, at its end, places that belong to no neuron, or to one that sleeps, and puts neurons for places.
 *
 * @param who where the neurons of places are, unless they are in order
 */
export function finishList({ index, list }: EventPlace, places: string, who?: number): string {
  const end = `(local.get $list_${index})`
  const drop = `(block $done (loop $drop
      (br_if $done (i32.eq ${end} (i32.const ${list})))
      (br_if $done (i32.lt_u (i32.load (i32.sub ${end} (i32.const 4))) ${places}))
      (local.set $list_${index} (i32.sub ${end} (i32.const 4)))
      (br $drop)))`
  if (who === undefined) return drop
  return `${drop}
    (local.set $from (i32.const ${list}))
    (block $done (loop $next
      (br_if $done (i32.eq (local.get $from) ${end}))
      (i32.store (local.get $from) (i32.load offset=${who} (i32.shl (i32.load (local.get $from)) (i32.const 2))))
      (local.set $from (i32.add (local.get $from) (i32.const 4)))
      (br $next)))`
}

export const hitLocals = {
  i32: ['$k', '$any', '$hits', '$first', '$from', '$place', '$j'],
  i64: ['$set'],
  v128: ['$masks'],
}
