import { interpolateViridis, interpolatePuBu } from 'd3-scale-chromatic'

/** Names of the colour ramps of pictures. */
export type ColorRamp = 'grey' | 'ink' | 'error' | 'amount' | 'power'

type Rgb = readonly [number, number, number]

/** Colours from 0 to 1. */
export const ramps: Readonly<Record<ColorRamp, (share: number) => string>> = {
  grey: between([0, 0, 0], [255, 255, 255]),
  ink: between([255, 255, 255], [20, 22, 26]),
  // The palette's blue and vermillion meet in white, where there is no error.
  error: share =>
    share < 0.5
      ? between([0, 114, 178], [255, 255, 255])(2 * share)
      : between([255, 255, 255], [213, 94, 0])(2 * share - 1),
  // From the ground of the card to a deep blue (PuBu; Harrower & Brewer 2003, Cartogr J 40:27).
  amount: share => (share <= 0 ? '#fdfdfc' : interpolatePuBu(0.08 + 0.92 * share)),
  // Viridis (van der Walt & Smith 2015): equal steps look equal, in colour, in grey and to the colour-blind.
  power: interpolateViridis,
}

/** Of a pixel without a value. */
export const missing = '#d0d4d9'

function between(from: Rgb, to: Rgb): (share: number) => string {
  const part = (i: number, share: number) =>
    Math.round(from[i] + share * (to[i] - from[i]))
      .toString(16)
      .padStart(2, '0')
  return share => `#${part(0, share)}${part(1, share)}${part(2, share)}`
}

/** Steps of a ramp: more are not told apart, and fewer colours make fewer paths. An odd number has a middle. */
const steps = 63

/** A picture as values row by row from the top left. */
interface Pixels {
  width: number
  height: number
  colors: ColorRamp
  domain: readonly [number, number]
}

/**
 * A picture as paths, one for each colour, each a set of runs along the rows: crisp at any size, and small.
 * The most common colour is the ground.
 */
export function pixelPaths(pixels: ArrayLike<number>, picture: Pixels): { markup: string; runs: number } {
  const { width, height } = picture
  const edges = (n: number) => Array.from({ length: n + 1 }, (_, i) => i)
  const [ground, ...others] = pixelRuns(pixels, { ...picture, x: edges(width), y: edges(height) })
  return {
    markup:
      `<rect width="${width}" height="${height}" fill="${ground.fill}"/>` +
      others.map(({ fill, d }) => `<path fill="${fill}" d="${d.join('')}"/>`).join(''),
    runs: 1 + others.reduce((sum, { d }) => sum + d.length, 0),
  }
}

/**
 * The runs of each colour, the most common colour first; pixels that are NaN are grey.
 *
 * @param picture `x` and `y` are the edges of the columns and rows, one more than there are
 */
export function pixelRuns(
  pixels: ArrayLike<number>,
  { width, height, colors, domain: [low, high], x: xs, y: ys }: Pixels & { x: readonly number[]; y: readonly number[] },
): { fill: string; d: string[] }[] {
  const stepOf = (value: number) =>
    Number.isNaN(value) ? -1 : Math.round((steps - 1) * Math.min(1, Math.max(0, (value - low) / (high - low))))
  const runs = new Map<number, { d: string[]; covered: number }>()
  for (let y = 0; y < height; y++) {
    const tall = ys[y + 1] - ys[y]
    for (let x = 0; x < width;) {
      const step = stepOf(pixels[y * width + x])
      const start = x
      do x++
      while (x < width && stepOf(pixels[y * width + x]) === step)
      if (!runs.has(step)) runs.set(step, { d: [], covered: 0 })
      const run = runs.get(step)!
      const wide = xs[x] - xs[start]
      run.d.push(`M${xs[start]},${ys[y]}h${wide}v${tall}h${-wide}z`)
      run.covered += x - start
    }
  }
  const [ground] = [...runs].reduce((a, b) => (b[1].covered > a[1].covered ? b : a))
  return [...runs]
    .sort(([a], [b]) => Number(b === ground) - Number(a === ground) || a - b)
    .map(([step, { d }]) => ({ fill: step < 0 ? missing : ramps[colors](step / (steps - 1)), d }))
}
