import type * as Plot from '@observablehq/plot'
import { check } from '../check.js'
import { compactSvg } from './compactSvg.js'
import type { Drawing, Frame } from './drawing.js'
import { place } from './drawing.js'
import { Figure } from './figure.js'
import type { Key } from './heading.js'
import { heading } from './heading.js'
import { fontFamily, fontSize } from './text.js'

export type PlotLibrary = typeof Plot

/** Options that every figure on Observable Plot has. */
export interface PlotFigureOptions {
  /** Above the figure; an empty string for none. */
  title?: string
  /** Width in pixels, card included; 640. */
  width?: number
  /** Height of the chart below its title, in pixels. */
  height?: number
  /**
   * Anything that Observable Plot takes, laid over what the figure gives it: scales (`y: { type: 'log' }`), margins,
   * and `marks`, which are added (https://observablehq.com/plot).
   */
  plot?: Omit<Plot.PlotOptions, 'title' | 'subtitle' | 'caption' | 'document'>
}

/** Names of {@link PlotFigureOptions}, for refusing others. */
export const plotFigureOptions = ['title', 'width', 'height', 'plot'] as const

interface Content extends PlotFigureOptions {
  /** Names the figure in errors, such as `plot.raster`. */
  where: string
  alt: string
  marks: number
  /** The height where none is given, unless the place is narrow. */
  usualHeight: number
  marginLeft: number
  xDomain: readonly [number, number]
  keys?: readonly Key[]
  /** What Plot is to draw in a chart of that width. */
  options(plot: PlotLibrary, width: number): Plot.PlotOptions
}

/** A figure on Observable Plot. */
export class PlotFigure extends Figure {
  override readonly marginLeft: number
  override readonly xDomain: readonly [number, number]

  constructor(private readonly content: Content) {
    super(content.alt, content.marks, content.width)
    const { where, height = content.usualHeight, plot = {} } = content
    check(Number.isFinite(height) && height >= 40, `${where}: height is in pixels, at least 40; got ${height}`)
    for (const name of ['title', 'subtitle', 'caption', 'document']) {
      check(
        !(name in plot),
        `${where}: plot.${name} is not passed on; ${name === 'title' ? 'use' : 'there is'} the option "title"`,
      )
    }
    this.marginLeft = plot.marginLeft ?? content.marginLeft
    this.xDomain = content.xDomain
  }

  /**
   * What Observable Plot is given: options for `Plot.plot`, to change and draw by oneself.
   *
   * @example
   * const options = await plot.raster(spikes).plot()
   */
  async plot(frame: Frame = { width: this.width }): Promise<Plot.PlotOptions> {
    const Plot = await import('@observablehq/plot')
    const { width, marginLeft = this.marginLeft, hideX = false } = frame
    const given: Plot.PlotOptions = this.content.plot ?? {}
    const own = this.content.options(Plot, width)
    const merged: Plot.PlotOptions = {
      width,
      height: this.content.height ?? fitting(this.content.usualHeight, width),
      marginTop: 24,
      marginRight: 12,
      marginBottom: 40,
      ...own,
      ...given,
      marginLeft,
      style: { fontFamily, fontSize: `${fontSize}px`, background: 'none' },
      x: { labelArrow: 'none', labelAnchor: 'center', ...own.x, ...given.x },
      y: { labelArrow: 'none', ...own.y, ...given.y },
      color: { ...own.color, ...given.color },
      marks: [...(own.marks ?? []), ...(given.marks ?? [])],
    }
    if (!hideX) return merged
    const shorter = (merged.height ?? 0) - (merged.marginBottom ?? 0) + 10
    return { ...merged, x: { ...merged.x, axis: null }, height: shorter, marginBottom: 10 }
  }

  async draw(frame: Frame): Promise<Drawing> {
    const [Plot, options, document] = await Promise.all([
      import('@observablehq/plot'),
      this.plot(frame),
      blankDocument(),
    ])
    const above = heading(this.content.title ?? '', this.content.keys ?? [], frame.width)
    const root = Plot.plot({ ...options, document })
    // With a legend of Plot's own, the chart is the last picture of a <figure>.
    const chart =
      root.nodeName.toLowerCase() === 'svg' ? root : Array.from(root.querySelectorAll(':scope > svg')).at(-1)!
    const size = (name: string) => Number(chart.getAttribute(name))
    const body = `<g text-anchor="middle">${compactSvg((chart as Element).innerHTML)}</g>`
    const below: Drawing = { width: size('width'), height: size('height'), body }
    return {
      width: Math.max(above.width, below.width),
      height: above.height + below.height,
      body: above.body + place(below, 0, above.height),
    }
  }
}

/** Charts in a narrow place would stand on end. */
const fitting = (usual: number, width: number) => Math.round(Math.min(usual, Math.max(130, 0.72 * width)))

/** Plot draws into a document; where there is no browser, linkedom has one. */
async function blankDocument(): Promise<Document> {
  if (typeof document === 'object') return document
  const { parseHTML } = await import('linkedom')
  return parseHTML('<!doctype html><html><body></body></html>').document
}
