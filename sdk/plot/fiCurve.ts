import type { FiCurve } from '../analysis/index.js'
import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { bandMarks } from './bands.js'
import { color, grid } from './palette.js'
import type { PlotFigureOptions } from './plotFigure.js'
import { PlotFigure, plotFigureOptions } from './plotFigure.js'
import { kind } from './recordings.js'
import { list, number, textWidth, titled, withUnit } from './text.js'

/** A neuron, as far as this figure asks it. */
interface KnowsUnits {
  readonly model: { readonly units: Readonly<Record<string, string>> }
}

export interface FiCurveFigureOptions extends PlotFigureOptions {
  /** Unit of the current, for the axis: `'pA'`, or the neuron that knows it; none. */
  unit?: string | KnowsUnits
}

/**
 * Firing rate against input current, with a band of one standard deviation over the seeds where there are several.
 *
 * @param curves what `fiCurve` of the analysis library measured, or several by name: `{ RS: a, FS: b }`
 * @param options `unit` of the current, or the neuron it flows into, `title`, `width` (640), `height` (240), `plot`
 * @throws RangeError for an unknown option or something that is no f-I curve
 * @example
 * plot.fiCurve(await fiCurve(currents, rateOf(cell)), { unit: cell })
 * plot.fiCurve({ RS: await fiCurve(currents, rateOf('RS')), FS: await fiCurve(currents, rateOf('FS')) })
 */
export function fiCurve(
  curves: FiCurve | Readonly<Record<string, FiCurve>>,
  options: FiCurveFigureOptions = {},
): PlotFigure {
  const where = 'plot.fiCurve'
  refuseUnknown(where, options, [...plotFigureOptions, 'unit'])
  const { unit, ...rest } = options
  check(
    typeof curves === 'object' && curves !== null,
    `${where}: expected what fiCurve measured, or several by name, got ${kind(curves)}`,
  )
  check(
    unit === undefined || typeof unit === 'string' || isNeuron(unit),
    `${where}: unit must be a text such as 'pA', or a neuron, got ${kind(unit)}`,
  )
  const named = isCurve(curves) ? [['', curves] as const] : Object.entries(curves)
  check(named.length > 0, `${where}: there is no curve to draw`)
  for (const [name, curve] of named)
    check(isCurve(curve), `${where}: expected what fiCurve measured${name && ` for "${name}"`}, got ${kind(curve)}`)
  const currents = named.flatMap(([, { current }]) => Array.from(current))
  const highest = named.reduce((top, [, { rate }]) => rate.reduce((a, b) => Math.max(a, b), top), 0)
  const domain = [Math.min(...currents), Math.max(...currents)] as const
  const names = named.map(([name]) => name).filter(Boolean)

  return new PlotFigure({
    ...rest,
    usualHeight: 240,
    where,
    alt: titled(
      options.title,
      `Firing rate against current${names.length ? ` of ${list(names)}` : ''}: up to ${number(highest)} Hz`,
    ),
    marks: named.length,
    marginLeft: Math.ceil(14 + Math.max(26, textWidth(number(highest)))),
    xDomain: domain,
    keys: names.map((label, i) => ({ label, color: color(i) })),
    options: Plot => ({
      x: { domain, nice: true, label: withUnit('input current', isNeuron(unit) ? unit.model.units.I : unit) },
      y: { domain: [0, highest || 1], nice: true, tickSize: 0, label: 'rate (Hz)' },
      marks: [
        Plot.gridY({ stroke: grid, strokeOpacity: 1 }),
        ...named.flatMap(([, { current, rate, deviation }], i) =>
          bandMarks(Plot, { x: current, mean: rate, deviation }, i, { dots: true }),
        ),
      ],
    }),
  })
}

const isCurve = (value: unknown): value is FiCurve =>
  typeof value === 'object' && value !== null && 'current' in value && 'rate' in value && 'deviation' in value

const isNeuron = (value: unknown): value is KnowsUnits =>
  (typeof value === 'function' || typeof value === 'object') && value !== null && 'model' in value
