import { countsAt, normalsAt, philox, type StreamKey, type StreamKeys } from '../random/index.js'

/** Where the inputs of a network take the random numbers of many neurons from: an engine may have a quicker way. */
export interface Draws {
  /** Standard normal numbers of the indices from `first` on, a multiple of 4. */
  readonly normals: (key: StreamKey, step: number, out: Float64Array, first: number) => void
  /** Counts of the indices from `first` on, a multiple of 4; see `countsAt`. */
  readonly counts: (key: StreamKey, step: number, thresholds: Uint32Array, out: Float64Array, first: number) => void
  /** What draws the events of a step, Poisson in number with a mean, each on a neuron of 0 to `size` - 1. */
  readonly events: (
    keys: StreamKeys,
    size: number,
  ) => (step: number, mean: number, event: (neuron: number) => void) => void
}

/** Drawn in TypeScript. */
export const plainDraws: Draws = {
  normals: (key, step, out, first) => normalsAt(key, step, out, 0, first),
  counts: countsAt,
  events(keys, size) {
    const random = philox(0)
    return (step, mean, event) => {
      random.state = { key: keys(step), position: 0 }
      for (let events = random.poisson(mean); events > 0; events--) event(random.integer(size))
    }
  },
}
