import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { card, padding } from './card.js'
import type { Drawing, Frame } from './drawing.js'
import { png } from './png.js'
import { saveFile } from '../saveFile.js'

/** Above this many marks, a notebook gets the picture alone. */
const mostMarks = 2000
/** An output of a notebook stays below this, in letters. */
const mostLetters = 300_000

/** What a notebook takes of a figure: MIME types and their content. */
export type Bundle = Record<string, unknown>

/**
 * A figure. As the value of a notebook cell it displays itself; `svg`, `png` and `save` serve everywhere else.
 * Made by `plot.raster`, `plot.trace` and their kind; nothing is drawn before it is asked for.
 */
export abstract class Figure {
  /** Width in pixels, card included. */
  readonly width: number
  /** How far its left axis stands from the left, where it has one; see {@link Frame}. */
  readonly marginLeft?: number
  /** What its x axis spans, where it has one. */
  readonly xDomain?: readonly [number, number]
  private whole?: Promise<string>

  /**
   * @param alt the figure in one sentence, for those who do not see it
   * @param marks how many things it draws: above some two thousand, notebooks get a PNG and no SVG
   */
  constructor(
    readonly alt: string,
    readonly marks: number,
    width = 640,
  ) {
    check(Number.isFinite(width) && width >= 80, `plot: width is in pixels, at least 80; got ${width}`)
    this.width = width
  }

  /** The figure without its card, fitted into a frame: what a panel is made of. */
  abstract draw(frame: Frame): Promise<Drawing>

  /**
   * The figure as SVG, on its card.
   *
   * @example
   * const markup = await plot.raster(spikes).svg()
   */
  svg(): Promise<string> {
    this.whole ??= this.draw({ width: this.width - 2 * padding }).then(drawing => card(drawing, this.alt))
    return this.whole
  }

  /**
   * The figure as a PNG.
   *
   * @param options.scale pixels of the picture for one of the figure: 2, the default, is crisp on fine screens
   * @throws RangeError if `scale` is not in 0.1..10
   * @example
   * const bytes = await plot.raster(spikes).png({ scale: 3 })
   */
  async png(options: { scale?: number } = {}): Promise<Uint8Array> {
    refuseUnknown('png', options, ['scale'])
    const { scale = 2 } = options
    check(scale >= 0.1 && scale <= 10, `png: scale must lie in 0.1..10, got ${scale}`)
    return png(await this.svg(), scale)
  }

  /**
   * Writes the figure to a file, as its name says: `.svg`, `.png`, and `.json` for the specification of an
   * interactive figure. It is written beside and renamed, so that no half a file is ever there.
   *
   * @throws RangeError for any other name
   * @example
   * await plot.raster(spikes).save('raster.svg')
   */
  async save(path: string): Promise<void> {
    const ending = /\.(\w+)$/.exec(path)?.[1].toLowerCase() ?? ''
    const makers = this.formats()
    check(
      Object.hasOwn(makers, ending),
      `save: "${path}" must end in ${Object.keys(makers)
        .map(name => '.' + name)
        .join(' or ')}` +
        (ending === 'json' ? '; only interactive figures, such as plot.histogram, have a specification to save' : ''),
    )
    await saveFile(path, await makers[ending]())
  }

  /** What the figure can be saved as, by ending. */
  protected formats(): Record<string, () => Promise<string | Uint8Array>> {
    return { svg: () => this.svg(), png: () => this.png() }
  }

  /** What live front ends draw themselves, beside the pictures. */
  protected interactive(): Bundle {
    return {}
  }

  /**
   * What a notebook shows. The size of the picture rides along under `Symbol.for('Jupyter.metadata')`, for front ends
   * that would otherwise show it at twice its size.
   */
  async [Symbol.for('Jupyter.display')](): Promise<Bundle> {
    const svg = await this.svg()
    const interactive = this.interactive()
    const room = mostLetters - JSON.stringify(interactive).length
    const few = this.isLight(svg) && svg.length < room / 2
    const picture = await this.pictureOf(few ? room - svg.length : room)
    const withSvg = few && picture.length + svg.length <= room
    const bundle: Bundle = {
      ...interactive,
      ...(withSvg && { 'image/svg+xml': svg }),
      'image/png': picture,
      'text/plain': this.alt,
    }
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!
    const metadata = { 'image/png': { width: Number(width), height: Number(height) } }
    return Object.defineProperty(bundle, Symbol.for('Jupyter.metadata'), { value: metadata })
  }

  /** What a notebook shows while a slider moves: what is made in a moment, the SVG or else a coarse picture. */
  async [Symbol.for('Jupyter.quick')](): Promise<Bundle> {
    const svg = await this.svg()
    const picture = this.isLight(svg) ? { 'image/svg+xml': svg } : { 'image/png': base64(await this.png({ scale: 1 })) }
    return { ...picture, 'text/plain': this.alt }
  }

  /** Whether a notebook takes the SVG too. */
  private isLight(svg: string): boolean {
    return this.marks <= mostMarks && svg.length < mostLetters / 2
  }

  /** The finest picture, in base64, that takes no more letters. Beside an SVG it may be a coarse one. */
  private async pictureOf(letters: number): Promise<string> {
    let picture = ''
    for (const scale of [2, 1, 0.75, 0.5]) {
      picture = base64(await this.png({ scale }))
      if (picture.length <= letters) break
    }
    return picture
  }
}

function base64(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let i = 0; i < bytes.length; i += 0x8000) pieces.push(String.fromCharCode(...bytes.subarray(i, i + 0x8000)))
  return btoa(pieces.join(''))
}
