import { stepOf, type Statement } from '../../../model/index.js'
import type { Among, Frame } from './frame.js'
import { roundWeight, setsWeight, type Rounding } from './formatCode.js'
import { groupFrame, postFrame, synapseFrame } from './frames.js'
import { passCode, type Coded } from './passCode.js'
import { program, type Kept, type Program } from './program.js'
import type { Code } from './spikeCode.js'

/** What is done at all synapses, then what of it at all groups and all neurons: functions by whose values they change. */
export type Sweep = readonly { readonly among: Among; readonly name: string; readonly code: Code }[]

const frames = { slot: synapseFrame, group: groupFrame, post: postFrame } as const

/**
 * Statements at all synapses: a function of the number of indices and the step for each kind of values that they change;
 * those of neurons last, since the others see them as they were.
 *
 * @param checked statements, of these or before, of which it is checked what they have set: the last ones of all
 * @param rounding of the weights that these have set, where they have a format
 */
export function sweepCode(
  site: Coded,
  rule: number,
  statements: readonly Statement[],
  checked: readonly Statement[],
  name: string,
  rounding: Rounding,
  kept?: Kept,
): Sweep {
  return throughAll(site, name, kept, (steps, among, pass) => {
    steps.run(rule, statements)
    const own = checked.filter(({ variable }) => amongOf(site, rule, variable) === among)
    pass.check(rule, own, among)
    if (site.layout.format && setsWeight(own)) roundWeight(steps, pass, site, rounding, site.layout.format.before)
    return own.length > 0
  })
}

/** One step of the variables of a rule that have no closed form, likewise. */
export function moveCode(site: Coded, rule: number, name: string): Sweep {
  const { locals, next } = stepOf(site.layout.rules[rule].model)
  if (!Object.keys(next).length) return []
  return throughAll(site, name, undefined, steps => {
    steps.move(rule, locals, next)
    return false
  })
}

const amongOf = ({ layout }: Coded, rule: number, variable: string): Among =>
  variable === 'w' ? 'slot' : layout.rules[rule].variables.get(variable)!.among

/** @param act does statements, and says whether something has to be checked though nothing changes */
function throughAll(
  site: Coded,
  name: string,
  kept: Kept | undefined,
  act: (steps: Program, among: Among, pass: ReturnType<typeof passCode>) => boolean,
): Sweep {
  return (['slot', 'group', 'post'] as const).flatMap(among => {
    const frame: Frame = frames[among](site.layout)
    const steps = program(site, frame, kept)
    const pass = passCode(steps, frame, site)
    const checks = act(steps, among, pass)
    const changes = [...steps.changes.values()].some(({ variable }) => (variable?.among ?? 'slot') === among)
    if (!changes && !checks) return []
    pass.keep([among])
    const whole = `${name}_${among}`
    const body = pass.text()
    const text = `(func $${whole} (export "${whole}") (param $end i32) (param $step i32) (result i32)
    ${pass.locals()}
    (local.set $now (i32x4.splat (local.get $step)))
    ${body}
    (i32.const 0))`
    return [{ among, name: whole, code: { text, calls: steps.emit.calls } }]
  })
}

/** Sums a value of all synapses, in their order and in double precision. */
export function sumCode(site: Coded, rule: number, reduction: string, name: string): Code {
  const { layout, unit } = site
  const { reduction: what, before, among, sums } = layout.rules[rule].reductions.get(reduction)!
  const frame = synapseFrame(layout)
  const steps = program(site, frame)
  const pass = passCode(steps, frame, site)
  const id = steps.value(rule, { value: what.value, reductions: before })
  pass.compute([id])
  pass.part(lanes => {
    const each = Array.from({ length: lanes }, (_, lane) => {
      const value = `(${unit.float}.extract_lane ${lane} (local.get $put))`
      const at = what.over === 'projection' ? '(i32.const 0)' : `(i32.shl (at ${among} ${lane}) (i32.const 3))`
      return `(f64.store offset=${sums} ${at} (f64.add (f64.load offset=${sums} ${at}) ${unit.scalar === 'f32' ? `(f64.promote_f32 ${value})` : value}))`
    })
    return [`(local.set $put ${steps.emit.text(id)})`, ...each].join('\n')
  })
  const body = pass.text()
  const text = `(func $${name} (export "${name}") (param $end i32) (param $step i32)
    ${pass.locals()}
    (local.set $now (i32x4.splat (local.get $step)))
    ${body})`
  return { text, calls: steps.emit.calls }
}
