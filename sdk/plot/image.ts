import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import type { Drawing, Frame } from './drawing.js'
import { place } from './drawing.js'
import { Figure } from './figure.js'
import { heading } from './heading.js'
import { edge, faint } from './palette.js'
import type { ColorRamp } from './pixels.js'
import { pixelPaths, ramps } from './pixels.js'
import { isList, kind } from './recordings.js'
import { escape, number, titled, wrap } from './text.js'

/** How a picture is coloured. */
export interface Picture {
  /** Pixels of a row. */
  width: number
  /** Rows. */
  height: number
  /** `grey`: black to white; `ink`: white to black, as on paper; `error`: blue below zero, white, orange above. */
  colors?: ColorRamp
  /** Values of the two ends of the colours. By default those of all pictures with the same colours, from 0. */
  domain?: readonly [number, number]
  /** Below the picture; none. */
  caption?: string
}

export interface ImagesOptions {
  /** Above all; none. */
  title?: string
  /** Width of a picture in pixels, at most; 168. */
  size?: number
  /** Width of the whole in pixels, card included; what the pictures need. */
  figureWidth?: number
}

/** Between pictures, in pixels. */
const gap = 20
const captionLine = 16

/**
 * A picture with its pixels to be seen, row by row from the top left.
 *
 * @param pixels `width * height` values
 * @throws RangeError if there are not as many, if one is not finite, or if an option does not exist
 * @example
 * plot.image(digit, { width: 28, height: 28, caption: 'a seven' })
 */
export function image(pixels: ArrayLike<number>, options: Picture & ImagesOptions): Figure {
  refuseUnknown('plot.image', options, [...pictureOptions, ...imagesOptions])
  const { title, size, figureWidth, ...picture } = options
  return new Images('plot.image', [{ ...picture, pixels }], { title, size, figureWidth })
}

/**
 * Pictures beside each other, with captions; those of the same colours share their scale, so that they compare.
 *
 * @throws RangeError if a picture has not as many pixels as it should, if one is not finite, or if an option does not exist
 * @example
 * plot.images([
 *   { pixels: digit, width: 28, height: 28, caption: 'seen' },
 *   { pixels: decoded, width: 28, height: 28, caption: 'decoded' },
 *   { pixels: error, width: 28, height: 28, caption: 'error', colors: 'error' },
 * ])
 */
export function images(
  pictures: readonly (Picture & { pixels: ArrayLike<number> })[],
  options: ImagesOptions = {},
): Figure {
  refuseUnknown('plot.images', options, imagesOptions)
  check(isList(pictures) && pictures.length > 0, `plot.images: expected a list of pictures, got ${kind(pictures)}`)
  pictures.forEach((picture, i) => refuseUnknown(`plot.images: picture ${i}`, picture, ['pixels', ...pictureOptions]))
  return new Images('plot.images', pictures, options)
}

const pictureOptions = ['width', 'height', 'colors', 'domain', 'caption']
const imagesOptions = ['title', 'size', 'figureWidth']

type Given = Picture & { pixels: ArrayLike<number> }

class Images extends Figure {
  private readonly size: number
  private readonly title: string
  private readonly drawn: readonly { drawing: Drawing; legend?: readonly [number, number]; given: Given }[]

  constructor(where: string, pictures: readonly Given[], { title = '', size = 168, figureWidth }: ImagesOptions) {
    check(size >= 16 && size <= 2000, `${where}: size is in pixels, 16 to 2000; got ${size}`)
    pictures.forEach((picture, i) => checkPicture(pictures.length > 1 ? `${where}: picture ${i}` : where, picture))
    const drawn = pictures.map(given => {
      const { pixels, width, height, colors = 'grey' } = given
      const domain = given.domain ?? sharedDomain(pictures, colors)
      const paths = pixelPaths(pixels, { width, height, colors, domain })
      const drawing = { width, height, body: paths.markup }
      return { drawing, runs: paths.runs, legend: colors === 'error' ? domain : undefined, given }
    })
    super(
      titled(title, sentence(pictures)),
      drawn.reduce((sum, { runs }) => sum + runs, 0),
      figureWidth ?? room(pictures.length, size, title),
    )
    this.size = size
    this.title = title
    this.drawn = drawn
  }

  async draw({ width }: Frame): Promise<Drawing> {
    const above = heading(this.title, [], width)
    const body = [above.body]
    let [x, y, tallest] = [0, above.height, 0]
    for (const { drawing, legend, given } of this.drawn) {
      const cell = this.cell(given, width)
      const [w, h] = [cell * drawing.width, cell * drawing.height]
      if (x > 0 && x + w > width + 0.5) [x, y, tallest] = [0, y + tallest + gap, 0]
      const below = [...wrap(given.caption ?? '', w), ...(legend ? [''] : [])]
      body.push(
        `<g transform="translate(${x},${y}) scale(${cell})" shape-rendering="crispEdges">${drawing.body}</g>`,
        `<rect x="${x - 0.5}" y="${y - 0.5}" width="${w + 1}" height="${h + 1}" fill="none" stroke="${edge}"/>`,
        ...wrap(given.caption ?? '', w).map(
          (line, i) =>
            `<text x="${x + w / 2}" y="${y + h + 18 + i * captionLine}" text-anchor="middle">${escape(line)}</text>`,
        ),
      )
      if (legend) body.push(place(scaleBar(legend, w), x, y + h + 8 + (below.length - 1) * captionLine))
      tallest = Math.max(tallest, h + (below.length ? 8 + below.length * captionLine : 0))
      x += w + gap
    }
    return { width, height: y + tallest, body: body.join('') }
  }

  /** Size of a pixel: whole where there is room, so that all are as large. */
  private cell(given: Given, room: number): number {
    const size = Math.min(this.size, room) / given.width
    return size >= 1 ? Math.floor(size) : size
  }
}

/** What the colours of an error map mean. */
function scaleBar([low, high]: readonly [number, number], width: number): Drawing {
  const sides = [number(low), number(high)]
  const steps = 24
  const bar = Math.max(20, width - 2 * 34)
  const rects = Array.from({ length: steps }, (_, i) => {
    const x = (width - bar) / 2 + (i * bar) / steps
    return `<rect x="${x.toFixed(2)}" y="3" width="${(bar / steps + 0.3).toFixed(2)}" height="7" fill="${ramps.error(i / (steps - 1))}"/>`
  })
  const text = (x: number, anchor: string, words: string) =>
    `<text x="${x.toFixed(2)}" y="10" font-size="10" fill="${faint}" text-anchor="${anchor}">${words}</text>`
  const [left, right] = [(width - bar) / 2, (width + bar) / 2]
  return {
    width,
    height: 16,
    body: rects.join('') + text(left - 4, 'end', sides[0]) + text(right + 4, 'start', sides[1]),
  }
}

function checkPicture(where: string, { pixels, width, height, colors = 'grey', domain }: Given): void {
  for (const [name, value] of Object.entries({ width, height })) {
    check(
      Number.isInteger(value) && value > 0,
      `${where}: ${name} must be a positive whole number of pixels, got ${value}`,
    )
  }
  check(
    typeof pixels === 'object' && typeof (pixels as ArrayLike<number> | null)?.length === 'number',
    `${where}: expected an array of pixels, got ${kind(pixels)}`,
  )
  check(
    pixels.length === width * height,
    `${where}: ${pixels.length} pixels, expected ${width * height} (${width} by ${height})`,
  )
  for (let i = 0; i < pixels.length; i++) {
    check(Number.isFinite(pixels[i]), `${where}: pixel ${i % width}, ${Math.floor(i / width)} is ${String(pixels[i])}`)
  }
  check(
    Object.hasOwn(ramps, colors),
    `${where}: colors must be ${Object.keys(ramps).join(', ')}; got ${JSON.stringify(colors)}`,
  )
  check(!domain || domain[0] < domain[1], `${where}: domain must be two rising numbers, got [${domain?.join(', ')}]`)
}

/** From 0 to the largest value of all pictures of these colours; for errors as far below zero as above. */
function sharedDomain(pictures: readonly Given[], colors: ColorRamp): [number, number] {
  let [low, high] = [0, 0]
  for (const { pixels, colors: others = 'grey' } of pictures) {
    if (others !== colors) continue
    for (let i = 0; i < pixels.length; i++) [low, high] = [Math.min(low, pixels[i]), Math.max(high, pixels[i])]
  }
  if (colors !== 'error') return low < high ? [low, high] : [0, 1]
  const most = Math.max(-low, high) || 1
  return [-most, most]
}

/** Five pictures in a row at most, and room for the title. */
const room = (pictures: number, size: number, title: string): number =>
  Math.max(Math.min(pictures, 5) * (size + gap) - gap + 32, title ? 320 : 0, 120)

function sentence(pictures: readonly Given[]): string {
  const each = pictures.map(
    ({ width, height, caption }) => `${caption ? `${caption}, ` : ''}${width} by ${height} pixels`,
  )
  return pictures.length === 1 ? `Picture: ${each[0]}` : `${pictures.length} pictures: ${each.join('; ')}`
}
