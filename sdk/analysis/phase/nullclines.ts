import { contours } from 'd3-contour'
import { refuseUnknown } from '../../options.js'
import { checkGrid, checkRange, gridPoint, planeOf, type Plane, type PlaneFunction, type PlaneRange } from './plane.js'

export interface NullclinesOptions extends PlaneRange {
  /** Points along each axis of the grid on which the curves are looked for; default 200. */
  readonly grid?: number
}

/** A line through the plane, in two columns; a closed one ends with its first point. */
export interface PlaneCurve {
  readonly x: Float64Array
  readonly y: Float64Array
}

/** Where the variables stand still. */
export interface Nullclines {
  /** Curves on which the derivative of the first variable is 0. */
  readonly x: readonly PlaneCurve[]
  /** Curves on which the derivative of the second variable is 0. */
  readonly y: readonly PlaneCurve[]
}

/**
 * Nullclines: the curves on which one variable does not change; where the two cross, nothing does (Izhikevich 2007,
 * Dynamical Systems in Neuroscience, section 4.1). Marching squares on a grid (d3-contour) find and order the points;
 * each is then brought onto the curve itself, to the last digits, along its edge of the grid.
 *
 * Found is what parts two points of the grid: a curve on which the derivative touches 0 without changing its sign is
 * not, nor a loop that fits between the points. Poles are no nullclines, and curves end where a derivative is not
 * finite.
 *
 * @param plane `(x, y) => [dx, dy]`, or what `phasePlane` makes of a neuron
 * @returns no curves where there are none in the range
 * @throws RangeError for an unknown option, a range whose ends are not finite and in order, or a grid of fewer than two
 *   points
 * @example
 * const { x, y } = nullclines(phasePlane(izhikevich('RS')), { x: [-90, -30], y: [-30, 30] })
 */
export function nullclines(plane: Plane | PlaneFunction, options: NullclinesOptions): Nullclines {
  refuseUnknown('nullclines', options, ['x', 'y', 'grid'])
  checkRange(options, 'nullclines')
  const { grid = 200 } = options
  checkGrid(grid, 2, 'nullclines')
  const { flow } = planeOf(plane, 'nullclines')
  return { x: zeros((x, y) => flow(x, y)[0], options, grid), y: zeros((x, y) => flow(x, y)[1], options, grid) }
}

type Height = (x: number, y: number) => number

function zeros(height: Height, range: PlaneRange, grid: number): PlaneCurve[] {
  const xs = Array.from({ length: grid }, (_, k) => gridPoint(range.x, k, grid))
  const ys = Array.from({ length: grid }, (_, k) => gridPoint(range.y, k, grid))
  const values = ys.flatMap(y => xs.map(x => height(x, y)))
  const { coordinates } = contours().size([grid, grid]).smooth(false).contour(values, 0)
  return coordinates.flat().flatMap(ring => open(ring.map(([cx, cy]) => crossing(height, xs, ys, cx, cy))))
}

/**
 * The point of a curve on an edge of the grid, of which d3-contour gives the middle: its points of the grid lie at
 * halves. Undefined beyond the edges of the range, around which its rings close, and where there is no 0.
 */
function crossing(height: Height, xs: number[], ys: number[], cx: number, cy: number): [number, number] | undefined {
  if (Number.isInteger(cx)) {
    if (cx < 1 || cx >= xs.length) return undefined
    const y = ys[cy - 0.5]
    const x = root(x => height(x, y), xs[cx - 1], xs[cx])
    return x === undefined ? undefined : [x, y]
  }
  if (cy < 1 || cy >= ys.length) return undefined
  const x = xs[cx - 0.5]
  const y = root(y => height(x, y), ys[cy - 1], ys[cy])
  return y === undefined ? undefined : [x, y]
}

/** Where a function changes its sign between two places, by halving; undefined where it jumps or is not finite. */
function root(f: (x: number) => number, from: number, to: number): number | undefined {
  const [first, last] = [f(from), f(to)]
  if (!Number.isFinite(first) || !Number.isFinite(last)) return undefined
  if (first === 0) return from
  if (last === 0) return to
  let [low, high] = first < 0 ? [from, to] : [to, from]
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2
    const value = f(middle)
    if (!Number.isFinite(value)) return undefined
    if (value === 0) return middle
    if (value < 0) low = middle
    else high = middle
  }
  // Around a 0 the function has become small; around a pole or a jump it has not.
  const here = Math.min(Math.abs(f(low)), Math.abs(f(high)))
  return here <= 1e-6 * Math.max(Math.abs(first), Math.abs(last)) ? (low + high) / 2 : undefined
}

/** Cuts a ring into the lines between its gaps; one without gaps stays whole. */
function open(ring: ([number, number] | undefined)[]): PlaneCurve[] {
  const gap = ring.indexOf(undefined)
  // A ring ends with its first point. Begun at a gap, none of its lines is cut in two.
  const points = gap < 0 ? ring : [...ring.slice(gap, -1), ...ring.slice(0, gap)]
  const lines: [number, number][][] = [[]]
  for (const point of points) {
    if (!point) lines.push([])
    else if (!samePoint(point, lines.at(-1)!.at(-1))) lines.at(-1)!.push(point)
  }
  return lines
    .filter(line => line.length > 1)
    .map(line => ({ x: Float64Array.from(line, ([x]) => x), y: Float64Array.from(line, ([, y]) => y) }))
}

/** A curve through a point of the grid crosses two of its edges there. */
const samePoint = (a: [number, number], b: [number, number] | undefined) => b && a[0] === b[0] && a[1] === b[1]
