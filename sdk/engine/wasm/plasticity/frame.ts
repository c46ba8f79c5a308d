import type { StreamKey } from '../../../random/index.js'
import { constant } from '../math/lanes.js'
import type { Simd } from '../simd.js'
import { tabulated } from './decays.js'

/** What a number belongs to: a synapse, synapses reached together, or the neuron at either end. */
export type Among = 'slot' | 'group' | 'source' | 'post'

/** Where one kind of index comes from while code goes through synapses, several at once. */
export interface Place {
  /** The same for all, one after the other, or each from a list. */
  readonly kind: 'same' | 'next' | 'each'
  /** The index of a lane. */
  readonly at: (lane: number) => string
  /** Finds that of a lane; not needed where it stands already. */
  readonly find?: (lane: number) => string
  /** What has to be found before. */
  readonly after?: Among
}

/** Where all of them come from. What is not in it, the code at hand does not know. */
export type Frame = Readonly<Partial<Record<Among, Place>>>

const order: readonly Among[] = ['slot', 'group', 'source', 'post']
const lanesOf = (n: number) => Array.from({ length: n }, (_, lane) => lane)

/** Text of what is loaded from a number's place; see {@link placed}. */
export const loadOf = (address: number, among: Among) => `(load ${address} ${among})`
/** Steps since a number was last set. */
export const stepsSince = (address: number, among: Among) => `(since ${address} ${among})`
/** A uniform number of a synapse in the stream of a key; `clock` is the address of what else numbers it. */
export const uniformOf = ([k0, k1]: StreamKey, clock: number) => `(uniform ${k0} ${k1} ${clock})`
/** A decay, by its number and the address of its table, since a number was last set. */
export const decayOf = (decay: number, table: number, address: number, among: Among) =>
  `(decay ${decay} ${table} ${address} ${among})`
/** A random number of a synapse, by its stream and the component of a vector. */
export const drawOf = (stream: number, component: number) => `(draw ${stream} ${component})`

const index = (place: Place, lane: number, shift: number) => `(i32.shl ${place.at(lane)} (i32.const ${shift}))`

/**
 * Code for `n` synapses at once, from code that says what is loaded but not how: what belongs to all of them is spread,
 * neighbours are loaded together, others one by one. First the indices are found that it needs.
 */
export function placed(text: string, frame: Frame, n: number, unit: Simd): string {
  const used = new Set<Among>()
  const place = (among: Among): Place => {
    used.add(among)
    return frame[among]!
  }
  const body = text
    .replace(/\(load (\d+) (\w+)\)/g, (_, at: string, among: Among) => load(at, place(among), n, unit))
    .replace(/\(since (\d+) (\w+)\)/g, (_, at: string, among: Among) => since(at, place(among), n, unit))
    .replace(/\(decay (\d+) (\d+) (\d+) (\w+)\)/g, (_, decay: string, table: string, at: string, among: Among) =>
      decayed({ decay, table, at }, place(among), n, unit),
    )
    .replace(/\(draw (\d+) (\d+)\)/g, (_, stream: string, component: string) =>
      draws(stream, component, place('slot'), n, unit),
    )
    .replace(/\(uniform (\d+) (\d+) (\d+)\)/g, (_, k0: string, k1: string, clock: string) =>
      uniforms([k0, k1], clock, place('slot'), n, unit),
    )
    .replace(/\(at (\w+) (\d)\)/g, (_, among: Among, lane: string) => place(among).at(Number(lane)))
  for (const among of [...order].reverse()) {
    const { after } = frame[among] ?? {}
    if (used.has(among) && after) used.add(after)
  }
  const finds = order.flatMap(among =>
    used.has(among) && frame[among]!.find ? lanesOf(n).map(lane => frame[among]!.find!(lane)) : [],
  )
  return [...finds, body].join('\n')
}

function load(at: string, place: Place, n: number, { shift, splat, bytes }: Simd): string {
  const from = (lane: number) => index(place, lane, shift)
  if (place.kind === 'same' || n === 1) return `(${splat} offset=${at} ${from(0)})`
  if (place.kind === 'next') return `(v128.load offset=${at} ${from(0)})`
  const first = `(v128.load${8 * bytes}_zero offset=${at} ${from(0)})`
  return lanesOf(n)
    .slice(1)
    .reduce((vector, lane) => `(v128.load${8 * bytes}_lane offset=${at} ${lane} ${from(lane)} ${vector})`, first)
}

function since(at: string, place: Place, n: number, unit: Simd): string {
  const steps = stepsOf(at, place, n, unit)
  return unit.precision === 'single' ? `(f32x4.convert_i32x4_u ${steps})` : `(f64x2.convert_low_i32x4_u ${steps})`
}

/** From the table where all lanes have an entry there. */
function decayed(
  { decay, table, at }: { readonly decay: string; readonly table: string; readonly at: string },
  place: Place,
  n: number,
  unit: Simd,
): string {
  const lanes = lanesOf(place.kind === 'same' ? 1 : n)
  const steps = (lane: number) => `(local.get $e${lane})`
  const find = lanes.map(
    lane => `(local.set $e${lane} (i32.sub (local.get $step) (i32.load offset=${at} ${index(place, lane, 2)})))`,
  )
  const all = lanes.map(steps).reduce((a, b) => `(i32.or ${a} ${b})`)
  const entry = (lane: number) => `(i32.shl ${steps(lane)} (i32.const ${unit.shift}))`
  const wide = 8 * unit.bytes
  const entries =
    lanes.length === 1
      ? `(${unit.splat} offset=${table} ${entry(0)})`
      : lanes
          .slice(1)
          .reduce(
            (vector, lane) => `(v128.load${wide}_lane offset=${table} ${lane} ${entry(lane)} ${vector})`,
            `(v128.load${wide}_zero offset=${table} ${entry(0)})`,
          )
  return `(block (result v128) ${find.join(' ')}
    (if (result v128) (i32.lt_u ${all} (i32.const ${tabulated}))
      (then ${entries})
      (else (call $decay_${decay} ${stepsOf(at, place, n, unit)}))))`
}

/** Steps since each was last set, whole numbers in the lowest lanes. */
function stepsOf(at: string, place: Place, n: number, { lanes }: Simd): string {
  const from = (lane: number) => index(place, lane, 2)
  const kept =
    place.kind === 'same' || n === 1
      ? `(v128.load32_splat offset=${at} ${from(0)})`
      : place.kind === 'next'
        ? `(v128.load${lanes === 4 ? '' : '64_zero'} offset=${at} ${from(0)})`
        : lanesOf(n)
            .slice(1)
            .reduce(
              (vector, lane) => `(v128.load32_lane offset=${at} ${lane} ${from(lane)} ${vector})`,
              `(v128.load32_zero offset=${at} ${from(0)})`,
            )
  return `(i32x4.sub (local.get $now) ${kept})`
}

function draws(stream: string, component: string, place: Place, n: number, { float, scalar }: Simd): string {
  const one = (lane: number) => {
    const drawn = `(call $draw (i32.const ${stream}) ${place.at(lane)} (i32.const ${component}))`
    return scalar === 'f32' ? `(f32.demote_f64 ${drawn})` : drawn
  }
  return lanesOf(n)
    .slice(1)
    .reduce((vector, lane) => `(${float}.replace_lane ${lane} ${vector} ${one(lane)})`, `(${float}.splat ${one(0)})`)
}

/** By `$uniform4`, all lanes at once. */
function uniforms(key: readonly string[], clock: string, place: Place, n: number, { precision }: Simd): string {
  const first = `(i32x4.splat ${place.at(0)})`
  const index = lanesOf(n)
    .slice(1)
    .reduce((vector, lane) => `(i32x4.replace_lane ${lane} ${vector} ${place.at(lane)})`, first)
  const keys = key.map(word => `(v128.const i32x4 ${Array(4).fill(word).join(' ')})`).join(' ')
  const words = `(call $uniform4 ${index} ${keys} (local.get $step) (i32.const ${clock}))`
  return precision === 'single'
    ? `(f32x4.mul (f32x4.convert_i32x4_u (i32x4.shr_u ${words} (i32.const 8))) ${constant('single', 2 ** -24)})`
    : `(f64x2.mul (f64x2.convert_low_i32x4_u ${words}) ${constant('double', 2 ** -32)})`
}

const address = (among: Among, lane: number, shift: number) => `(i32.shl (at ${among} ${lane}) (i32.const ${shift}))`

/** Stores the vector of a local, lane by lane where they do not stand together; to be {@link placed}. */
export function store(to: number, among: Among, local: string, frame: Frame, n: number, unit: Simd): string {
  const { kind } = frame[among]!
  const { bytes, shift } = unit
  const value = `(local.get ${local})`
  if (kind === 'next' && n > 1) return `(v128.store offset=${to} ${address(among, 0, shift)} ${value})`
  return lanesOf(kind === 'same' ? 1 : n)
    .map(lane => `(v128.store${8 * bytes}_lane offset=${to} ${lane} ${address(among, lane, shift)} ${value})`)
    .join('\n')
}

/** Notes that something was set in the step at hand; to be {@link placed}. */
export function stamp(to: number, among: Among, frame: Frame, n: number, { lanes }: Simd): string {
  const { kind } = frame[among]!
  const first = address(among, 0, 2)
  if (kind === 'next' && n > 1)
    return lanes === 4
      ? `(v128.store offset=${to} ${first} (local.get $now))`
      : `(v128.store64_lane offset=${to} 0 ${first} (local.get $now))`
  return lanesOf(kind === 'same' ? 1 : n)
    .map(lane => `(i32.store offset=${to} ${address(among, lane, 2)} (local.get $step))`)
    .join('\n')
}

/** The locals that frames and their code use. */
export const frameLocals =
  '(local $c i32) (local $now v128) ' +
  ['s', 'g', 'i', 'j', 'e'].flatMap(name => lanesOf(4).map(lane => `(local $${name}${lane} i32)`)).join(' ')
