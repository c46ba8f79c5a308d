import { countsAt, normalsAt, type StreamKey } from '../random/index.js'

/** Where the inputs of a network take the random numbers of many neurons from: an engine may have a quicker way. */
export interface Draws {
  /** Standard normal numbers of the indices from 0 on. */
  readonly normals: (key: StreamKey, step: number, out: Float64Array) => void
  /** Counts of the indices from 0 on; see `countsAt`. */
  readonly counts: (key: StreamKey, step: number, thresholds: Uint32Array, out: Float64Array) => void
}

/** Drawn in TypeScript. */
export const plainDraws: Draws = { normals: normalsAt, counts: countsAt }
