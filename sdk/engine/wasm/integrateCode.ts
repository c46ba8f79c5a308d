import { variablesOf, type Update } from '../../model/index.js'
import { awakePlaces, awakeVectors, chunks, vectors } from './awakeCode.js'
import { clock } from './clock.js'
import { mayCoast, type CoastNames } from './coastCode.js'
import { emitter } from './emit.js'
import { afterChunk, hitLocals, finishList, hitBytes, noteHits, type EventPlace } from './hitsCode.js'
import { graph } from './graph.js'
import type { CoastLayout, PopulationLayout } from './layout.js'
import type { MathName } from './math/index.js'
import type { Simd } from './simd.js'

export interface IntegrateOptions {
  readonly dt: number
  /** Name of the function. */
  readonly name: string
  /** Whether vectors that sleep are skipped. */
  readonly sleeps: boolean
  /**
   * Whether this is the variant of every sixteenth step: vectors that it leaves unchanged, or that may coast, fall asleep,
   * and in single precision what has decayed to almost nothing becomes 0, since processors are slow with subnormal
   * numbers.
   */
  readonly checks: boolean
  /** Where the counts of the channels begin, and the list of each. */
  readonly counts: number
  readonly lists: readonly number[]
  /** Where hits are noted: see {@link EventPlace}. */
  readonly hits: number
  /** Functions of those that coast. */
  readonly coast: CoastNames
}

export interface Code {
  readonly text: string
  /** Functions that it calls by name. */
  readonly calls: ReadonlySet<MathName>
}

/** What is smaller after a while becomes 0, before it is a subnormal number, which single precision has from 1e-38 on. */
const smallestState = 1e-35

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

  const events = model.events.map((_, index): EventPlace => ({
    index,
    hits: options.hits + index * hitBytes,
    list: options.lists[population.channels[index]],
  }))
  /** NaN and infinity stay in the sum. If it overflows by itself, or by what is reset, the search finds nobody. */
  const doubt = (of: readonly string[]) =>
    `(local.set $fault ${['$fault', ...of.map(v => `$new_${v}`)].map(local => `(local.get ${local})`).reduceRight((sum, x) => `(${float}.add ${x} ${sum})`)})`

  /** Values of names that are no variables. */
  const surroundings = (name: string, read = load): number => {
    if (name === 'I') return values.leaf(read(population.current), false)
    if (name === 't') return values.leaf(`(${float}.splat (local.get $t))`, true)
    if (name === 'dt') return values.number(options.dt)
    const noise = model.noises.indexOf(name)
    if (noise >= 0) return values.leaf(read(population.noises[noise]), false)
    const address = population.valueAt[name]
    return typeof population.values[name] === 'number'
      ? values.leaf(`(${unit.splat} (i32.const ${address}))`, true)
      : values.leaf(read(address), false)
  }
  const before = new Map(variables.map(v => [v, values.leaf(`(local.get $old_${v})`, false)]))
  const after = new Map(before)

  const updates = ({ locals, next }: Update): Map<string, number> => {
    const bound = new Map<string, number>()
    const read = (name: string) => bound.get(name) ?? before.get(name) ?? surroundings(name)
    for (const { name, value } of locals) bound.set(name, values.of(value, read))
    return new Map(Object.entries(next).map(([variable, value]) => [variable, values.of(value, read)]))
  }
  /** Puts a value into the local of a variable, and lets later expressions see it. */
  const assign = (variable: string, value: string, into: string[], seen = after) => {
    into.push(`(local.set $new_${variable} ${value})`)
    seen.set(variable, values.fresh(`(local.get $new_${variable})`))
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
    const value = values.of(condition, name => after.get(name) ?? surroundings(name))
    emit.compute([value], body)
    const blocked = name === 'spike' && clocks !== undefined
    body.push(
      `(local.set $hit_${e} ${blocked ? `(v128.andnot ${emit.text(value)} (local.get $wait))` : emit.text(value)})`,
      noteHits(events[e], unit),
    )
  })

  if (options.checks && unit.precision === 'single') {
    const smallest = unit.constant(smallestState)
    for (const v of changing)
      body.push(
        `(local.set $new_${v} (v128.andnot (local.get $new_${v}) (f32x4.lt (f32x4.abs (local.get $new_${v})) ${smallest})))`,
      )
  }
  for (const v of changing) body.push(store(at[v], `(local.get $new_${v})`))
  if (changing.length) body.push(doubt(changing))
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
  else if (options.checks && options.sleeps) body.push(clearsBit(busy, unit, changing[0]))

  // 5. Resets and refractory periods, of one neuron at a time, in all lanes alike.
  const resets = model.events.map(({ name, reset }) => {
    const one = (address: number) => `(${unit.splat} offset=${address} (local.get $i))`
    const seen = new Map(variables.map(v => [v, values.fresh(one(at[v]))]))
    const then: string[] = []
    emit.branch(() => {
      for (const { variable, value } of reset) {
        const id = values.of(value, name => seen.get(name) ?? surroundings(name, one))
        emit.compute([id], then)
        assign(variable, emit.text(id), then, seen)
      }
    })
    const changed = [...new Set(reset.map(({ variable }) => variable))]
    for (const v of changed)
      then.push(`(v128.store${8 * unit.bytes}_lane offset=${at[v]} 0 (local.get $i) (local.get $new_${v}))`)
    if (changed.length) then.push(doubt(changed))
    if (name === 'spike' && clocks) then.push(clocks.set(population.refractory))
    return then.join('\n')
  })
  const step = body.join('\n    ')
  const reap = afterChunk(events, unit, resets)

  const loop = coast
    ? awakePlaces(coast, unit, chunks(step, reap, '(local.get $end)'), {
        states: changing.map(v => ({ address: at[v], local: `$kept_${v}` })),
        clocks,
        ran: population.ran,
        finish: events.map(event => finishList(event, '(local.get $awake)', coast.who)).join('\n'),
        doze: test ? options.coast.doze : undefined,
      })
    : options.sleeps
      ? awakeVectors(population, unit, options.checks, { run: vectors(step, '(local.get $end)'), reap, events })
      : chunks(step, reap, `(i32.const ${population.places * unit.bytes})`)
  const beyond = !coast && population.size < population.places
  const finish = beyond ? events.map(event => finishList(event, `(i32.const ${population.size})`)) : []

  const whole = ['$i', '$end', '$n', '$word', '$ran', '$awake', '$drowsy', '$limit', ...hitLocals.i32]
  const v128 = [
    ...variables.flatMap(v => [`$old_${v}`, `$new_${v}`]),
    ...model.events.map((_, e) => `$hit_${e}`),
    ...['$clock', '$wait', '$fault', ...hitLocals.v128],
    ...(coast ? [...changing.map(v => `$kept_${v}`), '$last'] : []),
    ...(test?.locals ?? []),
    ...emit.locals,
  ]
  const places = [
    ...variables.map(v => `${v} at ${at[v]}`),
    ...(model.takesCurrent ? [`I at ${population.current}`] : []),
    ...Object.entries(population.valueAt).map(([value, address]) => `${value} at ${address}`),
  ]
  const locals = (type: string, names: readonly string[]) => names.map(name => `(local ${name} ${type})`).join(' ')
  const text = `;; ${places.join(', ')}
    (func $${options.name} (export "${options.name}") (param $t ${unit.scalar}) (param $step i32) (result i32)
    ${locals('i32', [...whole, ...(test?.whole ?? []), ...events.map(({ index }) => `$list_${index}`)])}
    ${locals('i64', ['$bits', '$left', '$run', ...hitLocals.i64])}
    ${locals('v128', v128)}
    ${emit.prologue.join('\n    ')}
    ${events.map(({ index, list }) => `(local.set $list_${index} (i32.const ${list}))`).join('\n    ')}
    ${loop}
    ${finish.join('\n    ')}
    ${events.map(({ index, list }) => `(i32.store (i32.const ${options.counts + 4 * population.channels[index]}) (i32.shr_u (i32.sub (local.get $list_${index}) (i32.const ${list})) (i32.const 2)))`).join('\n    ')}
    ${options.sleeps && !coast ? `(i32.store (i32.const ${population.ran}) (i32.shr_u (local.get $ran) (i32.const 4)))` : ''}
    (local.set $fault (${float}.mul (local.get $fault) ${zero}))
    (v128.any_true (${float}.ne (local.get $fault) (local.get $fault))))`
  return { text, calls: emit.calls }
}

/** Lets the vector at `$i` sleep if no neuron of it is busy: its bit is cleared. Most often one variable tells. */
function clearsBit(busy: string, { int, lanes }: Simd, variable: string | undefined): string {
  const clears = `(if (i32.eqz (v128.any_true ${busy})) (then
    (local.set $bits (i64.and (local.get $bits) (i64.xor (i64.const -1)
      (i64.shl (i64.const 1) (i64.extend_i32_u (i32.shr_u (local.get $i) (i32.const 4)))))))))`
  if (variable === undefined) return clears
  const same = `(${int}.bitmask (${int}.eq (local.get $old_${variable}) (local.get $new_${variable})))`
  return `(if (i32.eq ${same} (i32.const ${2 ** lanes - 1})) (then ${clears}))`
}

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
