import type { Spikes } from '../analysis/index.js'

/** Where spikes are drawn: a band of the chart, in pixels. */
export interface Band {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Where a time stands, in pixels; what falls outside of the band is not drawn. */
  readonly x: (time: number) => number
}

/** One stroked path of the picture. */
export interface Ink {
  readonly d: string
  readonly thickness: number
  readonly opacity: number
}

/** Above this many, spikes lie on each other, and how many of them do is worth seeing. */
const crowd = 20_000

/** The spikes of a population as a few paths, however many they are; neuron 0 is the lowest. */
export const spikeInk = (spikes: Spikes, band: Band): Ink[] =>
  spikes.time.length > crowd ? density(spikes, band) : strokes(spikes, band)

/** A short upright stroke a spike, in one path. */
function strokes({ n, time, neuron }: Spikes, { left, right, top, bottom, x }: Band): Ink[] {
  const row = (bottom - top) / n
  const tall = Math.min(14, Math.max(1.8, 0.8 * row))
  const tenth = (value: number) => Math.round(10 * value) / 10
  const stroke = `v${tenth(tall)}`
  const pieces: string[] = []
  for (let i = 0; i < time.length; i++) {
    const at = x(time[i])
    if (at < left || at > right) continue
    pieces.push(`M${tenth(at)},${tenth(bottom - (neuron[i] + 0.5) * row - tall / 2)}${stroke}`)
  }
  return pieces.length ? [{ d: pieces.join(''), thickness: row > 6 ? 1.3 : 1.5, opacity: 1 }] : []
}

/** Spikes counted in cells of a pixel; the more there are, the darker. A path for each of a few shades. */
function density({ n, time, neuron }: Spikes, { left, right, top, bottom, x }: Band): Ink[] {
  const columns = Math.max(1, Math.floor(right - left))
  const rows = Math.max(1, Math.min(n, Math.floor(bottom - top)))
  const tall = (bottom - top) / rows
  const counts = new Uint32Array(columns * rows)
  for (let i = 0; i < time.length; i++) {
    const at = x(time[i])
    if (at < left || at > right) continue
    const column = Math.min(columns - 1, Math.floor(at - left))
    counts[Math.floor((neuron[i] / n) * rows) * columns + column]++
  }
  const shades = 5
  let [most, cells, sum] = [0, 0, 0]
  for (const count of counts) {
    if (count) [cells, sum] = [cells + 1, sum + count]
    if (count > most) most = count
  }
  // Twice the mean is as dark as it gets: one burst does not make all the rest faint.
  const full = Math.max(1, Math.min(most, (2 * sum) / Math.max(1, cells)))
  const shade = (count: number) => (count ? Math.min(shades, Math.ceil((shades * count) / full)) : 0)
  const pieces = Array.from({ length: shades + 1 }, (): string[] => [])
  for (let r = 0; r < rows; r++) {
    const y = Math.round(100 * (bottom - (r + 0.5) * tall)) / 100
    for (let c = 0; c < columns;) {
      const darkness = shade(counts[r * columns + c])
      const start = c
      do c++
      while (c < columns && shade(counts[r * columns + c]) === darkness)
      if (darkness) pieces[darkness].push(`M${left + start},${y}h${c - start}`)
    }
  }
  return pieces.flatMap((d, s) =>
    d.length ? [{ d: d.join(''), thickness: tall, opacity: 0.2 + (0.8 * s) / shades }] : [],
  )
}
