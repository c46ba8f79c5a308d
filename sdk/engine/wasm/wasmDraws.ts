import { plainDraws, type Draws } from '../draws.js'
import type { Description } from '../../network/index.js'
import type { StreamKey } from '../../random/index.js'
import { padded, type Simd } from './simd.js'
import { guideTo, type RandomName } from './randomFunctions.js'

/** Thresholds that there is room for: enough for a Poisson mean of 60. */
const mostThresholds = 255
/** Their bytes, with one more behind them, and those of the guide to them. */
const tableBytes = 4 * (mostThresholds + 1) + 256

/** The random functions that the noises and inputs of a network call. */
export function randomNames({ populations, inputs }: Description): RandomName[] {
  const noise = populations.some(({ model }) => model.noises.length)
  const current = inputs.some(
    ({ kind, ...input }) =>
      kind === 'current' && 'value' in input && ['white noise', 'ornstein-uhlenbeck'].includes(input.value.form),
  )
  const poisson = inputs.some(({ kind }) => kind === 'poisson')
  return [...(noise || current ? ['normals' as const] : []), ...(poisson ? ['counts' as const] : [])]
}

/** Bytes that {@link wasmDraws} works in. */
export const scratchBytes = ({ populations }: Description, { bytes }: Simd) =>
  padded(Math.max(1, ...populations.map(({ size }) => size)) + 3) * bytes + tableBytes

/** Draws in WebAssembly, where the module has the function; inputs that came later draw in TypeScript. */
export function wasmDraws(
  scratch: number,
  bytes: number,
  unit: Simd,
  memory: WebAssembly.Memory,
  exports: WebAssembly.Exports,
): Draws {
  const { normals, counts } = exports as Partial<Record<string, (...args: number[]) => void>>
  const table = scratch + bytes - tableBytes
  const guide = scratch + bytes - 256
  const room = (bytes - tableBytes) / unit.bytes
  const row = unit.array(memory.buffer, scratch, room)
  const thresholdRow = new Uint32Array(memory.buffer, table, mostThresholds + 1)
  const guideRow = new Uint8Array(memory.buffer, guide, 256)
  let present: Uint32Array | undefined
  /** Writes the table where it is another than that of the last draw. */
  const tabulate = (thresholds: Uint32Array) => {
    if (thresholds === present) return
    present = thresholds
    thresholdRow.set(thresholds)
    thresholdRow[thresholds.length] = 2 ** 32 - 1
    guideRow.set(guideTo(thresholds))
  }
  const place = ([k0, k1]: StreamKey, step: number) => [k0, k1, step % 2 ** 32, Math.floor(step / 2 ** 32), 0]
  const take = (out: Float64Array) => {
    for (let i = 0; i < out.length; i++) out[i] = row[i]
  }
  return {
    normals(key, step, out, first) {
      if (!normals) return plainDraws.normals(key, step, out, first)
      normals(scratch, out.length, ...place(key, step), first)
      take(out)
    },
    counts(key, step, thresholds, out, first) {
      if (!counts || thresholds.length > mostThresholds) return plainDraws.counts(key, step, thresholds, out, first)
      tabulate(thresholds)
      counts(scratch, out.length, ...place(key, step), table, thresholds.length, guide, first)
      take(out)
    },
  }
}
