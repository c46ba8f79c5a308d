import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import type { Drawing, Frame } from './drawing.js'
import { place } from './drawing.js'
import { Figure } from './figure.js'
import { heading } from './heading.js'
import { isList, kind } from './recordings.js'

export interface PanelOptions {
  /** Figures beside each other; 1, or as many as `widths`. */
  columns?: number
  /** Shares of the width, one for each column: `[1, 3]`. Equal where not given. */
  widths?: readonly number[]
  /** Width of the whole in pixels, card included; 640 with one column, 960 with more. */
  width?: number
  /** Above all; none. */
  title?: string
  /** Figures in a column share the x axis of the lowest; they must span the same. */
  sharedX?: boolean
}

/** Between figures, in pixels. */
const gap = 20
/** Between charts that share their x axis. */
const closeGap = 4

/**
 * Figures beside and below each other, on one card. In a column, charts are aligned at their left axis.
 *
 * @param figures row by row
 * @throws RangeError if an option does not exist or does not fit, or if figures with `sharedX` span different x
 * @example
 * plot.panel([plot.raster(spikes), plot.rate(spikes)], { sharedX: true })
 * plot.panel([plot.image(digit, { width: 28, height: 28 }), plot.raster(spikes)], { widths: [1, 3] })
 */
export function panel(figures: readonly Figure[], options: PanelOptions = {}): Panel {
  return new Panel(figures, options)
}

/** Figures on one card; see {@link panel}. */
export class Panel extends Figure {
  private readonly columns: number
  private readonly shares: readonly number[]
  private readonly title: string
  private readonly shared: boolean

  constructor(
    readonly figures: readonly Figure[],
    options: PanelOptions,
  ) {
    refuseUnknown('plot.panel', options, ['columns', 'widths', 'width', 'title', 'sharedX'])
    check(isList(figures) && figures.length > 0, `plot.panel: expected a list of figures, got ${kind(figures)}`)
    for (const [i, figure] of figures.entries()) {
      if (!(figure instanceof Figure))
        throw new TypeError(`plot.panel: figure ${i} is ${kind(figure)}; give what plot.raster and its kind return`)
    }
    const { widths, columns = widths?.length ?? 1, title = '', sharedX = false } = options
    check(
      Number.isInteger(columns) && columns > 0,
      `plot.panel: columns must be a positive whole number, got ${columns}`,
    )
    check(
      !widths || (widths.length === columns && widths.every(share => share > 0)),
      `plot.panel: widths must be ${columns} positive numbers, one a column, got [${widths?.join(', ')}]`,
    )
    const alt = `${title ? `${title}: ` : ''}${figures.map(figure => figure.alt).join('; ')}`
    super(
      alt,
      figures.reduce((sum, { marks }) => sum + marks, 0),
      options.width ?? (columns > 1 ? 960 : 640),
    )
    this.columns = columns
    this.shares = widths ?? Array<number>(columns).fill(1)
    this.title = title
    this.shared = sharedX
    if (sharedX) this.checkShared()
  }

  async draw({ width }: Frame): Promise<Drawing> {
    const above = heading(this.title, [], width, 16)
    const room = width - gap * (this.columns - 1)
    const sum = this.shares.reduce((a, b) => a + b, 0)
    const widths = this.shares.map(share => Math.floor((room * share) / sum))
    const drawings = await Promise.all(
      this.figures.map((figure, i) => {
        const column = this.columnOf(i)
        return figure.draw({
          width: widths[column],
          marginLeft: this.marginOf(column),
          hideX: this.shared && i + this.columns < this.figures.length,
        })
      }),
    )
    const body = [above.body]
    let y = above.height
    for (let row = 0; row < drawings.length; row += this.columns) {
      const cells = drawings.slice(row, row + this.columns)
      let x = 0
      cells.forEach((drawing, column) => {
        body.push(place(drawing, x, y))
        x += widths[column] + gap
      })
      const last = row + this.columns >= drawings.length
      y += Math.max(...cells.map(({ height }) => height)) + (last ? 0 : this.shared ? closeGap : gap)
    }
    return { width, height: y, body: body.join('') }
  }

  private columnOf = (i: number): number => i % this.columns

  private marginOf(column: number): number | undefined {
    const margins = this.figures
      .filter((_, i) => this.columnOf(i) === column)
      .flatMap(({ marginLeft }) => marginLeft ?? [])
    return margins.length ? Math.max(...margins) : undefined
  }

  private checkShared(): void {
    this.figures.forEach((figure, i) => {
      const first = this.figures[this.columnOf(i)]
      check(
        figure.xDomain !== undefined && figure.xDomain.join() === first.xDomain?.join(),
        `plot.panel: with sharedX the figures of a column must span the same; figure ${i} spans ` +
          `${figure.xDomain?.join('..') ?? 'no axis of its own'}, the first ${first.xDomain?.join('..') ?? 'none'}`,
      )
    })
  }
}
