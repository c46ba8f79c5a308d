import { countsAt, normalsAt, philox, uniformsAt, type StreamKey, type StreamKeys } from '../random/index.js'

/** Numbers that were drawn, from the first place on; they stand until the next draw. */
export type Drawn = Float32Array | Float64Array

/** Where the inputs of a network take the random numbers of many neurons from: an engine may have a quicker way. */
export interface Draws {
  /** Standard normal numbers of so many indices from `first` on, a multiple of 4. */
  readonly normals: (key: StreamKey, step: number, count: number, first: number) => Drawn
  /** Uniform numbers in 0 .. 1, likewise. */
  readonly uniforms: (key: StreamKey, step: number, count: number, first: number) => Drawn
  /** Counts, likewise; see `countsAt`. */
  readonly counts: (key: StreamKey, step: number, thresholds: Uint32Array, count: number, first: number) => Drawn
  /** Adds `mean + scale x` to so many values from `at` on, where x are what was just drawn, from `lead` on. */
  readonly add: (
    drawn: Drawn,
    lead: number,
    mean: number,
    scale: number,
    values: Drawn,
    at: number,
    count: number,
  ) => void
  /** What draws the events of a step, Poisson in number with a mean, each on a neuron of 0 to `size` - 1. */
  readonly events: (
    keys: StreamKeys,
    size: number,
  ) => (step: number, mean: number, event: (neuron: number) => void) => void
}

/** Drawn in TypeScript. */
export const plainDraws: Draws = {
  normals: (key, step, count, first) => normalsAt(key, step, new Float64Array(count), 0, first),
  uniforms: (key, step, count, first) => uniformsAt(key, step, new Float64Array(count), 0, first),
  counts: (key, step, thresholds, count, first) => countsAt(key, step, thresholds, new Float64Array(count), first),
  add(drawn, lead, mean, scale, values, at, count) {
    for (let i = 0; i < count; i++) values[at + i] += mean + scale * drawn[lead + i]
  },
  events(keys, size) {
    const random = philox(0)
    return (step, mean, event) => {
      random.state = { key: keys(step), position: 0 }
      for (let events = random.poisson(mean); events > 0; events--) event(random.integer(size))
    }
  },
}
