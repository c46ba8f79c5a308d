/** Names of the colour ramps of pictures. */
export type ColorRamp = 'grey' | 'ink' | 'error'

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
}

function between(from: Rgb, to: Rgb): (share: number) => string {
  const part = (i: number, share: number) =>
    Math.round(from[i] + share * (to[i] - from[i]))
      .toString(16)
      .padStart(2, '0')
  return share => `#${part(0, share)}${part(1, share)}${part(2, share)}`
}

/** Steps of a ramp: more are not told apart, and fewer colours make fewer paths. An odd number has a middle. */
const steps = 63

/**
 * A picture as paths, one for each colour, each a set of runs along the rows: crisp at any size, and small.
 * The most common colour is the ground.
 */
export function pixelPaths(
  pixels: ArrayLike<number>,
  {
    width,
    height,
    colors,
    domain,
  }: { width: number; height: number; colors: ColorRamp; domain: readonly [number, number] },
): { markup: string; runs: number } {
  const [low, high] = domain
  const runs = new Map<number, string[]>()
  const covered = new Map<number, number>()
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width;) {
      const step = stepOf(pixels[y * width + x])
      const start = x
      do x++
      while (x < width && stepOf(pixels[y * width + x]) === step)
      if (!runs.has(step)) runs.set(step, [])
      runs.get(step)!.push(`M${start},${y}h${x - start}v1h${start - x}z`)
      covered.set(step, (covered.get(step) ?? 0) + x - start)
    }
  }
  function stepOf(value: number): number {
    return Math.round((steps - 1) * Math.min(1, Math.max(0, (value - low) / (high - low))))
  }
  const [ground] = [...covered].reduce((a, b) => (b[1] > a[1] ? b : a))
  const fill = (step: number) => ramps[colors](step / (steps - 1))
  const others = [...runs].filter(([step]) => step !== ground).sort(([a], [b]) => a - b)
  return {
    markup:
      `<rect width="${width}" height="${height}" fill="${fill(ground)}"/>` +
      others.map(([step, d]) => `<path fill="${fill(step)}" d="${d.join('')}"/>`).join(''),
    runs: 1 + others.reduce((sum, [, d]) => sum + d.length, 0),
  }
}
