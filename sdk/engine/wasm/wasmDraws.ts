import { plainDraws, type Draws } from '../draws.js'
import type { Description } from '../../network/index.js'
import { INVERTED, type StreamKey } from '../../random/index.js'
import { padded, type Simd } from './simd.js'
import { guideTo, type RandomName } from './randomFunctions.js'

/** Thresholds that there is room for: enough for a Poisson mean of 60. */
const mostThresholds = 255
/** Their bytes, with one more behind them, and those of the guide to them. */
const tableBytes = 4 * (mostThresholds + 1) + 256
/** Bytes of the events of a step, since the probability of 256 underflows, with a block of words before them. */
const eventBytes = 16 + 1024

/** The random functions that the noises and inputs of a network call. */
export function randomNames({ populations, inputs }: Description): RandomName[] {
  const source = populations.some(({ source }) => source?.kind === 'poisson')
  const noise = populations.some(({ model }) => model.noises.length)
  const current = inputs.some(
    ({ kind, ...input }) =>
      kind === 'current' && 'value' in input && ['white noise', 'ornstein-uhlenbeck'].includes(input.value.form),
  )
  const poisson = inputs.some(({ kind }) => kind === 'poisson')
  return [
    ...(noise || current ? ['normals' as const] : []),
    ...(poisson ? ['counts' as const] : []),
    ...(poisson || source ? ['events' as const] : []),
  ]
}

/** Bytes that {@link wasmDraws} works in. */
export const scratchBytes = ({ populations }: Description, { bytes }: Simd) =>
  padded(Math.max(1, ...populations.map(({ size }) => size)) + 3) * bytes + tableBytes + eventBytes

/** Draws in WebAssembly, where the module has the function; inputs that came later draw in TypeScript. */
export function wasmDraws(
  scratch: number,
  bytes: number,
  unit: Simd,
  memory: WebAssembly.Memory,
  exports: WebAssembly.Exports,
): Draws {
  const { normals, counts, events } = exports as Partial<Record<string, (...args: number[]) => number>>
  const block = scratch + bytes - eventBytes
  const list = block + 16
  const table = block - tableBytes
  const guide = block - 256
  const room = (bytes - tableBytes - eventBytes) / unit.bytes
  const row = unit.array(memory.buffer, scratch, room)
  const thresholdRow = new Uint32Array(memory.buffer, table, mostThresholds + 1)
  const guideRow = new Uint8Array(memory.buffer, guide, 256)
  const eventRow = new Uint32Array(memory.buffer, list, 256)
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
    events(keys, size) {
      const plain = plainDraws.events(keys, size)
      if (!events) return plain
      const { key, counter } = keys.block
      let known = NaN
      /** The probability of none. */
      let none = 1
      return (step, mean, event) => {
        if (!(mean >= 0 && mean < INVERTED)) return plain(step, mean, event)
        if (mean !== known) none = Math.exp(-(known = mean))
        const [low, high] = [step % 2 ** 32, Math.floor(step / 2 ** 32)]
        const count = events(block, list, low, high, counter[0], counter[1], key[0], key[1], mean, none, size)
        for (let e = 0; e < count; e++) event(eventRow[e])
      }
    },
  }
}
