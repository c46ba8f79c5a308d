import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import {
  color,
  count,
  ink,
  number,
  paper,
  PlotFigure,
  plotFigureOptions,
  ringLayout,
  titled,
  type PlotFigureOptions,
} from '../../sdk/plot/parts/index.js'
import type { Entangled } from '../entanglement/index.js'

interface Pair {
  readonly i: number
  readonly j: number
  readonly information: number
}

export interface MutualInformationOptions extends PlotFigureOptions {
  /** A name for each weight; their numbers. */
  readonly labels?: readonly string[]
}

/**
 * Who in a group knows how much of whom: the weights on a ring, each pair joined by a line as thick as their mutual
 * information, from nothing to that of a Bell pair, 2 ln 2. Blue weights lean to their upper level, orange ones to the
 * lower, and white ones are open.
 *
 * @param group of 2 to 24 weights, as `entangle` makes it
 * @param options `labels`, `title`, `width` (480), `height`, `plot`
 * @throws RangeError for other sizes, labels that do not fit, or an unknown option
 * @example
 * figures.mutualInformation(entangle(ghz(4)))
 */
export function mutualInformation(
  group: Pick<Entangled, 'size' | 'means' | 'mutualInformation'>,
  options: MutualInformationOptions = {},
): PlotFigure {
  const where = 'figures.mutualInformation'
  refuseUnknown(where, options, [...plotFigureOptions, 'labels'])
  const { size: n, means } = group
  check(n >= 2 && n <= 24, `${where}: a group of 2 to 24 weights can be drawn, not of ${n}`)
  const { labels = Array.from({ length: n }, (_, i) => String(i)), width = 480, ...rest } = options
  check(labels.length === n, `${where}: expected ${n} labels, got ${labels.length}`)
  const pairs = Array.from({ length: n }, (_, i) => i).flatMap(i =>
    Array.from({ length: n - 1 - i }, (_, k): Pair => {
      const j = i + 1 + k
      return { i, j, information: Math.max(0, group.mutualInformation([i], [j])) }
    }),
  )
  const seen = pairs.filter(({ information }) => information > 1e-4)
  const strongest = pairs.reduce((most, pair) => (pair.information > most.information ? pair : most))
  const { x, y } = ringLayout(n)
  const share = (information: number) => Math.min(1, information / (2 * Math.LN2))

  return new PlotFigure({
    ...rest,
    width,
    where,
    usualHeight: 440,
    alt: titled(
      options.title,
      `Mutual information in a group of ${count(n, 'weight')}: ${number(strongest.information)} nats at most, between ${labels[strongest.i]} and ${labels[strongest.j]}`,
    ),
    marks: pairs.length + n,
    marginLeft: 20,
    xDomain: [-80, 1080],
    options: (Plot, room) => ({
      height: options.height ?? room,
      marginTop: 8,
      marginRight: 20,
      marginBottom: 8,
      x: { axis: null, domain: [-80, 1080] },
      y: { axis: null, domain: [-80, 1080] },
      marks: [
        Plot.link(seen, {
          x1: (d: Pair) => x[d.i],
          y1: (d: Pair) => y[d.i],
          x2: (d: Pair) => x[d.j],
          y2: (d: Pair) => y[d.j],
          stroke: color(0),
          strokeOpacity: (d: Pair) => 0.25 + 0.75 * share(d.information),
          strokeWidth: (d: Pair) => 0.5 + 11 * share(d.information),
        }),
        Plot.dot(Array.from(means), {
          x: (_: unknown, i: number) => x[i],
          y: (_: unknown, i: number) => y[i],
          r: 15,
          fill: (m: number) => leaning(m),
          stroke: ink,
          strokeWidth: 1.2,
        }),
        Plot.text(labels, { x: (_: unknown, i: number) => x[i], y: (_: unknown, i: number) => y[i], fill: ink }),
        Plot.text(seen.length <= 12 ? seen : [], {
          x: (d: Pair) => (x[d.i] + x[d.j]) / 2,
          y: (d: Pair) => (y[d.i] + y[d.j]) / 2,
          text: (d: Pair) => number(d.information, 2),
          fill: ink,
          stroke: paper,
          strokeWidth: 4,
        }),
      ],
    }),
  })
}

/** White where a weight is open, towards blue above and towards orange below. */
function leaning(mean: number): string {
  const [r, g, b] = mean > 0 ? [86, 180, 233] : [230, 159, 0]
  const mix = (channel: number) => Math.round(255 + Math.min(1, Math.abs(mean)) * (channel - 255))
  return `rgb(${mix(r)},${mix(g)},${mix(b)})`
}
