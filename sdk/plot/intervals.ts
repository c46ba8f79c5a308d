import { cv, intervals as intervalsOf, type Spikes } from '../analysis/index.js'
import { refuseUnknown } from '../options.js'
import { distribution, type DistributionOptions } from './bars.js'
import type { PlotFigure } from './plotFigure.js'
import { plotFigureOptions } from './plotFigure.js'
import { readSpikes } from './recordings.js'
import { number } from './text.js'

export type IntervalsFigureOptions = DistributionOptions

/**
 * The interval histogram: how many interspike intervals are how long, with their mean and the mean coefficient of
 * variation of the neurons (0 a clock, 1 Poisson). Several populations are compared in the same bins.
 *
 * @param spikes a recording, or several
 * @param options `bins`, `title` (the population's name), `width` (640), `height` (220), `plot`
 * @throws RangeError if a spike's time is not finite, the bins are not rising, or an option does not exist
 * @example
 * plot.intervals(spikes, { bins: 40 })
 * plot.intervals([excitatory, inhibitory])
 */
export function intervals(spikes: Spikes | readonly Spikes[], options: IntervalsFigureOptions = {}): PlotFigure {
  const where = 'plot.intervals'
  refuseUnknown(where, options, [...plotFigureOptions, 'bins'])
  const all = readSpikes(where, spikes)
  const samples = all.map(one => ({ name: one.population, values: intervalsOf(one).interval, note: variation(one) }))
  const heading = all.length === 1 ? all[0].population : ''
  return distribution(samples, options, {
    where,
    label: 'interspike interval (ms)',
    unit: 'ms',
    of: 'interspike intervals',
    noun: 'interval',
    heading,
    from: 0,
  })
}

/** The mean CV of the neurons that have one. */
function variation(spikes: Spikes): string {
  const known = cv(spikes).filter(x => !Number.isNaN(x))
  return known.length ? `CV ${number(known.reduce((sum, x) => sum + x, 0) / known.length, 2)}` : ''
}
