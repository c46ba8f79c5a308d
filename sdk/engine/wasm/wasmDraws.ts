import { plainDraws, type Draws } from '../draws.js'
import type { Description } from '../../network/index.js'
import { INVERTED } from '../../random/index.js'
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
  const forms = new Set(inputs.map(input => (input.kind === 'current' ? input.value.form : undefined)))
  const current = forms.has('white noise') || forms.has('ornstein-uhlenbeck')
  const poisson = inputs.some(({ kind }) => kind === 'poisson')
  return [
    ...(noise || current ? ['normals' as const] : []),
    ...(forms.has('uniform noise') ? ['uniforms' as const] : []),
    ...(poisson ? ['counts' as const] : []),
    ...(current || poisson || forms.has('uniform noise') ? ['accumulate' as const] : []),
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
  const { buffer } = memory
  const { normals, uniforms, counts, events, accumulate } = exports as Partial<
    Record<string, (...args: number[]) => number>
  >
  const block = scratch + bytes - eventBytes
  const list = block + 16
  const table = block - tableBytes
  const guide = block - 256
  const room = (bytes - tableBytes - eventBytes) / unit.bytes
  const row = unit.array(buffer, scratch, room)
  const thresholdRow = new Uint32Array(buffer, table, mostThresholds + 1)
  const guideRow = new Uint8Array(buffer, guide, 256)
  const eventRow = new Uint32Array(buffer, list, 256)
  let present: Uint32Array | undefined
  /** Writes the table where it is another than that of the last draw. */
  const tabulate = (thresholds: Uint32Array) => {
    if (thresholds === present) return
    present = thresholds
    thresholdRow.set(thresholds)
    thresholdRow[thresholds.length] = 2 ** 32 - 1
    guideRow.set(guideTo(thresholds))
  }
  const low = (step: number) => step % 2 ** 32
  const high = (step: number) => Math.floor(step / 2 ** 32)
  return {
    normals(key, step, count, first) {
      if (!normals) return plainDraws.normals(key, step, count, first)
      normals(scratch, count, key[0], key[1], low(step), high(step), 0, first)
      return row
    },
    uniforms(key, step, count, first) {
      if (!uniforms) return plainDraws.uniforms(key, step, count, first)
      uniforms(scratch, count, key[0], key[1], low(step), high(step), 0, first)
      return row
    },
    counts(key, step, thresholds, count, first) {
      if (!counts || thresholds.length > mostThresholds) return plainDraws.counts(key, step, thresholds, count, first)
      tabulate(thresholds)
      counts(scratch, count, key[0], key[1], low(step), high(step), 0, table, thresholds.length, guide, first)
      return row
    },
    add(drawn, lead, mean, scale, values, at, count) {
      const here = drawn === row && values.buffer === buffer
      if (!accumulate || !here) return plainDraws.add(drawn, lead, mean, scale, values, at, count)
      const [to, from] = [values.byteOffset + at * unit.bytes, scratch + lead * unit.bytes]
      accumulate(to, from, count, mean, scale)
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
        const count = events(
          block,
          list,
          low(step),
          high(step),
          counter[0],
          counter[1],
          key[0],
          key[1],
          mean,
          none,
          size,
        )
        for (let e = 0; e < count; e++) event(eventRow[e])
      }
    },
  }
}
