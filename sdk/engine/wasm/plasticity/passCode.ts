import type { Statement } from '../../../model/index.js'
import { faultCode, type Check } from './fault.js'
import { frameLocals, placed, stamp, store, type Among, type Frame } from './frame.js'
import type { Change, Program, Site } from './program.js'

/**
 * Code that goes through the indices `$c` to `$end - 1` of a frame, as many at once as there are lanes, then one by one;
 * written part by part.
 */
export function passCode(steps: Program, frame: Frame, { layout, scene, unit, checks }: Coded) {
  const { emit, changes } = steps
  const parts: ((lanes: number) => string)[] = []
  const after: string[] = []
  const whole = (change: Change): Among => change.variable?.among ?? 'slot'

  const put = (change: Change, lanes: number): string => {
    const { variable, values } = change
    const each = values.map((id, k) => {
      const at = variable ? variable.values + k * variable.count * unit.bytes : layout.network.weights
      return `(local.set $put ${emit.text(id)})\n${store(at, whole(change), '$put', frame, lanes, unit)}`
    })
    const since = variable?.since === undefined ? [] : [stamp(variable.since, whole(change), frame, lanes, unit)]
    return [...each, ...since].join('\n')
  }

  const pass = {
    /** Code for so many lanes. */
    part(write: (lanes: number) => string): void {
      parts.push(write)
    },
    /** Has values ready for the parts after it. */
    compute(ids: readonly number[]): void {
      const into: string[] = []
      emit.compute(ids, into)
      if (into.length) parts.push(() => into.join('\n'))
    },
    /** Checks what statements of a rule have set. */
    check(rule: number, statements: readonly Statement[], among: Among): void {
      const found = steps.fit(rule, statements)
      if (!found) return
      pass.compute([found.bad, ...found.about.flatMap(({ values }) => values)])
      parts.push(lanes =>
        faultCode(found, id => emit.text(id), { layout, rule, among }, checks, scene.fault, frame, lanes),
      )
    },
    /** Keeps what has changed of those: at each index, or once for all of them. */
    keep(among: readonly Among[]): void {
      const kept = [...changes.values()].filter(change => among.includes(whole(change)))
      pass.compute(kept.flatMap(({ values }) => values))
      for (const change of kept) {
        if (frame[whole(change)]!.kind === 'same') after.push(placed(put(change, 1), frame, 1, unit))
        else parts.push(lanes => put(change, lanes))
      }
    },
    /** What is the same for all of them, then the loop, then what is kept once. */
    text(): string {
      const body = (lanes: number) => placed(parts.map(part => part(lanes)).join('\n'), frame, lanes, unit)
      const loop = `(block $few (loop $many
        (br_if $few (i32.gt_u (i32.add (local.get $c) (i32.const ${unit.lanes})) (local.get $end)))
        ${body(unit.lanes)}
        (local.set $c (i32.add (local.get $c) (i32.const ${unit.lanes})))
        (br $many)))
      (block $none (loop $one
        (br_if $none (i32.ge_u (local.get $c) (local.get $end)))
        ${body(1)}
        (local.set $c (i32.add (local.get $c) (i32.const 1)))
        (br $one)))`
      return [placed(emit.prologue.join('\n'), frame, 1, unit), parts.length ? loop : '', ...after].join('\n')
    },
    /** Locals that it uses. */
    locals: () => `${frameLocals} (local $put v128) ${emit.locals.map(local => `(local ${local} v128)`).join(' ')}`,
  }
  return pass
}

/** A site, and the checks that code for it has made. */
export interface Coded extends Site {
  readonly checks: Check[]
}
