import { refuseUnknown } from '../../sdk/options.js'
import { color, grid, number, paper, panel, PlotFigure, textWidth } from '../../sdk/plot/parts/index.js'
import type { GapCurve } from '../mechanics/index.js'

export interface LevelsOptions {
  /** Above the figure; none. */
  readonly title?: string
  /** Width in pixels, card included; 640. */
  readonly width?: number
  /** Height of each of the two charts in pixels; 170. */
  readonly height?: number
}

/**
 * The two lowest levels along a schedule, and below them the gap between them, its smallest value marked.
 *
 * @param curve what {@link gapCurve} found
 * @param options `title`, `width` (640), `height` of each chart (170)
 * @throws RangeError for an unknown option
 * @example
 * figures.levels(gapCurve(problem))
 */
export function levels(curve: GapCurve, options: LevelsOptions = {}): ReturnType<typeof panel> {
  const where = 'figures.levels'
  refuseUnknown(where, options, ['title', 'width', 'height'])
  const { title = '', width = 640, height = 170 } = options
  const { s, ground, excited, minimum } = curve
  const gap = excited.map((e, k) => e - ground[k])
  const ends = [Math.floor(Math.min(...ground)), Math.ceil(Math.max(...excited))]
  const marginLeft = Math.ceil(20 + Math.max(...ends.map(e => textWidth(number(e)))))
  const line = (y: Float64Array, i: number) => ({ x: s, y, stroke: color(i), strokeWidth: 1.8 })
  const common = { where, width, height, usualHeight: height, marginLeft, xDomain: [0, 1] as const }
  const x = { domain: [0, 1], label: 'from the transverse field (0) to the problem (1)' }

  const both = new PlotFigure({
    ...common,
    alt: `The two lowest levels, from ${number(ground[0])} and ${number(excited[0])} to ${number(ground.at(-1)!)} and ${number(excited.at(-1)!)}`,
    marks: 2,
    keys: ['ground state', 'first excited'].map((label, i) => ({ label, color: color(i) })),
    options: Plot => ({
      x,
      y: { nice: true, tickSize: 0, ticks: 5, label: 'energy' },
      marks: [
        Plot.gridY({ stroke: grid, strokeOpacity: 1, ticks: 5 }),
        Plot.line({ length: s.length }, line(ground, 0)),
        Plot.line({ length: s.length }, line(excited, 1)),
      ],
    }),
  })
  const between = new PlotFigure({
    ...common,
    alt: `the gap between them, ${number(minimum.gap)} at least, at ${number(minimum.s)}`,
    marks: 2,
    options: Plot => ({
      x,
      y: { domain: [0, Math.max(...gap)], nice: true, tickSize: 0, label: 'gap' },
      marks: [
        Plot.gridY({ stroke: grid, strokeOpacity: 1 }),
        Plot.line({ length: s.length }, line(gap, 2)),
        Plot.dot({ length: 1 }, { x: [minimum.s], y: [minimum.gap], r: 4, fill: color(2), stroke: paper }),
        Plot.text(
          { length: 1 },
          { x: [minimum.s], y: [minimum.gap], text: [number(minimum.gap, 3)], dy: 14, textAnchor: 'middle' },
        ),
      ],
    }),
  })
  return panel([both, between], { title, width, sharedX: true })
}
