import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import {
  color,
  count,
  faint,
  grid,
  number,
  paper,
  PlotFigure,
  plotFigureOptions,
  textWidth,
  titled,
  type PlotFigureOptions,
} from '../../sdk/plot/parts/index.js'
import type { Read } from '../solvers/index.js'

/**
 * Energies of one read, sweep by sweep: every replica a thin line, the lowest of them a strong one, and a circle where
 * the read got out of a local minimum to a lower energy, over a barrier or through it. Of more than 300 sweeps every so
 * many are drawn, of more than 32 replicas the first.
 *
 * @param read of `solve(..., { trace: true })`
 * @param options `title`, `width` (640), `height` (260), `plot`
 * @throws RangeError for a read without a trace, or an unknown option
 * @example
 * const found = await solve(problem, simulatedQuantumAnnealing(), { trace: true })
 * figures.sliceEnergies(found.best)
 */
export function sliceEnergies(read: Read, options: PlotFigureOptions = {}): PlotFigure {
  const where = 'figures.sliceEnergies'
  refuseUnknown(where, options, plotFigureOptions)
  check(read.trace !== undefined, `${where}: the read has kept no energies; ask for them: solve(..., { trace: true })`)
  const { slices, energies, escapes } = read.trace
  const sweeps = energies.length / slices
  const stride = Math.ceil(sweeps / 300)
  const kept = Array.from({ length: Math.ceil(sweeps / stride) }, (_, j) => j * stride)
  const of = (slice: number) => kept.map(s => energies[s * slices + slice])
  const lowest = (s: number) => energies.subarray(s * slices, (s + 1) * slices).reduce((a, b) => Math.min(a, b))
  const x = kept.map(s => s + 1)
  const shown = Array.from({ length: slices > 1 ? Math.min(slices, 32) : 0 }, (_, slice) => of(slice))
  const [low, high] = energies.reduce(([a, b], e) => [Math.min(a, e), Math.max(b, e)], [Infinity, -Infinity])
  const circles = escapes.map(sweep => lowest(sweep - 1))
  return new PlotFigure({
    ...options,
    where,
    usualHeight: 260,
    alt: titled(
      options.title,
      `Energies of ${count(slices, 'replica')} over ${count(sweeps, 'sweep')}: the lowest falls from ` +
        `${number(lowest(0))} to ${number(read.energy)}, with ${count(escapes.length, 'escape')} from local minima`,
    ),
    marks: shown.length + 1 + escapes.length,
    marginLeft: Math.ceil(20 + Math.max(...[low, high].map(e => textWidth(number(e, 3))))),
    xDomain: [1, Math.max(2, sweeps)],
    keys: [
      ...(slices > 1 ? [{ label: 'replicas', color: faint }] : []),
      { label: slices > 1 ? 'the lowest' : 'energy', color: color(0) },
      ...(escapes.length ? [{ label: 'out of a local minimum', color: color(1) }] : []),
    ],
    options: Plot => ({
      x: { domain: [1, Math.max(2, sweeps)], label: 'sweep' },
      y: { domain: [low, high === low ? low + 1 : high], nice: true, tickSize: 0, label: 'energy' },
      marks: [
        Plot.gridY({ stroke: grid, strokeOpacity: 1 }),
        ...shown.map(y =>
          Plot.line({ length: x.length }, { x, y, stroke: faint, strokeWidth: 0.7, strokeOpacity: 0.35 }),
        ),
        Plot.line({ length: x.length }, { x, y: kept.map(lowest), stroke: color(0), strokeWidth: 1.8 }),
        Plot.dot({ length: escapes.length }, { x: escapes, y: circles, r: 4, fill: color(1), stroke: paper }),
      ],
    }),
  })
}
