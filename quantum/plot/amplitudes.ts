import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import {
  color,
  heatmap,
  number,
  paper,
  plotFigureOptions,
  titled,
  type PlotFigure,
  type PlotFigureOptions,
} from '../../sdk/plot/parts/index.js'
import { levelCells, levelDomain, levelTicks } from './levelHeat.js'

/** How the wave function of one weight went. */
export interface WeightHistory {
  /** Of the levels, ascending and evenly spaced: `weights.values`. */
  readonly values: ArrayLike<number>
  /** Probability of each level at each time: `weights.probabilities(i)`, again and again. */
  readonly probabilities: readonly ArrayLike<number>[]
}

export interface AmplitudesOptions extends PlotFigureOptions {
  /** What is counted along the axis; `update`. */
  readonly step?: string
  /** From where to where the axis runs; from 0 to the number of times. */
  readonly span?: readonly [number, number]
}

/**
 * The wave function of one weight over time: a ribbon of the probabilities of its levels, with the mean as a line and
 * one standard deviation to both sides. Of more than 240 times every so many are drawn.
 *
 * @param history the values of the levels, and their probabilities at each time
 * @param options `step`, `span`, `title`, `width` (640), `height` (240), `plot`
 * @throws RangeError if a probability is none, if their number is not that of the levels, or for an unknown option
 * @example
 * const probabilities = updates.map(gradient => (weights.learn(gradient), weights.probabilities(0)))
 * figures.amplitudes({ values: weights.values, probabilities })
 */
export function amplitudes(history: WeightHistory, options: AmplitudesOptions = {}): PlotFigure {
  const where = 'figures.amplitudes'
  refuseUnknown(where, options, [...plotFigureOptions, 'step', 'span'])
  const { values, probabilities } = history
  const { step = 'update', span = [0, probabilities.length], ...rest } = options
  check(probabilities.length > 0, `${where}: no probabilities; record weights.probabilities(i) as the weight learns`)
  check(span[1] > span[0], `${where}: span must run from a smaller to a larger number, got ${span.join(' to ')}`)
  const stride = Math.ceil(probabilities.length / 240)
  const kept = probabilities.filter((_, t) => t % stride === 0)
  const x = kept.map((_, j) => span[0] + ((j + 0.5) / kept.length) * (span[1] - span[0]))
  const mean = kept.map(p => moment(p, values, 1))
  const deviation = kept.map((p, j) => Math.sqrt(Math.max(0, moment(p, values, 2) - mean[j] ** 2)))
  const strongest = Math.max(...kept.map(p => Math.max(...Array.from(p))))
  const [high, low] = levelDomain(values)
  const line = (y: number[], options: object) => ({ data: { length: kept.length }, channels: { x, y, ...options } })
  const lines = [
    line(mean, { stroke: color(1), strokeWidth: 2 }),
    ...[-1, 1].map(sign =>
      line(
        mean.map((m, j) => Math.min(high, Math.max(low, m + sign * deviation[j]))),
        { stroke: color(1), strokeWidth: 1, strokeDasharray: '2,3' },
      ),
    ),
  ]
  return heatmap({
    ...rest,
    where,
    alt: titled(
      options.title,
      `Probabilities of the ${values.length} levels of a weight over ${probabilities.length} times, step ${step}: its mean goes from ` +
        `${number(mean[0])} to ${number(mean.at(-1)!)}, its standard deviation from ${number(deviation[0])} to ${number(deviation.at(-1)!)}`,
    ),
    cells: levelCells(kept, values.length, where),
    colors: 'amount',
    domain: [0, strongest],
    label: 'probability',
    marginLeft: 46,
    usualHeight: 240,
    x: { domain: span, label: step, tickFormat: (t: number) => number(t, 6) },
    y: { domain: [high, low], label: 'weight', ticks: levelTicks(values), tickFormat: (v: number) => number(v, 2) },
    marks: Plot =>
      lines.flatMap(({ data, channels }, i) => [
        ...(i === 0 ? [Plot.line(data, { ...channels, stroke: paper, strokeWidth: 4 })] : []),
        Plot.line(data, channels),
      ]),
  })
}

const moment = (p: ArrayLike<number>, values: ArrayLike<number>, power: number) =>
  Array.from(p).reduce((sum, share, k) => sum + share * values[k] ** power, 0)
