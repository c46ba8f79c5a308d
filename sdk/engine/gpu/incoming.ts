import type { ProjectionDescription } from '../../network/index.js'
import { bitOf, type SynapseRows } from './deliverySource.js'
import type { Grid } from './grid.js'

/**
 * Synapses by target: those of neuron `i` are `offsets[i] .. offsets[i + 1] - 1`, of its chunk where there are chunks.
 * All numbers are exact in single precision.
 */
export interface Incoming {
  readonly offsets: Float32Array | Float32Array[]
  /** The sources, and what is not the same for all synapses, a row each. */
  readonly synapses: readonly Float32Array[]
  readonly rows: SynapseRows
  /** Which synapse of the description each is. */
  readonly order: Uint32Array
  /** The most synapses that a neuron has. */
  readonly most: number
}

/** The transposed index of a projection, which a kernel that gathers needs: a stable counting sort by target. */
export function incoming(
  { offsets, targets, weights, delays }: ProjectionDescription,
  { size, width, chunks }: Grid,
  sources: Grid,
): Incoming {
  const starts = new Uint32Array(size + 1)
  for (const target of targets) starts[target + 1]++
  const most = starts.reduce((a, b) => Math.max(a, b), 1)
  for (let i = 0; i < size; i++) starts[i + 1] += starts[i]

  const synapses = [new Float32Array(targets.length)]
  const row = () => synapses.push(new Float32Array(targets.length)) - 1
  const weight = typeof weights === 'number' ? weights : { row: row() }
  const delay = typeof delays === 'number' ? delays : { row: row() }
  if (typeof delay !== 'number') row()
  const chunk = sources.chunks === 1 ? undefined : { row: row() }

  const order = new Uint32Array(targets.length)
  const next = starts.slice(0, size)
  for (let source = 0; source + 1 < offsets.length; source++) {
    for (let s = offsets[source]; s < offsets[source + 1]; s++) {
      const k = next[targets[s]]++
      order[k] = s
      synapses[0][k] = source % sources.width
      if (chunk) synapses[chunk.row][k] = Math.floor(source / sources.width)
      if (typeof weight !== 'number') synapses[weight.row][k] = (weights as Float64Array)[s]
      if (typeof delay !== 'number') {
        const bit = bitOf((delays as Uint16Array)[s])
        synapses[delay.row][k] = bit.row
        synapses[delay.row + 1][k] = bit.scale
      }
    }
  }
  const startsOf = (c: number) =>
    Float32Array.from({ length: width + 1 }, (_, i) => starts[Math.min(size, c * width + i)])
  return {
    offsets: chunks === 1 ? startsOf(0) : Array.from({ length: chunks }, (_, c) => startsOf(c)),
    synapses,
    rows: { weight, delay, chunk },
    order,
    most,
  }
}
