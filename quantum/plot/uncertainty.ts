import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import {
  count,
  heatmap,
  number,
  plotFigureOptions,
  titled,
  type PlotFigure,
  type PlotFigureOptions,
} from '../../sdk/plot/parts/index.js'

/** Weights with what is still open about them; what `superposed` makes. */
export interface Uncertain {
  /** Two dimensions: rows, then columns. */
  readonly shape: readonly number[]
  /** Standard deviation of each weight, row by row. */
  readonly uncertainty: ArrayLike<number>
  readonly rule: { readonly range: number }
}

export interface UncertaintyOptions extends PlotFigureOptions {
  /** What the rows are; `input`. */
  readonly rows?: string
  /** What the columns are; `output`. */
  readonly columns?: string
}

/**
 * How open each weight of a projection still is: its standard deviation, from none (collapsed, or decided) to the
 * largest there is.
 *
 * @param weights in superposition, of two dimensions
 * @param options `rows`, `columns`, `title`, `width` (640), `height`, `plot`
 * @throws RangeError for another number of dimensions, or an unknown option
 * @example
 * figures.uncertainty(weights)
 */
export function uncertainty(weights: Uncertain, options: UncertaintyOptions = {}): PlotFigure {
  const where = 'figures.uncertainty'
  refuseUnknown(where, options, [...plotFigureOptions, 'rows', 'columns'])
  const { rows: rowName = 'input', columns: columnName = 'output', ...rest } = options
  const { shape, uncertainty: s, rule } = weights
  check(shape.length === 2, `${where}: weights must have two dimensions, got the shape [${shape.join(', ')}]`)
  const [rows, columns] = shape
  const mean = Array.from(s).reduce((sum, x) => sum + x, 0) / s.length
  const decided = Array.from(s).filter(x => x < 0.1 * rule.range).length
  const axis = (n: number, label: string) => ({
    domain: [-0.5, n - 0.5] as const,
    label,
    tickFormat: (i: number) => (Number.isInteger(i) ? number(i, 6) : ''),
  })
  return heatmap({
    ...rest,
    where,
    alt: titled(
      options.title,
      `Uncertainty of ${rows} x ${columns} weights: ${number(mean)} in the mean, ${count(decided, 'weight')} below a tenth of the range`,
    ),
    cells: { rows, columns, values: s },
    colors: 'power',
    domain: [0, Math.max(...Array.from(s)) || rule.range],
    label: 'standard deviation',
    marginLeft: 46,
    usualHeight: Math.min(480, 90 + Math.max(120, Math.round((500 * rows) / columns))),
    x: axis(columns, columnName),
    y: axis(rows, rowName),
  })
}
