import type { ProjectionDescription } from '../../network/index.js'
import type { PopulationLayout, ProjectionLayout } from './layout.js'
import { flagBytes } from './layout.js'
import { sendKind, sendName } from './sendCode.js'
import type { Simd } from './simd.js'

/** A projection in memory. */
export interface Synapses {
  /** Weights, one for all or one for each: a view. */
  readonly weights: Float32Array | Float64Array
  /** Queues the spikes of a step. @param list address of the neurons that fired */
  send(list: number, count: number, step: number): void
}

/** Fills in a projection. */
export function synapses(
  { offsets, targets, weights, delays }: ProjectionDescription,
  at: ProjectionLayout,
  unit: Simd,
  memory: WebAssembly.Memory,
  exports: WebAssembly.Exports,
): Synapses {
  const { buffer } = memory
  new Uint32Array(buffer, at.offsets, offsets.length).set(offsets)
  new Uint32Array(buffer, at.targets, targets.length).set(targets)
  const weightView = unit.array(buffer, at.weights, typeof weights === 'number' ? 1 : weights.length)
  if (typeof weights === 'number') weightView[0] = weights
  else weightView.set(weights)
  const delayView = new Uint16Array(buffer, at.delays, typeof delays === 'number' ? 1 : delays.length)
  if (typeof delays === 'number') delayView[0] = delays
  else delayView.set(delays)

  const call = exports[sendName(sendKind({ weights, delays }))] as (...args: number[]) => void
  const { ring, flags, rows } = at.target
  const rowBytes = at.post.places * unit.bytes
  const flagRow = flagBytes(at.post)
  return {
    weights: weightView,
    send(list, count, step) {
      call(
        list,
        count,
        at.offsets,
        at.targets,
        at.weights,
        at.delays,
        ring,
        flags,
        rows,
        rowBytes,
        flagRow,
        step % rows,
        at.post.blocks,
      )
    },
  }
}

/** Address of a row of what arrives at a variable, and of its flags; row `rows` is that of the inputs. */
export function rowOf(population: PopulationLayout, variable: string, row: number, unit: Simd) {
  const { ring, flags } = population.targets[variable]
  return { values: ring + row * population.places * unit.bytes, flags: flags + row * flagBytes(population) }
}
