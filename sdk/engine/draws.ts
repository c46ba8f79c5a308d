import { countsAt, normalsAt, type StreamKey } from '../random/index.js'

/** Where the inputs of a network take the random numbers of many neurons from: an engine may have a quicker way. */
export interface Draws {
  /** Standard normal numbers of the indices from `first` on, a multiple of 4. */
  readonly normals: (key: StreamKey, step: number, out: Float64Array, first: number) => void
  /** Counts of the indices from `first` on, a multiple of 4; see `countsAt`. */
  readonly counts: (key: StreamKey, step: number, thresholds: Uint32Array, out: Float64Array, first: number) => void
}

/** Drawn in TypeScript. */
export const plainDraws: Draws = {
  normals: (key, step, out, first) => normalsAt(key, step, out, 0, first),
  counts: countsAt,
}
