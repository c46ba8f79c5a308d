import { variablesOf, type Expression, type Update } from '../../model/index.js'
import { clock, type Clock } from './clock.js'
import { mayCoast, type CoastNames } from './coastCode.js'
import { emitter } from './emit.js'
import { graph } from './graph.js'
import { wordsOf, type CoastLayout, type PopulationLayout } from './layout.js'
import type { MathName } from './math/index.js'
import type { Simd } from './simd.js'

export interface IntegrateOptions {
  readonly dt: number
  /** Name of the function. */
  readonly name: string
  /** Whether vectors that sleep are skipped. */
  readonly sleeps: boolean
  /**
   * Whether this is the variant of every eighth step: vectors that it leaves unchanged, or that may coast, fall asleep,
   * and in single precision what has decayed to almost nothing becomes 0, since processors are slow with subnormal
   * numbers.
   */
  readonly checks: boolean
  /** Where the counts of the channels begin, and the list of each. */
  readonly counts: number
  readonly lists: readonly number[]
  /** Functions of those that coast. */
  readonly coast: CoastNames
}

export interface Code {
  readonly text: string
  /** Functions that it calls by name. */
  readonly calls: ReadonlySet<MathName>
}

/** Ten times the smallest normal number of single precision: what is smaller after a while becomes 0. */
const smallestState = 1e-37

/**
 * The step of a population as a WebAssembly function of the time (ms) and the number of the step: integrates, tests the
 * events, resets, lists who fired. It returns whether a state may have become NaN or infinite.
 *
 * Four neurons (two in double precision) go side by side. Where none of them is refractory, none of that is computed.
 */
export function integrateCode(population: PopulationLayout, unit: Simd, options: IntegrateOptions): Code {
  const { float, int } = unit
  const { integration, variables: at, waiting, description } = population
  const { model } = description
  const { free, held } = integration
  const coast = options.sleeps ? population.coast : undefined
  const values = graph(unit.constant)
  const emit = emitter(values, unit)
  const variables = variablesOf(model)
  const changing = variables.filter(v => v in free.next || model.events.some(e => e.reset.some(r => r.variable === v)))
  const zero = unit.constant(0)
  const body: string[] = []
  const load = (address: number) => `(v128.load offset=${address} (local.get $i))`
  const store = (address: number, value: string) => `(v128.store offset=${address} (local.get $i) ${value})`

  /** Values of names that are no variables. */
  const surroundings = (name: string): number => {
    if (name === 'I') return values.leaf(load(population.current), false)
    if (name === 't') return values.leaf(`(${float}.splat (local.get $t))`, true)
    if (name === 'dt') return values.number(options.dt)
    const noise = model.noises.indexOf(name)
    if (noise >= 0) return values.leaf(load(population.noises[noise]), false)
    const address = population.valueAt[name]
    return typeof population.values[name] === 'number'
      ? values.leaf(`(${unit.splat} (i32.const ${address}))`, true)
      : values.leaf(load(address), false)
  }
  const before = new Map(variables.map(v => [v, values.leaf(`(local.get $old_${v})`, false)]))
  const after = new Map(before)

  const updates = ({ locals, next }: Update): Map<string, number> => {
    const bound = new Map<string, number>()
    const read = (name: string) => bound.get(name) ?? before.get(name) ?? surroundings(name)
    for (const { name, value } of locals) bound.set(name, values.of(value, read))
    return new Map(Object.entries(next).map(([variable, value]) => [variable, values.of(value, read)]))
  }
  const now = (e: Expression) => values.of(e, name => after.get(name) ?? surroundings(name))
  /** Puts a value into the local of a variable, and lets later expressions see it. */
  const assign = (variable: string, value: string, into: string[]) => {
    into.push(`(local.set $new_${variable} ${value})`)
    after.set(variable, values.fresh(`(local.get $new_${variable})`))
  }

  // 3. Integration.
  for (const v of variables) body.push(`(local.set $old_${v} ${load(at[v])})`)
  const moved = updates(free)
  emit.compute([...moved.values()], body)
  for (const v of changing) assign(v, moved.has(v) ? emit.text(moved.get(v)!) : `(local.get $old_${v})`, body)

  const timed = typeof model.refractory === 'number'
  const clocks = waiting === undefined ? undefined : clock(waiting, unit)
  if (clocks) {
    const slow: string[] = [`(local.set $clock ${clocks.load})`]
    emit.branch(() => {
      slow.push(
        timed
          ? `(local.set $wait (${int}.gt_s (local.get $clock) ${unit.whole(0)}))`
          : '(local.set $wait (local.get $clock))',
      )
      const kept = updates(held)
      const differ = changing.filter(v => (kept.get(v) ?? before.get(v)) !== (moved.get(v) ?? before.get(v)))
      emit.compute(
        differ.flatMap(v => kept.get(v) ?? []),
        slow,
      )
      for (const v of differ) {
        const value = kept.has(v) ? emit.text(kept.get(v)!) : `(local.get $old_${v})`
        slow.push(`(local.set $new_${v} (v128.bitselect ${value} (local.get $new_${v}) (local.get $wait)))`)
      }
      if (timed) {
        slow.push(
          `(local.set $clock (${int}.add (local.get $clock) (local.get $wait)))`,
          clocks.store('(local.get $clock)'),
        )
      }
    })
    body.push(
      `(if ${clocks.any} (then ${slow.join('\n')})
        (else (local.set $wait ${zero}) (local.set $clock ${zero})))`,
    )
  }

  for (const [v, address] of Object.entries(population.unreset)) body.push(store(address, `(local.get $new_${v})`))

  // 4. Events, all tested before the first reset.
  model.events.forEach(({ name, condition }, e) => {
    const value = now(condition)
    emit.compute([value], body)
    const blocked = name === 'spike' && clocks !== undefined
    body.push(
      `(local.set $hit_${e} ${blocked ? `(v128.andnot ${emit.text(value)} (local.get $wait))` : emit.text(value)})`,
    )
  })
  // 5. Resets and refractory periods.
  model.events.forEach(({ name, reset }, e) => {
    const then: string[] = []
    emit.branch(() => {
      for (const { variable, value } of reset) {
        const id = now(value)
        emit.compute([id], then)
        const selected = `(v128.bitselect ${emit.text(id)} (local.get $new_${variable}) (local.get $hit_${e}))`
        assign(variable, selected, then)
      }
    })
    if (name === 'spike' && clocks) {
      const period = unit.whole(population.refractory)
      then.push(clocks.store(`(v128.bitselect ${period} (local.get $clock) (local.get $hit_${e}))`))
    }
    then.push(listing(e, options.lists[population.channels[e]]))
    // One instruction less than any_true.
    body.push(`(if (local.tee $hits (${int}.bitmask (local.get $hit_${e}))) (then ${then.join('\n')}))`)
  })

  if (options.checks && unit.precision === 'single') {
    const smallest = unit.constant(smallestState)
    for (const v of changing)
      body.push(
        `(local.set $new_${v} (v128.andnot (local.get $new_${v}) (f32x4.lt (f32x4.abs (local.get $new_${v})) ${smallest})))`,
      )
  }
  for (const v of changing) body.push(store(at[v], `(local.get $new_${v})`))
  if (changing.length) {
    // NaN and infinity stay in the sum. If it overflows by itself, the search finds nobody.
    const sum = changing.map(v => `(local.get $new_${v})`).reduce((a, b) => `(${float}.add ${a} ${b})`)
    body.push(`(local.set $fault (${float}.add (local.get $fault) ${sum}))`)
  }
  const test = options.checks && coast ? mayCoast(coast, unit, v => `(local.get $new_${v})`) : undefined
  const busy = [
    ...model.events.map((_, e) => `(local.get $hit_${e})`),
    // The clock may just have run out: the step after is another.
    ...(clocks ? ['(local.get $wait)', '(local.get $clock)'] : []),
    ...(test
      ? ['(v128.not (local.get $may))']
      : changing.map(v => `(v128.xor (local.get $old_${v}) (local.get $new_${v}))`)),
  ].reduce((a, b) => `(v128.or ${a} ${b})`)
  if (test && coast) body.push(test.code, dozing(coast, unit, busy))
  else if (options.checks && options.sleeps) body.push(clearsBit(busy))

  /** Lists the neurons of a mask. */
  function listing(e: number, address: number): string {
    return `(loop $next
        (local.set $n (i32.add (i32.shr_u (local.get $i) (i32.const ${unit.shift})) (i32.ctz (local.get $hits))))
        (if (i32.lt_u (local.get $n) ${coast ? '(local.get $awake)' : `(i32.const ${population.size})`}) (then
          (i32.store offset=${address} (i32.shl (local.get $count_${e}) (i32.const 2)) ${coast ? `(i32.load offset=${coast.who} (i32.shl (local.get $n) (i32.const 2)))` : '(local.get $n)'})
          (local.set $count_${e} (i32.add (local.get $count_${e}) (i32.const 1)))))
        (br_if $next (local.tee $hits (i32.and (local.get $hits) (i32.sub (local.get $hits) (i32.const 1))))))`
  }

  const vectors = (end: string) => `(loop $vectors
    ${body.join('\n    ')}
    (br_if $vectors (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 16))) ${end})))`
  const loop = coast
    ? awakePlaces(coast, unit, vectors('(local.get $end)'), {
        states: changing.map(v => ({ address: at[v], local: `$kept_${v}` })),
        clocks,
        ran: population.ran,
        doze: test ? options.coast.doze : undefined,
      })
    : options.sleeps
      ? awakeVectors(population, unit, options.checks, vectors('(local.get $end)'))
      : vectors(`(i32.const ${population.places * unit.bytes})`)

  const whole = ['$i', '$end', '$hits', '$n', '$word', '$ran', '$awake', '$drowsy']
  const v128 = [
    ...variables.flatMap(v => [`$old_${v}`, `$new_${v}`]),
    ...model.events.map((_, e) => `$hit_${e}`),
    ...['$clock', '$wait', '$fault'],
    ...(coast ? [...changing.map(v => `$kept_${v}`), '$last'] : []),
    ...(test?.locals ?? []),
    ...emit.locals,
  ]
  const places = [
    ...variables.map(v => `${v} at ${at[v]}`),
    ...(model.takesCurrent ? [`I at ${population.current}`] : []),
    ...Object.entries(population.valueAt).map(([value, address]) => `${value} at ${address}`),
  ]
  const text = `;; ${places.join(', ')}
    (func $${options.name} (export "${options.name}") (param $t ${unit.scalar}) (param $step i32) (result i32)
    ${[...whole, ...(test?.whole ?? [])].map(local => `(local ${local} i32)`).join(' ')} (local $bits i64) (local $left i64) (local $run i64)
    ${model.events.map((_, e) => `(local $count_${e} i32)`).join(' ')}
    ${v128.map(local => `(local ${local} v128)`).join(' ')}
    ${emit.prologue.join('\n    ')}
    ${loop}
    ${model.events.map((_, e) => `(i32.store (i32.const ${options.counts + 4 * population.channels[e]}) (local.get $count_${e}))`).join('\n    ')}
    ${options.sleeps && !coast ? `(i32.store (i32.const ${population.ran}) (i32.shr_u (local.get $ran) (i32.const 4)))` : ''}
    (local.set $fault (${float}.mul (local.get $fault) ${zero}))
    (v128.any_true (${float}.ne (local.get $fault) (local.get $fault))))`
  return { text, calls: emit.calls }
}

/** Lets the vector at `$i` sleep if no neuron of it is busy: its bit is cleared. */
const clearsBit = (busy: string) => `(if (i32.eqz (v128.any_true ${busy})) (then
    (local.set $bits (i64.and (local.get $bits) (i64.xor (i64.const -1)
      (i64.shl (i64.const 1) (i64.extend_i32_u (i32.shr_u (local.get $i) (i32.const 4)))))))))`

/** Lists the places of the vector at `$i` whose neurons are not busy and at which nothing arrived. */
function dozing({ touched, dozing }: CoastLayout, { int, lanes, shift }: Simd, busy: string): string {
  const first = `(i32.shr_u (local.get $i) (i32.const ${shift}))`
  // Bytes of 0 or 1 as the bits of a mask. Who shares a vector with whom must not matter: it differs with the threads.
  const arrived =
    lanes === 4
      ? `(i32.shr_u (i32.mul (i32.load offset=${touched} ${first}) (i32.const 0x10204080)) (i32.const 28))`
      : `(i32.and (i32.shr_u (i32.mul (i32.load16_u offset=${touched} ${first}) (i32.const 0x81)) (i32.const 7)) (i32.const 3))`
  return `(local.set $hits (i32.xor (i32.or (${int}.bitmask ${busy}) ${arrived}) (i32.const ${2 ** lanes - 1})))
    (block $none (loop $next
      (br_if $none (i32.eqz (local.get $hits)))
      (local.set $n (i32.add ${first} (i32.ctz (local.get $hits))))
      (if (i32.lt_u (local.get $n) (local.get $awake)) (then
        (i32.store offset=${dozing} (i32.shl (local.get $drowsy) (i32.const 2)) (local.get $n))
        (local.set $drowsy (i32.add (local.get $drowsy) (i32.const 1)))))
      (local.set $hits (i32.and (local.get $hits) (i32.sub (local.get $hits) (i32.const 1))))
      (br $next)))`
}

interface Kept {
  readonly states: readonly { readonly address: number; readonly local: string }[]
  readonly clocks: Clock | undefined
  /** Where to say how many are awake. */
  readonly ran: number
  /** What puts the listed to sleep. */
  readonly doze: string | undefined
}

/** Goes through the places of those awake; sleepers that share the last vector with them keep their state. */
function awakePlaces(coast: CoastLayout, unit: Simd, body: string, { states, clocks, doze, ran }: Kept): string {
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
      ${doze ? `(call $${doze} (local.get $drowsy) (i32.add (local.get $step) (i32.const 1)))` : ''}))`
}

/**
 * Goes through the vectors whose bit is set, run by run of set bits: `body` finds the first byte of a run in `$i`, its
 * end in `$end`. If it clears bits of `$bits`, they are kept.
 */
function awakeVectors({ awake, touched, places }: PopulationLayout, unit: Simd, rests: boolean, body: string): string {
  const place = (bit: string) =>
    `(i32.add (i32.shl (local.get $word) (i32.const 7)) (i32.shl (i32.wrap_i64 ${bit}) (i32.const 4)))`
  // What something arrived at stays awake: so does what is kept so by a current of every step.
  const kept = `(i64.store offset=${awake} (local.get $word) (i64.or (local.get $bits) (i64.load offset=${touched} (local.get $word))))`
  const last = 8 * wordsOf(places, unit)
  // Words without a sleeper are one long run: the end of a loop costs as much as some vectors.
  const wholeWords = `(if (i64.eq (local.get $bits) (i64.const -1)) (then (block $part (loop $whole
            (br_if $part (i32.ge_u (local.tee $n (i32.add (local.get $word) (i32.const 8))) (i32.const ${last})))
            (br_if $part (i64.ne (i64.load offset=${awake} (local.get $n)) (i64.const -1)))
            (local.set $word (local.get $n))
            (local.set $end (i32.add (local.get $end) (i32.const 1024)))
            (br $whole)))))`
  return `(loop $words
      (local.set $bits (i64.load offset=${awake} (local.get $word)))
      (local.set $left (local.get $bits))
      (block $asleep
        (br_if $asleep (i64.eqz (local.get $left)))
        (loop $runs
          ;; Adding its lowest bit carries through a run of ones.
          (local.set $run (i64.add (local.get $left) (i64.and (local.get $left) (i64.sub (i64.const 0) (local.get $left)))))
          (local.set $i ${place('(i64.ctz (local.get $left))')})
          (local.set $end ${place('(i64.ctz (local.get $run))')})
          ${rests ? '' : wholeWords}
          (local.set $ran (i32.add (local.get $ran) (i32.sub (local.get $end) (local.get $i))))
          ${body}
          (br_if $runs (i64.ne (i64.const 0) (local.tee $left (i64.and (local.get $left) (local.get $run))))))
        ${rests ? kept : ''})
      (br_if $words (i32.lt_u (local.tee $word (i32.add (local.get $word) (i32.const 8))) (i32.const ${last}))))`
}
