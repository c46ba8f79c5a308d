import type { Frame, Place } from './frame.js'
import type { PlasticLayout } from './plasticLayout.js'

const at = (name: string) => (lane: number) => `(local.get $${name}${lane})`
const listed = (name: string, address: number, index: string, lane: number) =>
  `(local.set $${name}${lane} (i32.load offset=${address + 4 * lane} (i32.shl ${index} (i32.const 2))))`
const looked = (name: string, address: number, index: string, lane: number) =>
  `(local.set $${name}${lane} (i32.load offset=${address} (i32.shl ${index} (i32.const 2))))`
const count = '(local.get $c)'

/** From a list of which `$c` is the next place. */
const fromList = (name: string, address: number): Place => ({
  kind: 'each',
  at: at(name),
  find: lane => listed(name, address, count, lane),
})
const same = (name: string): Place => ({ kind: 'same', at: () => `(local.get $${name}0)` })
const inOrder: Place = { kind: 'next', at: lane => (lane ? `(i32.add ${count} (i32.const ${lane}))` : count) }

/** The source of a group: itself, unless groups are parts of rows. */
const sourceOf = ({ source }: PlasticLayout, group: Place): Place =>
  source === undefined
    ? { ...group, find: undefined, after: 'group' }
    : { kind: 'each', at: at('i'), find: lane => looked('i', source, group.at(lane), lane), after: 'group' }

/** Goes through the synapses of group `$g0` of source `$i0`. */
export function rowFrame({ slots, network }: PlasticLayout): Frame {
  const slot = slots === undefined ? inOrder : fromList('s', slots)
  return {
    slot,
    group: same('g'),
    source: same('i'),
    post: { kind: 'each', at: at('j'), find: lane => looked('j', network.targets, slot.at(lane), lane), after: 'slot' },
  }
}

/** Goes through the synapses onto neuron `$j0`. */
export function columnFrame(layout: PlasticLayout): Frame {
  const { slots, groups } = layout.incoming!
  const group = groups === undefined ? undefined : fromList('g', groups)
  return {
    slot: fromList('s', slots),
    ...(group && { group, source: sourceOf(layout, group) }),
    post: same('j'),
  }
}

/** Goes through all synapses. */
export function synapseFrame(layout: PlasticLayout): Frame {
  const { groupOf, network } = layout
  const group = groupOf === undefined ? undefined : fromList('g', groupOf)
  return {
    slot: inOrder,
    ...(group && { group, source: sourceOf(layout, group) }),
    post: fromList('j', network.targets),
  }
}

/** Goes through a list of groups. */
export function groupFrame(layout: PlasticLayout): Frame {
  const group = fromList('g', layout.list)
  return { group, source: sourceOf(layout, group) }
}

/** Goes through a list of neurons. */
export const postFrame = ({ list }: PlasticLayout): Frame => ({ post: fromList('j', list) })
