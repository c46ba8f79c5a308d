import { check } from '../../check.js'
import type { ProjectionDescription } from '../../network/index.js'

/** Synapses by target: those of neuron `i` are `offsets[i] .. offsets[i + 1] - 1`. All numbers are exact in single precision. */
export interface Incoming {
  readonly offsets: Float32Array
  readonly sources: Float32Array
  readonly weights: Float32Array
  /** Steps, 1 or more. */
  readonly delays: Float32Array
}

/** The transposed index of a projection, which a kernel that gathers needs: a stable counting sort by target. */
export function incoming({ offsets, targets, weights, delays }: ProjectionDescription, size: number): Incoming {
  const count = targets.length
  check(count <= 2 ** 24, `gpu: ${count} synapses in one projection; indices are exact up to 16,777,216`)
  const starts = new Uint32Array(size + 1)
  for (const target of targets) starts[target + 1]++
  for (let i = 0; i < size; i++) starts[i + 1] += starts[i]
  const next = starts.slice(0, size)
  const [sources, w, d] = [new Float32Array(count), new Float32Array(count), new Float32Array(count)]
  for (let source = 0; source + 1 < offsets.length; source++) {
    for (let s = offsets[source]; s < offsets[source + 1]; s++) {
      const k = next[targets[s]]++
      sources[k] = source
      w[k] = typeof weights === 'number' ? weights : weights[s]
      d[k] = typeof delays === 'number' ? delays : delays[s]
    }
  }
  return { offsets: Float32Array.from(starts), sources, weights: w, delays: d }
}
