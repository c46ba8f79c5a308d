import { fixedPoints, nullclines, vectorField, type Plane, type PlaneFunction, type Trace } from '../analysis/index.js'
import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { color, faint, ink, paper } from './palette.js'
import type { PlotFigureOptions } from './plotFigure.js'
import { PlotFigure, plotFigureOptions } from './plotFigure.js'
import { kind } from './recordings.js'
import { count, number, textWidth, titled, withUnit } from './text.js'

export interface PhasePlaneFigureOptions extends PlotFigureOptions {
  /** Range of the first variable. */
  x: readonly [number, number]
  /** Range of the second variable. */
  y: readonly [number, number]
  /** Recordings of the two variables: the way that their first neuron takes. */
  trajectory?: readonly [Trace, Trace]
}

/** Arrows along each axis. */
const arrows = 21
const marginRight = 12
const marginBottom = 40
const marginTop = 24

/**
 * A phase plane: nullclines, fixed points (filled where stable), the direction of the flow, and a trajectory.
 *
 * @param plane what `phasePlane(neuron, ...)` of the analysis library makes, or `(x, y) => [dx, dy]`
 * @param options `x` and `y`, the ranges; `trajectory`, `title`, `width` (640), `height` (400), `plot`
 * @throws RangeError for an unknown option, ranges that are not finite and in order, or recordings of different length
 * @example
 * const plane = phasePlane(izhikevich('RS'), { I: 4 })
 * plot.phasePlane(plane, { x: [-90, 40], y: [-20, 10], trajectory: [v, u] })
 */
export function phasePlane(plane: Plane | PlaneFunction, options: PhasePlaneFigureOptions): PlotFigure {
  const where = 'plot.phasePlane'
  refuseUnknown(where, options, [...plotFigureOptions, 'x', 'y', 'trajectory'])
  const { x, y, trajectory, ...rest } = options
  const [left, below] = typeof plane === 'function' ? ['x', 'y'] : [plane.x, plane.y]
  const [unitX, unitY] = (typeof plane !== 'function' && plane.units) || []
  // Each point lies on the curve itself, so a coarse grid draws a smooth line; and a slider may be moving.
  const curves = nullclines(plane, { x, y, grid: 100 })
  const points = fixedPoints(plane, { x, y })
  const field = vectorField(plane, { x, y, grid: arrows })
  const way = trajectory && trajectoryOf(trajectory, x[1] - x[0], where)
  const marginLeft = Math.ceil(30 + Math.max(textWidth(number(y[0])), textWidth(number(y[1]))))
  const usualHeight = 400

  return new PlotFigure({
    ...rest,
    usualHeight,
    where,
    alt: titled(options.title, sentence(left, below, points)),
    marks: 2 + field.x.length + points.length + (way ? 1 : 0),
    marginLeft,
    xDomain: x,
    keys: [
      { label: `nullcline of ${left}`, color: color(0) },
      { label: `nullcline of ${below}`, color: color(1) },
      ...(way ? [{ label: 'trajectory', color: ink }] : []),
    ],
    options: (Plot, width) => {
      const across = (width - marginLeft - marginRight) / (x[1] - x[0])
      const up = ((options.height ?? usualHeight) - marginTop - marginBottom) / (y[1] - y[0])
      // Degrees clockwise from upward, as the arrow lies on the page.
      const turn = (_: unknown, i: number) => (Math.atan2(field.dx[i] * across, field.dy[i] * up) * 180) / Math.PI
      const dot = { x: 'x', y: 'y', r: 5, stroke: ink, strokeWidth: 1.5, clip: true } as const
      return {
        marginRight,
        marginBottom,
        marginTop,
        x: { domain: x, label: withUnit(left, unitX) },
        y: { domain: y, label: withUnit(below, unitY), ticks: 7, tickSize: 0 },
        marks: [
          Plot.vector(
            { length: field.x.length },
            { x: field.x, y: field.y, rotate: turn, length: 9, stroke: faint, strokeOpacity: 0.45, strokeWidth: 1 },
          ),
          ...(['x', 'y'] as const).flatMap((axis, i) =>
            curves[axis].map(curve =>
              Plot.line({ length: curve.x.length }, { ...curve, stroke: color(i), strokeWidth: 2, clip: true }),
            ),
          ),
          ...(way ? [Plot.line({ length: way.x.length }, { ...way, stroke: ink, strokeWidth: 1, clip: true })] : []),
          Plot.dot(
            points.filter(({ stable }) => stable),
            { ...dot, fill: ink },
          ),
          Plot.dot(
            points.filter(({ stable }) => !stable),
            { ...dot, fill: paper },
          ),
        ],
      }
    },
  })
}

/** Share of the plane that a step has to cross to be a jump, as at a reset. */
const jump = 0.4

/** The way of the first neuron, broken where it jumps. */
function trajectoryOf([first, second]: readonly [Trace, Trace], span: number, where: string) {
  for (const trace of [first, second])
    check(
      trace?.values !== undefined && trace.neurons !== undefined,
      `${where}: trajectory is two recordings, such as [v, u], got ${kind(trace)}`,
    )
  const [a, b] = [first, second].map(({ values, neurons }) =>
    Array.from({ length: values.length / neurons.length }, (_, row) => values[row * neurons.length]),
  )
  check(a.length === b.length, `${where}: the recordings have ${a.length} and ${b.length} samples`)
  const way: { x: number[]; y: number[] } = { x: [], y: [] }
  a.forEach((x, i) => {
    if (i > 0 && Math.abs(x - a[i - 1]) > jump * span) {
      way.x.push(NaN)
      way.y.push(NaN)
    }
    way.x.push(x)
    way.y.push(b[i])
  })
  return way
}

function sentence(x: string, y: string, points: readonly { x: number; y: number; type: string }[]): string {
  const found = points.map(
    p => `${/^[aeiou]/.test(p.type) ? 'an' : 'a'} ${p.type} at ${x} ${number(p.x)}, ${y} ${number(p.y)}`,
  )
  return `Phase plane of ${x} and ${y}: ${found.join('; ') || count(0, 'fixed point')}`
}
