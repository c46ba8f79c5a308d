import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { acrossRuns, bandExtent, bandMarks, type Band } from './bands.js'
import { isNumbers, named, numbers, type Named } from './numbers.js'
import { nothing } from './nothing.js'
import { color, grid } from './palette.js'
import type { PlotFigureOptions } from './plotFigure.js'
import { PlotFigure, plotFigureOptions } from './plotFigure.js'
import { count, number, textWidth, titled, withUnit } from './text.js'

export interface LearningCurveOptions extends PlotFigureOptions {
  /** What was measured, such as `accuracy` or `loss`; `value`. */
  label?: string
  /** Its unit, such as `%`; none. */
  unit?: string
  /** What is counted along the axis; `epoch`. */
  step?: string
  /** Where each value was measured along the axis; 1, 2, 3, ... */
  at?: ArrayLike<number>
}

/** What one run measured, or several with other seeds. */
export type Runs = ArrayLike<number> | readonly ArrayLike<number>[]

/**
 * Learning curves: the mean over the seeds, with a band of one standard deviation; usually of training and of test.
 *
 * @param runs a run (a number an epoch), a list of runs, or either by name: `{ train, test }`
 * @param options `label`, `unit`, `step`, `at`, `title`, `width` (640), `height` (240), `plot`
 * @throws RangeError if runs differ in length, if a value is not finite, or if an option does not exist
 * @example
 * plot.learningCurve({ train: [[52, 81, 90], [55, 79, 91]], test: [[50, 76, 84], [51, 75, 85]] }, { label: 'accuracy', unit: '%' })
 */
export function learningCurve(runs: Named<Runs>, options: LearningCurveOptions = {}): PlotFigure {
  const where = 'plot.learningCurve'
  refuseUnknown(where, options, [...plotFigureOptions, 'label', 'unit', 'step', 'at'])
  const { label = 'value', unit = '', step = 'epoch', at, ...rest } = options
  const places = at && numbers(`${where}: at`, at)
  const curves = named(`${where}: expected numbers, runs of numbers`, runs, isRuns).map(([name, given]) =>
    curve(name, given, places, where),
  )
  const [low, high] = bandExtent(curves)
  const room = high > low ? 0.04 * (high - low) : Math.max(1, 0.1 * Math.abs(low))
  const xs = curves.flatMap(({ x }) => [x[0], x[x.length - 1]]).filter(x => x !== undefined)
  const empty = xs.length === 0
  const [from, to] = empty ? [0, 1] : [Math.min(...xs), Math.max(...xs)]
  const domain = to > from ? ([from, to] as const) : ([from - 1, from + 1] as const)
  const alone = curves.length === 1
  const axis = withUnit(label, unit)

  return new PlotFigure({
    ...rest,
    usualHeight: 240,
    where,
    alt: titled(
      options.title,
      `Learning curve of ${label} by ${step}: ${curves.map(c => sentence(c, unit)).join('; ')}`,
    ),
    marks: curves.length,
    marginLeft: Math.ceil(14 + Math.max(26, textWidth(number(low)), textWidth(number(high)))),
    xDomain: domain,
    keys: alone ? [] : curves.map(({ name }, i) => ({ label: name, color: color(i) })),
    options: Plot => ({
      x: {
        domain,
        label: step,
        ...(empty && { ticks: [] }),
        ...(!at && domain[1] - domain[0] < 8 && { ticks: wholes(domain) }),
        tickFormat: (x: number) => number(x, 6),
      },
      y: { domain: [low - room, high + room], ticks: empty ? [] : 5, tickSize: 0, label: axis },
      marks: [
        Plot.gridY({ ticks: empty ? [] : 5, stroke: grid, strokeOpacity: 1 }),
        ...(empty
          ? [nothing(Plot, 'nothing learned yet: no values')]
          : curves.flatMap((one, i) => bandMarks(Plot, one, i, { dots: one.x.length <= 30 }))),
      ],
    }),
  })
}

interface Curve extends Band {
  readonly name: string
  readonly runs: number
}

function curve(name: string, given: Runs, at: Float64Array | undefined, where: string): Curve {
  const what = name ? `${where}: ${name}` : where
  const runs = isNumbers(given) ? [numbers(what, given)] : given.map((run, i) => numbers(`${what} of run ${i}`, run))
  const length = runs[0].length
  const odd = runs.findIndex(run => run.length !== length)
  check(odd < 0, `${what}: run ${odd} has ${runs[odd]?.length} values, the first ${length}; runs must be as long`)
  check(!at || at.length === length, `${what}: ${length} values, but ${at?.length} places along the axis (option "at")`)
  return { name, runs: runs.length, x: at ?? Float64Array.from({ length }, (_, i) => i + 1), ...acrossRuns(runs) }
}

const isRuns = (value: unknown): value is Runs =>
  isNumbers(value) || (Array.isArray(value) && value.length > 0 && value.every(isNumbers))

const wholes = ([from, to]: readonly [number, number]): number[] =>
  Array.from({ length: Math.floor(to) - Math.ceil(from) + 1 }, (_, i) => Math.ceil(from) + i)

function sentence({ name, mean, runs }: Curve, unit: string): string {
  const whose = name ? `${name} ` : ''
  if (mean.length === 0) return `${whose}no values`
  const over = runs > 1 ? ` (mean of ${count(runs, 'run')})` : ''
  return `${whose}from ${number(mean[0])} to ${number(mean[mean.length - 1])}${unit && ` ${unit}`}${over}`
}
