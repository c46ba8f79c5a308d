import type { Spikes } from '../../analysis/index.js'
import type { Columns } from './csv.js'

/** A population's place in the raster: its neurons take rows `base` to `base + n - 1`, counted from below. */
export interface Band {
  readonly population: string
  readonly n: number
  readonly base: number
}

/** The first recording lies on top. */
export function bands(all: readonly Spikes[]): Band[] {
  let top = all.reduce((sum, { n }) => sum + n, 0)
  return all.map(({ population, n }) => ({ population, n, base: (top -= n) }))
}

/** What the raster draws, and how coarse it is. */
export interface RasterCells {
  /**
   * A row for each spike, or for each cell of a binned raster: `time` (ms), `b` (its bin), `y` (row from below),
   * `p` (population), `count` (spikes), `size` (neurons).
   */
  readonly columns: Columns
  /** Neurons that share a row of the raster. */
  readonly unit: number
  /** Neurons that share a bar of the rates beside it. */
  readonly group: number
  readonly binned: boolean
  readonly marks: number
}

const mostBars = 60
const mostRows = 60
const mostCells = 6000

/** A row for each spike. */
export function exactSpikes(all: readonly Spikes[], { from, bin }: { from: number; bin: number }): RasterCells {
  const places = bands(all)
  const columns: Record<string, number[]> = { time: [], b: [], y: [], p: [], count: [], size: [] }
  all.forEach(({ time, neuron }, p) => {
    for (let i = 0; i < time.length; i++) {
      columns.time.push(time[i])
      columns.b.push(binOf(time[i], from, bin))
      columns.y.push(places[p].base + neuron[i])
      columns.p.push(p)
    }
  })
  columns.count = columns.time.map(() => 1)
  columns.size = columns.count
  const marks = columns.time.length
  return { columns, unit: 1, group: groupOf(all, mostBars), binned: false, marks }
}

/** A row for each cell that holds a spike: a bin of time by a few neighbours. */
export function binnedSpikes(
  all: readonly Spikes[],
  { from, to, bin }: { from: number; to: number; bin: number },
): RasterCells {
  const places = bands(all)
  const bins = Math.max(1, Math.ceil((to - from) / bin - 1e-9))
  const unit = groupOf(all, Math.max(1, Math.min(mostRows, Math.floor(mostCells / bins))))
  const columns: Record<string, number[]> = { time: [], b: [], y: [], p: [], count: [], size: [] }
  all.forEach(({ time, neuron, n }, p) => {
    const rows = Math.ceil(n / unit)
    const counts = new Uint32Array(rows * bins)
    for (let i = 0; i < time.length; i++) {
      counts[Math.floor(neuron[i] / unit) * bins + Math.min(bins - 1, binOf(time[i], from, bin))]++
    }
    counts.forEach((spikes, cell) => {
      if (spikes === 0) return
      const [row, b] = [Math.floor(cell / bins), cell % bins]
      columns.time.push(from + b * bin)
      columns.b.push(b)
      columns.y.push(places[p].base + row * unit)
      columns.p.push(p)
      columns.count.push(spikes)
      columns.size.push(Math.min(unit, n - row * unit))
    })
  })
  return { columns, unit, group: unit, binned: true, marks: columns.time.length }
}

/** A time on the grid may come out a rounding error below its bin. */
const binOf = (time: number, from: number, bin: number) => Math.max(0, Math.floor((time - from) / bin + 1e-9))

/** How many neighbours share a row so that there are at most so many, in round numbers. */
function groupOf(all: readonly Spikes[], most: number): number {
  const rows = (group: number) => all.reduce((sum, { n }) => sum + Math.ceil(n / group), 0)
  for (let power = 1; ; power *= 10) {
    const fits = [1, 2, 5].find(factor => rows(factor * power) <= Math.max(most, all.length))
    if (fits) return fits * power
  }
}
