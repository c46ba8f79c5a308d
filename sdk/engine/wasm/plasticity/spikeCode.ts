import type { MathName } from '../math/index.js'
import type { Statement } from '../../../model/index.js'
import { blockSize } from '../simd.js'
import { columnFrame, postFrame, rowFrame } from './frames.js'
import { codedWeight, roundWeight, setsWeight, type Rounding } from './formatCode.js'
import { passCode, type Coded } from './passCode.js'
import { program, type Kept, type Program } from './program.js'

/** A function of the module. */
export interface Code {
  readonly text: string
  /** Functions that it calls by name. */
  readonly calls: ReadonlySet<MathName>
}

const shl = (value: string, by: number) => `(i32.shl ${value} (i32.const ${by}))`
const nextInList =
  '(br_if $lists (i32.lt_u (local.tee $list (i32.add (local.get $list) (i32.const 4))) (local.get $last)))'
const now = '(local.set $now (i32x4.splat (local.get $step)))'

/**
 * What a list of groups of synapses does when a spike has reached them: each transmits to its neuron, then the rules see
 * it. Parameters: where the list begins and ends, the step, the row of arrivals and its flags; returns 1 after a fault.
 */
export function arriveCode(site: Coded, name: string): Code {
  const { layout, unit } = site
  const frame = rowFrame(layout)
  const steps = program(site, frame)
  const pass = passCode(steps, frame, site)
  const { rules, starts, source } = layout
  const { scalar, float, shift } = unit

  const amount = transmitted(steps, site)
  pass.compute([amount])
  pass.part(
    lanes => `(local.set $put ${steps.emit.text(amount)})
    ${Array.from({ length: lanes }, (_, lane) => {
      const target = `(at post ${lane})`
      return `(local.set $to (i32.add (local.get $row) ${shl(target, shift)}))
      (${scalar}.store (local.get $to) (${scalar}.add (${scalar}.load (local.get $to)) (${float}.extract_lane ${lane} (local.get $put))))
      (i32.store8 (i32.add (local.get $flag) (i32.shr_u ${target} (i32.const ${Math.log2(blockSize)}))) (i32.const 1))`
    }).join('\n')}`,
  )
  rules.forEach(({ model }, r) => {
    steps.run(r, model.onPre)
    pass.check(r, model.onPre, 'slot')
  })
  if (layout.format && rules.some(({ model }) => setsWeight(model.onPre))) roundWeight(steps, pass, site, ['onPre'])
  pass.keep(['slot', 'group'])
  const body = pass.text()
  const text = `(func $${name} (export "${name}")
    (param $list i32) (param $last i32) (param $step i32) (param $row i32) (param $flag i32) (result i32)
    (local $end i32) (local $to i32) ${pass.locals()}
    ${now}
    (loop $lists
      (local.set $g0 (i32.load (local.get $list)))
      (local.set $i0 ${source === undefined ? '(local.get $g0)' : `(i32.load offset=${source} ${shl('(local.get $g0)', 2)})`})
      (local.set $c (i32.load offset=${starts} ${shl('(local.get $g0)', 2)}))
      (local.set $end (i32.load offset=${starts + 4} ${shl('(local.get $g0)', 2)}))
      (if (i32.lt_u (local.get $c) (local.get $end)) (then
        ${body}))
      ${nextInList})
    (i32.const 0))`
  return { text, calls: steps.emit.calls }
}

/** The weight times the efficacies, as they are. */
function transmitted(steps: Program, { layout: { rules, format }, unit }: Coded): number {
  const efficacies = rules.flatMap(({ model }, r) => (model.efficacy ? [steps.value(r, model.efficacy)] : []))
  return efficacies.reduce(
    (product, id) => steps.values.of(times, n => (n === 'a' ? product : id)),
    format ? codedWeight(steps, format, unit) : steps.weight(),
  )
}

/**
 * What one synapse would transmit. Parameters: its place among those of its group, the group, its source, the step.
 */
export function amountCode(site: Coded, name: string): Code {
  const frame = rowFrame(site.layout)
  const steps = program(site, frame)
  const pass = passCode(steps, frame, site)
  const { float, scalar } = site.unit
  const amount = transmitted(steps, site)
  pass.compute([amount])
  pass.part(() => `(local.set $put ${steps.emit.text(amount)})`)
  const found = `(${float}.extract_lane 0 (local.get $put))`
  const text = `(func $${name} (export "${name}")
    (param $place i32) (param $group i32) (param $from i32) (param $step i32) (result f64)
    (local $end i32) ${pass.locals()}
    ${now}
    (local.set $g0 (local.get $group))
    (local.set $i0 (local.get $from))
    (local.set $c (local.get $place))
    (local.set $end (i32.add (local.get $place) (i32.const 1)))
    ${pass.text()}
    ${scalar === 'f32' ? `(f64.promote_f32 ${found})` : found})`
  return { text, calls: steps.emit.calls }
}

const times = {
  kind: 'binary',
  op: '*',
  left: { kind: 'name', name: 'a', at: 0 },
  right: { kind: 'name', name: 'b', at: 0 },
  at: 0,
} as const

/**
 * What the synapses onto the neurons of a list do by some statements of each rule. Parameters: where the list begins and
 * ends, the step; returns 1 after a fault.
 *
 * @param rounding of the weights, where they have a format
 */
export function columnCode(
  site: Coded,
  statements: readonly { readonly rule: number; readonly statements: readonly Statement[] }[],
  name: string,
  rounding: Rounding,
  kept?: Kept,
): Code {
  const { starts } = site.layout.incoming!
  const frame = columnFrame(site.layout)
  const steps = program(site, frame, kept)
  const pass = passCode(steps, frame, site)
  for (const { rule, statements: own } of statements) {
    steps.run(rule, own)
    pass.check(rule, own, 'slot')
  }
  const sets = statements.some(({ statements: own }) => setsWeight(own))
  if (site.layout.format && sets) roundWeight(steps, pass, site, rounding)
  pass.keep(['slot', 'post'])
  const body = pass.text()
  const text = `(func $${name} (export "${name}") (param $list i32) (param $last i32) (param $step i32) (result i32)
    (local $end i32) ${pass.locals()}
    ${now}
    (loop $lists
      (local.set $j0 (i32.load (local.get $list)))
      (local.set $c (i32.load offset=${starts} ${shl('(local.get $j0)', 2)}))
      (local.set $end (i32.load offset=${starts + 4} ${shl('(local.get $j0)', 2)}))
      (if (i32.lt_u (local.get $c) (local.get $end)) (then
        ${body}))
      ${nextInList})
    (i32.const 0))`
  return { text, calls: steps.emit.calls }
}

/**
 * Leaves those neurons of the list that fulfil the condition of a rule's continuous statements. Parameters: how many there
 * are, the step; returns how many are left.
 */
export function conditionCode(site: Coded, rule: number, name: string, kept?: Kept): Code {
  const { layout, unit } = site
  const frame = postFrame(layout)
  const steps = program(site, frame, kept)
  const pass = passCode(steps, frame, site)
  const condition = steps.value(rule, layout.rules[rule].model.continuous!.where!)
  pass.compute([condition])
  pass.part(
    lanes => `(local.set $hits (${unit.int}.bitmask ${steps.emit.text(condition)}))
    ${Array.from({ length: lanes }, (_, lane) => {
      return `(if (i32.and (local.get $hits) (i32.const ${2 ** lane})) (then
        (i32.store offset=${layout.list} ${shl('(local.get $left)', 2)} (at post ${lane}))
        (local.set $left (i32.add (local.get $left) (i32.const 1)))))`
    }).join('\n')}`,
  )
  const body = pass.text()
  const text = `(func $${name} (export "${name}") (param $end i32) (param $step i32) (result i32)
    (local $hits i32) (local $left i32) ${pass.locals()}
    ${now}
    ${body}
    (local.get $left))`
  return { text, calls: steps.emit.calls }
}
