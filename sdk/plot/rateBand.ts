import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { acrossRuns, bandExtent, bandMarks, type Band } from './bands.js'
import { note } from './raster.js'
import { named, type Named } from './numbers.js'
import { color, grid } from './palette.js'

import { PlotFigure, plotFigureOptions } from './plotFigure.js'
import { niceBin, rateSteps, type RateOptions } from './rate.js'
import { isBinned, readRates, timeSpan, type Rated } from './recordings.js'
import { count, number, textWidth, titled } from './text.js'

export type RateBandOptions = RateOptions

/**
 * The rate of a population over several runs, such as one a seed: the mean over the runs with a band of one standard
 * deviation. Several populations by name are several bands.
 *
 * @param runs a recording of spikes or of the rate for each run, over the same time; or several such lists by name
 * @param options `bin` in ms (about a hundredth of the recording), `title`, `width` (640), `height` (180), `plot`
 * @throws RangeError if runs span different times or bins, for a bin that is not positive, or an unknown option
 * @example
 * plot.rateBand([first, second, third], { bin: 10 })
 * plot.rateBand({ excitatory: [e1, e2, e3], inhibitory: [i1, i2, i3] })
 */
export function rateBand(runs: Named<readonly Rated[]>, options: RateBandOptions = {}): PlotFigure {
  const where = 'plot.rateBand'
  refuseUnknown(where, options, [...plotFigureOptions, 'bin'])
  const groups = named(`${where}: expected a list of recordings, one a run`, runs, isList).map(
    ([name, list]) => [name, readRates(name ? `${where}: ${name}` : where, list)] as const,
  )
  const all = groups.flatMap(([, list]) => list)
  const span = timeSpan(all)
  const odd = all.findIndex(({ from, to }) => from !== all[0].from || to !== all[0].to)
  check(
    odd < 0,
    `${where}: runs must span the same time; one spans ${all[odd]?.from}..${all[odd]?.to} ms, the first ${all[0].from}..${all[0].to}`,
  )
  check(
    options.bin === undefined || !all.every(isBinned),
    `${where}: bin is for spikes; a recorded rate has its own bins, { every } of net.record`,
  )
  const { bin = niceBin(span[1] - span[0]), ...rest } = options
  const bands = groups.map(([name, list]) => ({ name, runs: list.length, ...band(list, span, bin, where) }))
  const [, high] = bandExtent(bands)
  const top = high > 0 ? high : 1
  const alone = bands.length === 1

  return new PlotFigure({
    ...rest,
    title: options.title ?? (alone ? all[0].population : ''),
    usualHeight: 180,
    where,
    alt: titled(options.title, bands.map(one => sentence(one, all[0].population)).join('; ')),
    marks: bands.length,
    marginLeft: Math.ceil(14 + Math.max(26, textWidth(number(top)))),
    xDomain: span,
    keys: alone ? [] : bands.map(({ name }, i) => ({ label: name, color: color(i) })),
    options: Plot => ({
      x: { domain: span, label: 'time (ms)' },
      y: { domain: [0, top], nice: 4, ticks: 4, tickSize: 0, label: 'rate (Hz)', clamp: true },
      marks: [
        Plot.gridY({ ticks: 4, stroke: grid, strokeOpacity: 1 }),
        ...bands.flatMap((one, i) => bandMarks(Plot, one, i, { curve: 'step-after' })),
        ...note(Plot, all),
      ],
    }),
  })
}

function band(list: readonly Rated[], span: readonly [number, number], bin: number, where: string): Band {
  const steps = list.map(one => rateSteps(where, one, span, bin))
  const odd = steps.findIndex(({ hz }) => hz.length !== steps[0].hz.length)
  check(odd < 0, `${where}: run ${odd} has ${steps[odd]?.hz.length} bins, the first ${steps[0].hz.length}`)
  return { x: steps[0].edges, ...acrossRuns(steps.map(({ hz }) => hz)) }
}

const isList = (value: unknown): value is readonly Rated[] => Array.isArray(value) && value.length > 0

function sentence({ name, runs, mean, deviation }: Band & { name: string; runs: number }, population: string): string {
  const peak = mean.reduce((best, m, i) => (m > mean[best] ? i : best), 0)
  return (
    `Rate of population ${name || population} over ${count(runs, 'run')}: ` +
    (mean[peak] > 0
      ? `mean up to ${number(mean[peak])} Hz, there with a deviation of ${number(deviation[peak])}`
      : 'no spikes')
  )
}
