import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import { count, heatmap, number, panel, type PlotFigureOptions } from '../../sdk/plot/parts/index.js'
import { levelCells, levelDomain, levelTicks } from './levelHeat.js'

export interface CollapseFigureOptions extends Pick<PlotFigureOptions, 'title' | 'width'> {
  /** Height of each picture in pixels; 110, with two levels 80. */
  readonly height?: number
}

/**
 * The collapse of weights as it happens: for each stage the probabilities of the levels of every weight, below each
 * other. A measured weight is one dark cell.
 *
 * @param values of the levels
 * @param stages by name, each the probabilities of each weight: `{ before: [...], 'half measured': [...] }`
 * @param options `title`, `width` (640), `height`
 * @throws RangeError if stages have other numbers of weights, if a probability is none, or for an unknown option
 * @example
 * const stage = () => Array.from({ length: 40 }, (_, i) => weights.probabilities(i))
 * const before = stage()
 * weights.collapse()
 * figures.collapse(weights.values, { before, after: stage() })
 */
export function collapse(
  values: ArrayLike<number>,
  stages: Readonly<Record<string, readonly ArrayLike<number>[]>>,
  options: CollapseFigureOptions = {},
) {
  const where = 'figures.collapse'
  refuseUnknown(where, options, ['title', 'width', 'height'])
  const named = Object.entries(stages)
  check(named.length > 0, `${where}: no stages; give { before: [...], after: [...] }`)
  const n = named[0][1].length
  const { title, width, height = values.length === 2 ? 80 : 110 } = options
  return panel(
    named.map(([name, columns]) => {
      check(columns.length === n && n > 0, `${where}: "${name}" has ${columns.length} weights, the first stage ${n}`)
      const open = columns.filter(p => Math.max(...Array.from(p)) < 0.999).length
      return heatmap({
        where,
        title: name,
        height,
        alt: `Weights, ${name}: the probabilities of the levels of ${count(n, 'weight')}, ${open} of them open`,
        cells: levelCells(columns, values.length, where),
        colors: 'amount',
        domain: [0, 1],
        label: 'probability',
        marginLeft: 46,
        usualHeight: height,
        x: {
          domain: [-0.5, n - 0.5],
          label: 'weight',
          tickFormat: (i: number) => (Number.isInteger(i) ? number(i, 6) : ''),
        },
        y: {
          domain: levelDomain(values),
          label: 'level',
          ticks: levelTicks(values),
          tickFormat: (v: number) => number(v, 2),
        },
      })
    }),
    { sharedX: true, ...(title !== undefined && { title }), ...(width !== undefined && { width }) },
  )
}
