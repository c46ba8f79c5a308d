import type { ProjectionDescription } from '../../network/index.js'
import { blockSize, type Simd } from './simd.js'

/** How a projection keeps its weights and delays: one number for all synapses, or one for each. */
export interface SendKind {
  readonly weights: 'shared' | 'each'
  readonly delays: 'shared' | 'each'
}

export function sendKind({ weights, delays }: Pick<ProjectionDescription, 'weights' | 'delays'>): SendKind {
  const of = (value: number | object) => (typeof value === 'number' ? 'shared' : 'each')
  return { weights: of(weights), delays: of(delays) }
}

export const sendName = ({ weights, delays }: SendKind) => `send_${weights}_${delays}`

/** From so many synapses for each block of targets on, all blocks are flagged: nearly all would be. */
const crowded = 2

/**
 * Queues spikes on the synapses of a projection: each adds its weight to the row of the ring in which it arrives, and
 * sets the flag of its target's block. Parameters: the list of neurons and its length, addresses of the bounds of rows
 * and of what is in them, of the ring and its flags, the ring's length in rows and their bytes, the row of the step at hand, and the blocks
 * of a row.
 */
export function sendCode(unit: Simd, kind: SendKind): string {
  const { scalar, shift, bytes } = unit
  const name = sendName(kind)
  const shared = kind.delays === 'shared'
  const place = (delay: string) => `
      (local.set $slot (i32.add (local.get $now) ${delay}))
      (if (i32.ge_u (local.get $slot) (local.get $rows)) (then (local.set $slot (i32.sub (local.get $slot) (local.get $rows)))))
      (local.set $row (i32.add (local.get $ring) (i32.mul (local.get $slot) (local.get $rowBytes))))
      (local.set $flag (i32.add (local.get $flags) (i32.mul (local.get $slot) (local.get $flagBytes))))`
  const scaled = (base: string, by: number) =>
    `(i32.add (local.get ${base}) (i32.shl (local.get $s) (i32.const ${by})))`

  /** What the j-th synapse from those pointed at does. */
  const synapse = (j: number, flagged: boolean) => `
          (local.set $target (i32.load offset=${4 * j} (local.get $t)))
          ${shared ? '' : place(`(i32.load16_u offset=${2 * j} (local.get $d))`)}
          (local.set $at (i32.add (local.get $row) (i32.shl (local.get $target) (i32.const ${shift}))))
          (${scalar}.store (local.get $at) (${scalar}.add (${scalar}.load (local.get $at))
            ${kind.weights === 'shared' ? '(local.get $weight)' : `(${scalar}.load offset=${bytes * j} (local.get $w))`}))
          ${flagged ? `(i32.store8 (i32.add (local.get $flag) (i32.shr_u (local.get $target) (i32.const ${Math.log2(blockSize)}))) (i32.const 1))` : ''}`
  const step = (pointer: string, by: number) =>
    `(local.set ${pointer} (i32.add (local.get ${pointer}) (i32.const ${by})))`
  const forward = (many: number) => `
          ${shared ? '' : step('$d', 2 * many)}
          ${kind.weights === 'shared' ? '' : step('$w', bytes * many)}
          ${step('$t', 4 * many)}`
  /** Goes through the synapses of the list, four at a time. */
  const spikes = (flagged: boolean) => `(loop $spikes
      (local.set $at (i32.add (local.get $bounds) (i32.shl (i32.load (local.get $list)) (i32.const 3))))
      (local.set $s (i32.load (local.get $at)))
      (local.set $t ${scaled('$targets', 2)})
      ${kind.weights === 'shared' ? '' : `(local.set $w ${scaled('$weights', shift)})`}
      ${shared ? '' : `(local.set $d ${scaled('$delays', 1)})`}
      (local.set $s (i32.load offset=4 (local.get $at)))
      (local.set $end ${scaled('$targets', 2)})
      (block $few (loop $four
        (br_if $few (i32.gt_u (i32.add (local.get $t) (i32.const 16)) (local.get $end)))
        ${[0, 1, 2, 3].map(j => synapse(j, flagged)).join('')}
        ${forward(4)}
        (br $four)))
      (block $done (loop $one
        (br_if $done (i32.ge_u (local.get $t) (local.get $end)))
        ${synapse(0, flagged)}
        ${forward(1)}
        (br $one)))
      (br_if $spikes (i32.lt_u (local.tee $list (i32.add (local.get $list) (i32.const 4))) (local.get $last))))`

  const all = `(local.set $at (local.get $list))
    (loop $rows
      (local.set $d (i32.add (local.get $bounds) (i32.shl (i32.load (local.get $at)) (i32.const 3))))
      (local.set $s (i32.add (local.get $s) (i32.sub (i32.load offset=4 (local.get $d)) (i32.load (local.get $d)))))
      (br_if $rows (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (local.get $last))))
    (if (i32.ge_u (local.get $s) (i32.mul (local.get $blocks) (i32.const ${crowded}))) (then
      (memory.fill (local.get $flag) (i32.const 1) (local.get $blocks))
      ${spikes(false)}
      (return)))`

  return `(func $${name} (export "${name}")
    (param $list i32) (param $count i32) (param $bounds i32) (param $targets i32) (param $weights i32) (param $delays i32)
    (param $ring i32) (param $flags i32) (param $rows i32) (param $rowBytes i32) (param $flagBytes i32) (param $now i32) (param $blocks i32)
    (local $s i32) (local $end i32) (local $slot i32) (local $row i32) (local $flag i32) (local $target i32) (local $at i32)
    (local $last i32) (local $t i32) (local $w i32) (local $d i32) (local $weight ${scalar})
    (if (i32.eqz (local.get $count)) (then (return)))
    (local.set $last (i32.add (local.get $list) (i32.shl (local.get $count) (i32.const 2))))
    ${kind.weights === 'shared' ? `(local.set $weight (${scalar}.load (local.get $weights)))` : ''}
    ${shared ? place('(i32.load16_u (local.get $delays))') : ''}
    ${shared ? all : ''}
    ${spikes(true)})`
}
