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

/** One path of the picture: stroked where it has a thickness, else filled. */
export interface Ink {
  readonly d: string
  readonly thickness?: number
  readonly opacity: number
}

/** The spikes of a population as a few paths, however many they are; neuron 0 is the lowest. */
export function spikeInk(spikes: Spikes, band: Band): Ink[] {
  const row = (band.bottom - band.top) / spikes.n
  // A few spikes among many neurons are drawn larger than their rows, to be seen at all.
  const room = Math.sqrt(((band.right - band.left) * (band.bottom - band.top)) / 60 / Math.max(1, spikes.time.length))
  const least = Math.min(5, Math.max(1.8, room))
  const stroke = { tall: Math.min(14, Math.max(least, 0.8 * row)), thickness: row > 6 ? 1.3 : least > 3 ? 2 : 1.5 }
  const covered = spikes.time.length * stroke.tall * stroke.thickness
  // Where they would lie on each other, how many do is worth seeing.
  const crowded = covered > 0.5 * (band.right - band.left) * (band.bottom - band.top)
  return crowded ? density(spikes, band) : strokes(spikes, band, stroke)
}

/** A short upright stroke a spike, in one path. */
function strokes(
  { n, time, neuron }: Spikes,
  { left, right, top, bottom, x }: Band,
  { tall, thickness }: { tall: number; thickness: number },
): Ink[] {
  const row = (bottom - top) / n
  const tenth = (value: number) => Math.round(10 * value) / 10
  const stroke = `v${tenth(tall)}`
  const pieces: string[] = []
  for (let i = 0; i < time.length; i++) {
    const at = x(time[i])
    if (at < left || at > right) continue
    pieces.push(`M${tenth(at)},${tenth(bottom - (neuron[i] + 0.5) * row - tall / 2)}${stroke}`)
  }
  return pieces.length ? [{ d: pieces.join(''), thickness, opacity: 1 }] : []
}

/** Spikes counted in cells of whole pixels; the more there are, the darker. A path for each of a few shades. */
function density({ n, time, neuron }: Spikes, { left, right, top: high, bottom: low, x }: Band): Ink[] {
  const [top, bottom] = [Math.round(high), Math.round(low)]
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
    const y = Math.round(bottom - (r + 1) * tall)
    const height = Math.round(bottom - r * tall) - y
    for (let c = 0; c < columns;) {
      const darkness = shade(counts[r * columns + c])
      const start = c
      do c++
      while (c < columns && shade(counts[r * columns + c]) === darkness)
      if (darkness) pieces[darkness].push(`M${left + start},${y}h${c - start}v${height}h${start - c}z`)
    }
  }
  return pieces.flatMap((d, s) => (d.length ? [{ d: d.join(''), opacity: 0.2 + (0.8 * s) / shades }] : []))
}
