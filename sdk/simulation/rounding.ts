import type { RoundingSums } from '../engine/index.js'
import { gridOf, valueOf, type FixedPoint } from '../model/index.js'
import { rms, type ProjectionDescription } from '../network/index.js'

/** What a number format does to the weights of a projection; in the unit of the weights. */
export interface Rounding {
  readonly format: FixedPoint
  /** What the codes that are transmitted differ by from what was learned, or else from what was given: root mean square. */
  readonly error: number
  /** Of weights that learn: */
  readonly learning?: {
    /** One step of the accumulator. */
    readonly step: number
    /** How many changes rules asked for, and the sum of their sizes. */
    readonly changes: number
    readonly asked: number
    /** How much of that was done. What was done the other way counts against it. */
    readonly done: number
    /** The share that was lost, `1 - done/asked`; negative where more was done than asked for. NaN before any change. */
    readonly lost: number
    /** What rounding added to a change: root mean square; likewise NaN before any. */
    readonly noise: number
    /** How many times a scale moved. */
    readonly rescaled: number
  }
}

/** @param now what rules did so far, and what stands in accumulators and is transmitted */
export function roundingOf(
  { formats, bounds }: ProjectionDescription,
  now: { readonly sums?: RoundingSums; readonly kept: Float64Array; readonly transmitted: Float64Array },
): Rounding {
  const { w: format } = formats!
  const step = valueOf(gridOf(format, bounds!), 1)
  const { changes = 0, asked = 0, done = 0, squares = 0, rescaled = 0 } = now.sums ?? {}
  return {
    format,
    error: rms(now.kept, now.transmitted),
    learning: {
      ...{ step, changes, asked: asked * step, done: done * step, rescaled },
      lost: 1 - done / asked,
      noise: step * Math.sqrt(squares / changes),
    },
  }
}
