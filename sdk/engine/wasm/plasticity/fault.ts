import { PlasticityError } from '../../plasticityError.js'
import type { Simd } from '../simd.js'
import type { Among, Frame } from './frame.js'
import type { PlasticLayout } from './plasticLayout.js'
import type { Fit } from './program.js'

/** A place in the code where what a rule has set is checked. */
export interface Check {
  readonly layout: PlasticLayout
  readonly rule: number
  /** What the lanes are. */
  readonly among: Among
  /** What is checked, in order, a number each. */
  readonly names: readonly string[]
}

/** Where the parts of a fault are, in bytes: the number of the check, how many lanes, which synapses, the mask, the values. */
const parts = { check: 0, lanes: 4, indices: 16, mask: 32, values: 48 }
/** Most values that are noted. */
const most = 60

/**
 * Stops the function, returning 1, where the mask of a check is set anywhere, having noted what is needed to say why.
 *
 * @param checks gets one more
 */
export function faultCode(
  { bad, about }: Fit,
  text: (id: number) => string,
  check: Omit<Check, 'names'>,
  checks: Check[],
  fault: number,
  frame: Frame,
  n: number,
): string {
  const lanes = Array.from({ length: frame[check.among]!.kind === 'same' ? 1 : n }, (_, lane) => lane)
  const values = about.flatMap(({ name, values }) => values.map(id => ({ name, id }))).slice(0, most)
  const number = checks.push({ ...check, names: values.map(({ name }) => name) }) - 1
  const at = (part: number) => `(i32.const ${fault + part})`
  return `(if (v128.any_true ${text(bad)}) (then
    (i32.store ${at(parts.check)} (i32.const ${number}))
    (i32.store ${at(parts.lanes)} (i32.const ${lanes.length}))
    ${lanes.map(lane => `(i32.store ${at(parts.indices + 4 * lane)} (at ${check.among} ${lane}))`).join('\n')}
    (v128.store ${at(parts.mask)} ${text(bad)})
    ${values.map(({ id }, v) => `(v128.store ${at(parts.values + 16 * v)} ${text(id)})`).join('\n')}
    (return (i32.const 1))))`
}

/** The error of a fault. @param time ms */
export function plasticityError(
  { buffer }: WebAssembly.Memory,
  fault: number,
  checks: readonly Check[],
  unit: Simd,
  time: number,
): PlasticityError {
  const whole = new Uint32Array(buffer, fault, most)
  const { layout, rule, among, names } = checks[whole[parts.check / 4]]
  const { projection, groups, columns, rules } = layout
  const { targets, offsets, bounds } = projection
  const wide = unit.bytes / 4
  let lane = 0
  while (lane + 1 < whole[parts.lanes / 4] && whole[parts.mask / 4 + lane * wide] === 0) lane++
  const index = whole[parts.indices / 4 + lane]
  const first = among === 'group' ? groups.starts[index] : columns.starts[index]
  const synapse = among === 'slot' ? index : among === 'group' ? (groups.slots?.[first] ?? first) : columns.slots[first]
  const values = names.map((_, v) => unit.array(buffer, fault + parts.values + 16 * v, unit.lanes)[lane])
  const bad = (value: number, v: number) =>
    !Number.isFinite(value) || (names[v] === 'w' && !!bounds && !(value >= bounds[0] && value <= bounds[1]))
  const v = Math.max(0, values.findIndex(bad))
  const pre = offsets.findIndex((_, i) => offsets[i + 1] > synapse)
  return new PlasticityError(
    `${projection.pre} -> ${projection.post}`,
    rules[rule].model.name,
    names[v],
    { index: synapse, pre, post: targets[synapse] },
    time,
    values[v],
    bounds,
  )
}
