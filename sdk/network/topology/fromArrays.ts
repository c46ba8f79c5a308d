import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { inPieces, pieceSize } from './pieces.js'
import type { Edges, Topology } from './topology.js'

export interface FromArraysOptions {
  /** Source of each synapse. */
  readonly from: ArrayLike<number>
  /** Target of each synapse; as long as `from`. */
  readonly to: ArrayLike<number>
}

/**
 * The synapses given, in the order given: `from[e]` to `to[e]`. A pair given twice is two synapses; a pair (i, i) is a
 * self-connection. The arrays are copied.
 *
 * @throws RangeError if the lengths differ, or naming the first index that is no neuron of its population
 * @example
 * net.connect(a, b, { topology: fromArrays({ from: [0, 0, 1], to: [1, 2, 2] }) })
 */
export function fromArrays(options: FromArraysOptions): Topology {
  refuseUnknown('fromArrays', options, ['from', 'to'])
  const [from, to] = [column('from', options.from), column('to', options.to)]
  check(from.length === to.length, `fromArrays: from and to must have one length, got ${from.length} and ${to.length}`)
  const pieces = (pre: number, post: number) => {
    inRange('from', from, pre)
    inRange('to', to, post)
    return slices(from, to)
  }

  return {
    name: 'from arrays',
    count: () => ({ synapses: from.length, kind: 'exact' }),
    edges: inPieces(pieces, () => from.length),
    join: () => ({ from: new Uint32Array(0), to: new Uint32Array(0) }),
    recipe: { make: 'fromArrays', args: [{ from, to }] },
  }
}

function* slices(from: Uint32Array, to: Uint32Array): Generator<Edges> {
  for (let e = 0; e < from.length; e += pieceSize)
    yield { from: from.subarray(e, e + pieceSize), to: to.subarray(e, e + pieceSize) }
}

function column(name: string, values: ArrayLike<number>): Uint32Array {
  check(
    typeof values === 'object' && values !== null && Number.isInteger(values.length),
    `fromArrays: ${name} must be an array of whole numbers, got ${typeof values}`,
  )
  const copy = Uint32Array.from(values)
  const wrong = copy.findIndex((value, e) => value !== values[e]) // what no 32-bit index can hold was changed
  check(wrong < 0, `fromArrays: ${name}[${wrong}] must be the index of a neuron, got ${values[wrong]}`)
  return copy
}

function inRange(name: string, indices: Uint32Array, n: number): void {
  const wrong = indices.findIndex(index => index >= n)
  check(wrong < 0, `fromArrays: ${name}[${wrong}] must be one of ${n} neurons, 0 to ${n - 1}, got ${indices[wrong]}`)
}
