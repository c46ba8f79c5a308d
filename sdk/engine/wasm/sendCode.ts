import { blockSize, type Simd } from './simd.js'

/** How a projection keeps its weights and delays: one number for all synapses, or one for each. */
export interface SendKind {
  readonly weights: 'shared' | 'each'
  readonly delays: 'shared' | 'each'
}

export const sendKinds: readonly SendKind[] = [
  { weights: 'shared', delays: 'shared' },
  { weights: 'shared', delays: 'each' },
  { weights: 'each', delays: 'shared' },
  { weights: 'each', delays: 'each' },
]

export const sendName = ({ weights, delays }: SendKind) => `send_${weights}_${delays}`

/**
 * Queues spikes on the synapses of a projection: each adds its weight to the row of the ring in which it arrives, and
 * sets the flag of its target's block. Parameters: the list of neurons and its length, addresses of the compressed
 * rows, of the ring and its flags, the ring's length in rows and their bytes, and the row of the step at hand.
 */
export function sendCode(unit: Simd, kind: SendKind): string {
  const name = sendName(kind)
  const weight =
    kind.weights === 'shared'
      ? '(local.get $weights)'
      : `(i32.add (local.get $weights) (i32.shl (local.get $s) (i32.const ${unit.shift})))`
  const place = (delay: string) => `
      (local.set $slot (i32.add (local.get $now) ${delay}))
      (if (i32.ge_u (local.get $slot) (local.get $rows)) (then (local.set $slot (i32.sub (local.get $slot) (local.get $rows)))))
      (local.set $row (i32.add (local.get $ring) (i32.mul (local.get $slot) (local.get $rowBytes))))
      (local.set $flag (i32.add (local.get $flags) (i32.mul (local.get $slot) (local.get $flagBytes))))`
  const each = '(i32.load16_u (i32.add (local.get $delays) (i32.shl (local.get $s) (i32.const 1))))'
  return `(func $${name} (export "${name}")
    (param $list i32) (param $count i32) (param $offsets i32) (param $targets i32) (param $weights i32) (param $delays i32)
    (param $ring i32) (param $flags i32) (param $rows i32) (param $rowBytes i32) (param $flagBytes i32) (param $now i32)
    (local $s i32) (local $end i32) (local $slot i32) (local $row i32) (local $flag i32) (local $target i32) (local $at i32)
    (if (i32.eqz (local.get $count)) (then (return)))
    (local.set $count (i32.add (local.get $list) (i32.shl (local.get $count) (i32.const 2))))
    ${kind.delays === 'shared' ? place('(i32.load16_u (local.get $delays))') : ''}
    (loop $spikes
      (local.set $at (i32.add (local.get $offsets) (i32.shl (i32.load (local.get $list)) (i32.const 2))))
      (local.set $s (i32.load (local.get $at)))
      (local.set $end (i32.load offset=4 (local.get $at)))
      (block $empty
        (br_if $empty (i32.ge_u (local.get $s) (local.get $end)))
        (loop $synapses
          (local.set $target (i32.load (i32.add (local.get $targets) (i32.shl (local.get $s) (i32.const 2)))))
          ${kind.delays === 'each' ? place(each) : ''}
          (local.set $at (i32.add (local.get $row) (i32.shl (local.get $target) (i32.const ${unit.shift}))))
          (${unit.scalar}.store (local.get $at) (${unit.scalar}.add (${unit.scalar}.load (local.get $at)) (${unit.scalar}.load ${weight})))
          (i32.store8 (i32.add (local.get $flag) (i32.shr_u (local.get $target) (i32.const ${Math.log2(blockSize)}))) (i32.const 1))
          (br_if $synapses (i32.lt_u (local.tee $s (i32.add (local.get $s) (i32.const 1))) (local.get $end)))))
      (br_if $spikes (i32.lt_u (local.tee $list (i32.add (local.get $list) (i32.const 4))) (local.get $count)))))`
}
