import type * as Plot from '@observablehq/plot'
import { colorBar, colorBarRoom, type ColorBar } from './colorBar.js'
import { nothing } from './nothing.js'
import { edge } from './palette.js'
import { pixelPaths, pixelRuns } from './pixels.js'
import type { PlotFigureOptions, PlotLibrary } from './plotFigure.js'
import { PlotFigure } from './plotFigure.js'

/** A number for each cell of a grid, row by row from the top left; NaN where there is none. */
export interface Cells {
  readonly rows: number
  readonly columns: number
  readonly values: ArrayLike<number>
}

interface Heat extends PlotFigureOptions, ColorBar {
  where: string
  alt: string
  cells: Cells
  marginLeft: number
  usualHeight: number
  /** Cells as high as wide, unless a height is given. */
  square?: boolean
  /** Along the axes; the y axis runs from its first end, on top, to its second. */
  x: Plot.ScaleOptions & { domain: readonly [number, number] }
  y: Plot.ScaleOptions & { domain: readonly [number, number] }
  /** Above the cells. */
  marks?: (plot: PlotLibrary) => Plot.Markish[]
  /** Said instead of cells; then nothing else is shown. */
  empty?: string
}

const [marginTop, marginBottom] = [26, 40]

/** A grid of coloured cells with a bar that says what the colours mean: for every figure that shows a matrix. */
export function heatmap({ cells, x, y, marks, empty, colors, domain, label, square, ...content }: Heat): PlotFigure {
  const bar = { colors, domain, label }
  const marginRight = empty ? 12 : colorBarRoom(bar)
  return new PlotFigure({
    ...content,
    usualHeight: empty ? 220 : content.usualHeight,
    marks: empty ? 1 : runs(cells, bar),
    xDomain: x.domain,
    options: (Plot, width) => ({
      marginTop,
      marginRight,
      marginBottom,
      ...(square &&
        !empty &&
        content.height === undefined && {
          height: Math.round(
            marginTop + marginBottom + ((width - content.marginLeft - marginRight) * cells.rows) / cells.columns,
          ),
        }),
      x: { ...x, ...(empty && { ticks: [] }) },
      y: { ...y, reverse: true, tickSize: 0, ...(empty && { ticks: [] }) },
      marks: empty
        ? [Plot.frame({ stroke: edge }), nothing(Plot, empty)]
        : [paint(cells, bar), Plot.frame({ stroke: edge }), ...(marks?.(Plot) ?? []), colorBar(bar)],
    }),
  })
}

/** How many pieces the cells are drawn in. */
function runs({ rows: height, columns: width, values }: Cells, { colors, domain }: ColorBar): number {
  return pixelPaths(values, { width, height, colors, domain }).runs
}

/** A mark of Plot's that draws the cells, each on whole pixels. */
function paint({ rows, columns, values }: Cells, { colors, domain }: ColorBar): Plot.RenderFunction {
  return (_index, _scales, _values, { width, height, marginTop, marginRight, marginBottom, marginLeft }, context) => {
    const edges = (n: number, from: number, to: number) =>
      Array.from({ length: n + 1 }, (_, i) => Math.round(from + (i * (to - from)) / n))
    const x = edges(columns, marginLeft, width - marginRight)
    const y = edges(rows, marginTop, height - marginBottom)
    const group = context.document.createElementNS('http://www.w3.org/2000/svg', 'g')
    group.setAttribute('shape-rendering', 'crispEdges')
    for (const { fill, d } of pixelRuns(values, { width: columns, height: rows, colors, domain, x, y })) {
      const path = context.document.createElementNS('http://www.w3.org/2000/svg', 'path')
      path.setAttribute('d', d.join(''))
      path.setAttribute('fill', fill)
      group.appendChild(path)
    }
    return group
  }
}

/** More rows or columns than this are told apart by nobody. */
const most = 240

/**
 * A large grid in fewer cells, each standing for a block: by its mean, or by the value that is farthest from 0. Cells
 * without a value do not count.
 */
export function inBlocks(cells: Cells, by: 'mean' | 'strongest'): Cells {
  const [rows, columns] = [Math.min(most, cells.rows), Math.min(most, cells.columns)]
  if (rows === cells.rows && columns === cells.columns) return cells
  const [values, counts] = [new Float64Array(rows * columns), new Uint32Array(rows * columns)]
  for (let i = 0; i < cells.rows; i++) {
    const row = Math.floor((i * rows) / cells.rows)
    for (let j = 0; j < cells.columns; j++) {
      const value = cells.values[i * cells.columns + j]
      if (Number.isNaN(value)) continue
      const k = row * columns + Math.floor((j * columns) / cells.columns)
      if (by === 'mean') values[k] += value
      else if (Math.abs(value) > Math.abs(values[k])) values[k] = value
      counts[k]++
    }
  }
  return { rows, columns, values: values.map((v, k) => (counts[k] === 0 ? NaN : by === 'mean' ? v / counts[k] : v)) }
}
