import { namesIn, variablesOf, type Expression, type Update } from '../../model/index.js'
import { clock } from './clock.js'
import { emitter } from './emit.js'
import { graph } from './graph.js'
import type { PopulationLayout } from './layout.js'
import type { MathName } from './math/index.js'
import { blockSize, type Simd } from './simd.js'

export interface IntegrateOptions {
  readonly dt: number
  /** Name of the function. */
  readonly name: string
  /** Whether blocks that sleep are skipped. */
  readonly sleeps: boolean
  /**
   * Whether this is the variant of every eighth step: blocks that it leaves unchanged fall asleep, and in single
   * precision what has decayed to almost nothing becomes 0, since processors are slow with subnormal numbers.
   */
  readonly checks: boolean
  /** Where the counts of the channels begin, and the list of each. */
  readonly counts: number
  readonly lists: readonly number[]
}

export interface Code {
  readonly text: string
  /** Functions that it calls by name. */
  readonly calls: ReadonlySet<MathName>
}

/** Ten times the smallest normal number of single precision: what is smaller after a while becomes 0. */
const smallestState = 1e-37

/**
 * The step of a population as a WebAssembly function of the time (ms): integrates, tests the events, resets, lists who
 * fired. It returns whether a state may have become NaN or infinite.
 *
 * Four neurons (two in double precision) go side by side. Where none of them is refractory, none of that is computed.
 */
export function integrateCode(population: PopulationLayout, unit: Simd, options: IntegrateOptions): Code {
  const { float, int } = unit
  const { integration, variables: at, waiting, description } = population
  const { model } = description
  const { free, held } = integration
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
    body.push(`(if (v128.any_true (local.get $hit_${e})) (then ${then.join('\n')}))`)
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
    // NaN and infinity times zero are NaN, and stay in the sum.
    const sum = changing.map(v => `(local.get $new_${v})`).reduce((a, b) => `(${float}.add ${a} ${b})`)
    body.push(`(local.set $fault (${float}.add (local.get $fault) (${float}.mul ${sum} ${zero})))`)
  }
  const rests = options.checks && options.sleeps
  if (rests) {
    const parts = [
      ...changing.map(v => `(v128.xor (local.get $old_${v}) (local.get $new_${v}))`),
      ...model.events.map((_, e) => `(local.get $hit_${e})`),
      // The clock may just have run out: the step after is another.
      ...(clocks ? ['(local.get $wait)'] : []),
    ]
    body.push(`(local.set $changed ${parts.reduce((a, b) => `(v128.or ${a} ${b})`, '(local.get $changed)')})`)
  }

  /** Lists the neurons of a mask. */
  function listing(e: number, address: number): string {
    return `(local.set $bits (${int}.bitmask (local.get $hit_${e})))
      (loop $next
        (local.set $n (i32.add (i32.shr_u (local.get $i) (i32.const ${unit.shift})) (i32.ctz (local.get $bits))))
        (if (i32.lt_u (local.get $n) (i32.const ${population.size})) (then
          (i32.store offset=${address} (i32.shl (local.get $count_${e}) (i32.const 2)) (local.get $n))
          (local.set $count_${e} (i32.add (local.get $count_${e}) (i32.const 1)))))
        (br_if $next (local.tee $bits (i32.and (local.get $bits) (i32.sub (local.get $bits) (i32.const 1))))))`
  }

  const { sleeps } = options
  const bytesOfBlock = blockSize * unit.bytes
  const vectors = (end: string) => `(loop $vectors
    ${body.join('\n    ')}
    (br_if $vectors (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 16))) ${end})))`
  const loop = sleeps
    ? `(block $done (loop $blocks
        (br_if $done (i32.ge_u (local.get $b) (i32.const ${population.blocks})))
        (if (i64.eqz (i64.load offset=${population.awake} (i32.and (local.get $b) (i32.const -8)))) (then
          (local.set $b (i32.add (i32.or (local.get $b) (i32.const 7)) (i32.const 1)))
          (br $blocks)))
        (if (i32.load8_u offset=${population.awake} (local.get $b)) (then
          (local.set $i (i32.mul (local.get $b) (i32.const ${bytesOfBlock})))
          (local.set $end (i32.add (local.get $i) (i32.const ${bytesOfBlock})))
          ${rests ? `(local.set $changed ${zero})` : ''}
          ${vectors('(local.get $end)')}
          ${
            rests
              ? `(if (i32.eqz (v128.any_true (local.get $changed)))
                  (then (i32.store8 offset=${population.awake} (local.get $b) (i32.const 0))))`
              : ''
          }))
        (local.set $b (i32.add (local.get $b) (i32.const 1)))
        (br $blocks)))`
    : vectors(`(i32.const ${population.places * unit.bytes})`)

  const v128 = [
    ...variables.flatMap(v => [`$old_${v}`, `$new_${v}`]),
    ...model.events.map((_, e) => `$hit_${e}`),
    ...['$clock', '$wait', '$fault', '$changed'],
    ...emit.locals,
  ]
  const places = [
    ...variables.map(v => `${v} at ${at[v]}`),
    ...(model.takesCurrent ? [`I at ${population.current}`] : []),
    ...Object.entries(population.valueAt).map(([value, address]) => `${value} at ${address}`),
  ]
  const text = `;; ${places.join(', ')}
    (func $${options.name} (export "${options.name}") (param $t ${unit.scalar}) (result i32)
    (local $i i32) (local $b i32) (local $end i32) (local $bits i32) (local $n i32)
    ${model.events.map((_, e) => `(local $count_${e} i32)`).join(' ')}
    ${v128.map(local => `(local ${local} v128)`).join(' ')}
    ${emit.prologue.join('\n    ')}
    ${loop}
    ${model.events.map((_, e) => `(i32.store (i32.const ${options.counts + 4 * population.channels[e]}) (local.get $count_${e}))`).join('\n    ')}
    (v128.any_true (${float}.ne (local.get $fault) (local.get $fault))))`
  return { text, calls: emit.calls }
}

/** Whether a model stays as it is when nothing arrives and nothing changes: noise and time never rest. */
export function canSleep({ description, integration }: PopulationLayout): boolean {
  const { model } = description
  const parts = [integration.free, integration.held].flatMap(({ locals, next }) => [
    ...locals.map(({ value }) => value),
    ...Object.values(next),
  ])
  const events = model.events.flatMap(({ condition, reset }) => [condition, ...reset.map(({ value }) => value)])
  return model.noises.length === 0 && ![...parts, ...events].some(e => namesIn(e).includes('t'))
}
