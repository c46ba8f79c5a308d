import type * as Plot from '@observablehq/plot'
import type { Spikes } from '../analysis/index.js'
import { refuseUnknown } from '../options.js'
import { liveFigure, type LiveFigure, type LiveOptions } from './live.js'
import { isSpikes, recentSpikes } from './liveRecordings.js'
import { color, faint, grid } from './palette.js'
import type { PlotFigureOptions, PlotLibrary } from './plotFigure.js'
import { PlotFigure, plotFigureOptions } from './plotFigure.js'
import { readSpikes, timeSpan } from './recordings.js'
import { spikeInk } from './spikeInk.js'
import { count, list, number, textWidth, titled } from './text.js'
import { wholeTicks } from './wholeTicks.js'

export type RasterOptions = PlotFigureOptions

/**
 * A raster: a stroke for each spike, time to the right, a row for each neuron. Several populations stand above each
 * other, each in its colour, small ones a little taller than their share. Where spikes would lie on each other, the
 * darkness of a pixel says how many fell on it. Above 2,000 spikes, notebooks get a PNG.
 *
 * @param spikes a recording, or several
 * @param options `title` (the population's name), `width` (640), `height` (260, more for many populations), `plot`
 * @throws RangeError if a spike's time is not finite, its neuron is not in the population, or an option does not exist
 * @example
 * plot.raster(net.record(cortex, 'spikes'))
 * plot.raster([excitatory, inhibitory], { title: 'Balanced', height: 400 })
 */
export function raster(spikes: Spikes | readonly Spikes[], options: RasterOptions = {}): PlotFigure {
  refuseUnknown('plot.raster', options, plotFigureOptions)
  const all = readSpikes('plot.raster', spikes)
  const span = timeSpan(all)
  const alone = all.length === 1
  return new PlotFigure({
    ...options,
    title: options.title ?? (alone ? all[0].population : ''),
    usualHeight: 260 + 30 * Math.max(0, all.length - 2),
    where: 'plot.raster',
    alt: titled(options.title, sentence(all, span)),
    marks: all.reduce((sum, { time }) => sum + time.length, 0),
    marginLeft: Math.ceil(
      14 + Math.max(26, ...(alone ? [textWidth(number(all[0].n, 6))] : all.flatMap(labels).map(l => textWidth(l)))),
    ),
    xDomain: span,
    options: Plot => (alone ? single(Plot, all[0], span) : stacked(Plot, all, span)),
  })
}

/**
 * A raster of the last of a run, while it goes on; see {@link LiveOptions}.
 *
 * @throws RangeError for an unknown option, or at the run if the network records no spikes
 * @example
 * await net.run('10 s', { live: plot.raster.live({ window: '1 s' }) })
 */
raster.live = (options: LiveOptions<Spikes> = {}): LiveFigure =>
  liveFigure(options, {
    where: 'plot.raster.live',
    what: 'spikes',
    of: isSpikes,
    draw(recordings, window, picture) {
      const parts = recordings.map(spikes => recentSpikes(spikes, window))
      const every = Math.max(...parts.map(part => part.every))
      const thinned = every > 1 ? { title: `${parts[0].part.population}, one of ${every} neurons` } : {}
      return raster(
        parts.map(({ part }) => part),
        { ...thinned, ...picture },
      )
    },
  })

function single(Plot: PlotLibrary, spikes: Spikes, span: readonly [number, number]): Plot.PlotOptions {
  const { n } = spikes
  return {
    x: { domain: span, label: 'time (ms)', ...(nothingYet([spikes]) && { ticks: [] }) },
    y: {
      domain: [-0.5, Math.max(1, n) - 0.5],
      label: 'neuron',
      ticks: wholeTicks(n),
      tickFormat: (i: number) => number(i, 6),
    },
    marks: [Plot.frame({ stroke: grid }), strokes(spikes, color(0), [-0.5, n - 0.5]), ...note(Plot, [spikes])],
  }
}

/** The first on top. Here y counts neurons from the bottom, and some more for those too few to be seen. */
function stacked(Plot: PlotLibrary, all: readonly Spikes[], span: readonly [number, number]): Plot.PlotOptions {
  const total = all.reduce((sum, { n }) => sum + n, 0)
  let top = 0
  const bands = all.map(({ n }) => {
    const from = top
    top += Math.max(n, 0.15 * total, 1)
    return [from, top] as const
  })
  return {
    marginTop: 8,
    x: { domain: span, label: 'time (ms)', ...(nothingYet(all) && { ticks: [] }) },
    y: { domain: [top, 0], axis: null },
    marks: [
      Plot.frame({ stroke: grid }),
      ...bands.slice(1).map(([from]) => Plot.ruleY([from], { stroke: grid })),
      ...all.flatMap((spikes, i) => {
        const [from, to] = bands[i]
        const label = { tickSize: 0, tickPadding: 8, tickFormat: () => labels(spikes).join('\n') }
        return [
          strokes(spikes, color(i), [to, from]),
          Plot.axisY([(from + to) / 2], { ...label, fill: color(i), label: null }),
        ]
      }),
      ...note(Plot, all),
    ],
  }
}

const labels = ({ population, n }: Spikes): string[] => [population, count(n, 'neuron')]

/** A mark of Plot's that draws all spikes of a population in a few paths, between two values of y. */
function strokes(spikes: Spikes, hue: string, [low, high]: readonly [number, number]): Plot.RenderFunction {
  return (_index, { x, y }, _values, { width, marginLeft, marginRight }, { document }) => {
    const group = document.createElementNS('http://www.w3.org/2000/svg', 'g')
    const [top, bottom] = [Number(y!(high)), Number(y!(low))]
    const band = { left: marginLeft, right: width - marginRight, top, bottom, x: (time: number) => Number(x!(time)) }
    for (const { d, thickness, opacity } of spikeInk(spikes, band)) {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
      const attributes = thickness
        ? { d, fill: 'none', stroke: hue, 'stroke-width': thickness }
        : { d, fill: hue, 'fill-opacity': opacity }
      for (const [name, value] of Object.entries(attributes)) path.setAttribute(name, String(value))
      group.appendChild(path)
    }
    return group
  }
}

/** Then the time axis has no meaning. */
const nothingYet = (all: readonly Pick<Spikes, 'from' | 'to'>[]) => all.every(({ from, to }) => to <= from)

/** Says that there is nothing to see, where there is nothing. */
export function note(Plot: PlotLibrary, all: readonly Pick<Spikes, 'from' | 'to' | 'time'>[]): Plot.Markish[] {
  if (all.some(({ time }) => time.length > 0)) return []
  const words = nothingYet(all) ? 'nothing recorded yet: run the network first' : 'no spikes'
  return [Plot.text([words], { frameAnchor: 'middle', fill: faint, fontSize: 14 })]
}

function sentence(all: readonly Spikes[], [from, to]: readonly [number, number]): string {
  const neurons = all.reduce((sum, { n }) => sum + n, 0)
  const spikes = all.reduce((sum, { time }) => sum + time.length, 0)
  const rate = (1000 * spikes) / (neurons * (to - from))
  return (
    `Raster of population${all.length > 1 ? 's' : ''} ${list(all.map(({ population }) => population))}: ` +
    `${count(neurons, 'neuron')}, ` +
    (nothingYet(all)
      ? 'nothing recorded yet'
      : `${spikes ? count(spikes, 'spike') : 'no spikes'} over ${number(to - from, 6)} ms`) +
    (spikes ? `, mean rate ${number(rate, 2)} Hz` : '')
  )
}
