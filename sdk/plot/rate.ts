import type { BinnedRate, Spikes } from '../analysis/index.js'
import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { liveFigure, type LiveFigure, type LiveOptions } from './live.js'
import { isRated, recentRate, recentSpikes } from './liveRecordings.js'
import { color, grid } from './palette.js'
import type { PlotFigureOptions } from './plotFigure.js'
import { PlotFigure, plotFigureOptions } from './plotFigure.js'
import { note } from './raster.js'
import { isBinned, readRates, timeSpan, type Rated } from './recordings.js'
import { list, number, textWidth, titled } from './text.js'

export interface RateOptions extends PlotFigureOptions {
  /** Width of a bin, in ms; about a hundredth of the recording. */
  bin?: number
  /** Names of several populations above the chart; true. */
  legend?: boolean
}

/**
 * The rate of a population over time: spikes in each bin, by the width of the bin and the number of neurons, in Hz
 * (a peristimulus time histogram of the population). Several populations are several lines.
 *
 * @param spikes a recording of spikes or of the rate, or several; a recorded rate keeps its own bins
 * @param options `bin` in ms, `title` (none), `width` (640), `height` (150), `plot`
 * @throws RangeError if `bin` is not positive, or gives more than 100,000 bins, or if an option does not exist
 * @example
 * plot.rate(spikes, { bin: 5 })
 * plot.rate(net.record(cortex, 'rate', { every: '5 ms' }))
 * plot.panel([plot.raster(spikes), plot.rate(spikes)], { sharedX: true })
 */
export function rate(spikes: Rated | readonly Rated[], options: RateOptions = {}): PlotFigure {
  refuseUnknown('plot.rate', options, [...plotFigureOptions, 'bin', 'legend'])
  const all = readRates('plot.rate', spikes)
  const span = timeSpan(all)
  check(
    options.bin === undefined || !all.every(isBinned),
    'plot.rate: bin is for spikes; a recorded rate has its own bins, { every } of net.record',
  )
  const { bin = niceBin(span[1] - span[0]), legend = true, ...rest } = options
  const steps = all.map(one => rateSteps('plot.rate', one, span, bin))
  const highest = Math.max(...steps.map(({ hz }) => hz.reduce((a, b) => Math.max(a, b), 0)))
  const top = highest || 1
  return new PlotFigure({
    ...rest,
    usualHeight: 150,
    where: 'plot.rate',
    alt: titled(options.title, sentence(all, isBinned(all[0]) ? all[0].bin : bin, highest)),
    marks: all.length,
    marginLeft: Math.ceil(14 + Math.max(26, textWidth(number(top)))),
    xDomain: span,
    keys: legend && all.length > 1 ? all.map(({ population }, i) => ({ label: population, color: color(i) })) : [],
    options: Plot => ({
      x: { domain: span, label: 'time (ms)' },
      y: { domain: [0, top], nice: 4, ticks: 4, tickSize: 0, label: 'rate (Hz)' },
      marks: [
        Plot.gridY({ ticks: 4, stroke: grid, strokeOpacity: 1 }),
        ...steps.flatMap(({ edges, hz }, i) => {
          const channels = { x: edges, y: hz, curve: 'step-after', clip: true } as const
          const line = Plot.line({ length: hz.length }, { ...channels, stroke: color(i), strokeWidth: 1.4 })
          if (all.length > 1) return [line]
          return [
            Plot.areaY(
              { length: hz.length },
              { x: edges, y1: 0, y2: hz, curve: 'step-after', fill: color(i), fillOpacity: 0.18, clip: true },
            ),
            line,
          ]
        }),
        ...note(Plot, all),
      ],
    }),
  })
}

/**
 * The rate in steps: from each edge to the next, in Hz. The last bin may be shorter, and its rate stands a second time
 * at the end.
 */
export function rateSteps(
  where: string,
  rated: Rated,
  span: readonly [number, number],
  bin: number,
): { edges: Float64Array; hz: Float64Array } {
  check(
    typeof bin === 'number' && bin > 0 && Number.isFinite(bin),
    `${where}: bin is a positive number of ms, got ${JSON.stringify(bin)}`,
  )
  check((span[1] - span[0]) / bin <= 100_000, `${where}: bin = ${bin} ms gives more than 100,000 bins`)
  return isBinned(rated) ? recorded(rated) : binned(rated, span, bin)
}

/**
 * The rate over the last of a run, while it goes on; see {@link LiveOptions}.
 *
 * @throws RangeError for an unknown option, or at the run if the network records neither spikes nor rates
 * @example
 * await net.run('10 s', { live: [plot.raster.live(), plot.rate.live({ window: '5 s' })] })
 */
rate.live = (options: LiveOptions<Rated> = {}): LiveFigure =>
  liveFigure(options, {
    where: 'plot.rate.live',
    what: 'spikes or rates',
    of: isRated,
    draw: (recordings, window, picture) =>
      rate(
        recordings.map(one => (isBinned(one) ? recentRate(one, window) : recentSpikes(one, window, Infinity).part)),
        { ...picture, plot: { x: { domain: window } } },
      ),
  })

function sentence(all: readonly Rated[], bin: number, highest: number): string {
  const populations = `population${all.length > 1 ? 's' : ''} ${list(all.map(({ population }) => population))}`
  return `Rate of ${populations} in bins of ${number(bin)} ms: ${highest ? `up to ${number(highest)} Hz` : 'no spikes'}`
}

function binned(
  { time, n }: Spikes,
  [from, to]: readonly [number, number],
  bin: number,
): { edges: Float64Array; hz: Float64Array } {
  const bins = Math.max(1, Math.ceil((to - from) / bin - 1e-9))
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => Math.min(to, from + i * bin))
  const hz = new Float64Array(bins + 1)
  // A grid time such as 0.3 may fall a rounding error below its edge.
  for (const t of time) hz[Math.min(bins - 1, Math.max(0, Math.floor((t - from) / bin + 1e-9)))]++
  for (let i = 0; i < bins; i++) hz[i] *= 1000 / (Math.max(1, n) * (edges[i + 1] - edges[i]))
  hz[bins] = hz[bins - 1]
  return { edges, hz }
}

/** Bins as they were recorded, with the last value once more at the end. */
function recorded({ from, to, bin, values }: BinnedRate): { edges: Float64Array; hz: Float64Array } {
  const edges = Float64Array.from({ length: values.length + 1 }, (_, i) => Math.min(to, from + i * bin))
  return { edges, hz: Float64Array.from(edges, (_, i) => values[Math.min(i, values.length - 1)] ?? 0) }
}

/** A hundredth of the span, rounded to 1, 2 or 5 times a power of ten. */
export function niceBin(span: number): number {
  const power = 10 ** Math.floor(Math.log10(span / 100))
  return power * [1, 2, 5, 10].find(factor => factor * power >= span / 100 - 1e-9)!
}
