import type { Snapshot } from '../engine.js'
import type { Axis } from '../structure/index.js'
import { blockSize, padded } from './simd.js'

type Numbers = Snapshot['arrays'][string]

/** What a part of a population contributes to an array of a snapshot, which is the same for any number of threads. */
export interface Column {
  /** Of the part: rows of equal length, the beginning of each in use. */
  readonly array: Numbers
  readonly rows: number
  /** Neurons that one entry stands for: 16 where a byte is a block. */
  readonly per: number
  /** Place of each neuron, where they are not in order. */
  readonly at?: Uint32Array
  /** What its entries belong to, of the population of an index. */
  readonly axis: (population: number) => Axis
}

export const eachNeuron = (of: number): Axis => ({ each: 'neuron', of })
export const ofAll = (): Axis => ({ each: 'other' })
/** Rows of what arrives, and one of inputs. */
export const arriving = (of: number): Axis => ({ each: 'arrival', of, besides: 1, stride: padded })
export const arrivingAtBlocks = (of: number): Axis =>
  ({ ...arriving(of), stride: size => padded(size) / blockSize }) as Axis

interface PartOfColumn {
  readonly from: number
  readonly places: number
  readonly column: Column
}

/** The array of a whole population of so many places. */
export function gathered(parts: readonly PartOfColumn[], places: number): Numbers {
  const { array, rows, per } = parts[0].column
  const length = Math.ceil(places / per)
  const Kind = array.constructor as new (length: number) => Numbers
  const whole = new Kind(rows * length)
  for (const { from, places, column } of parts) {
    const own = Math.ceil(places / per)
    const stride = column.array.length / rows
    for (let r = 0; r < rows; r++) {
      const row = column.array.subarray(r * stride, r * stride + own)
      const { at } = column
      whole.set(at ? row.map((_, i) => row[at[i]]) : row, r * length + from / per)
    }
  }
  return whole
}

/** Fills in the part's share of an array of a whole population, neurons in order. */
export function scatter(whole: Numbers, { from, places, column }: PartOfColumn): void {
  const { array, rows, per } = column
  const own = Math.ceil(places / per)
  const [stride, length] = [array.length / rows, whole.length / rows]
  for (let r = 0; r < rows; r++) {
    const first = r * length + from / per
    array.set(whole.subarray(first, first + own), r * stride)
  }
}
