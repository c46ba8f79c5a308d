import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { eigenvalues, stability, type Complex, type Stability } from './stability.js'
import {
  checkGrid,
  checkRange,
  gridPoint,
  planeOf,
  type Jacobian,
  type Plane,
  type PlaneFunction,
  type PlaneRange,
} from './plane.js'

export interface FixedPointsOptions extends PlaneRange {
  /** Starts of Newton's method along each axis; default 20. */
  readonly grid?: number
  /** Points closer than this share of the range count as one; default 1e-5. */
  readonly tolerance?: number
}

/** A state that does not change, and what happens near it. */
export interface FixedPoint {
  readonly x: number
  readonly y: number
  /** What the point is, from its eigenvalues. */
  readonly type: Stability
  /** Whether all that begins near it comes back. */
  readonly stable: boolean
  /** Eigenvalues of the Jacobian, per ms, the larger real part first; a pair of complex ones with the upper first. */
  readonly eigenvalues: readonly [Complex, Complex]
  readonly jacobian: Jacobian
}

/**
 * Fixed points of a system, where nothing changes: Newton's method from a grid of starts, what it finds within the range
 * made unique, and each classified by the eigenvalues of its Jacobian (Strogatz 2015, Nonlinear Dynamics and Chaos,
 * section 5.2; Izhikevich 2007, section 4.2). The Jacobian is exact for a `phasePlane`, else by central differences.
 *
 * @param plane `(x, y) => [dx, dy]`, or what `phasePlane` makes of a neuron
 * @returns from left to right, then from below; empty if there are none in the range. A whole line of fixed points gives
 *   some of them, `degenerate`.
 * @throws RangeError for an unknown option, a range whose ends are not finite and in order, a grid of no points, or a
 *   tolerance that is not between 0 and 1
 * @example
 * for (const { x, y, type } of fixedPoints(phasePlane(izhikevich('RS')), { x: [-90, -30], y: [-30, 30] })) {
 *   console.log(x, y, type)   // -70 -14 stable node, then -50 -10 saddle
 * }
 */
export function fixedPoints(plane: Plane | PlaneFunction, options: FixedPointsOptions): FixedPoint[] {
  const where = 'fixedPoints'
  refuseUnknown(where, options, ['x', 'y', 'grid', 'tolerance'])
  checkRange(options, where)
  const { grid = 20, tolerance = 1e-5, x, y } = options
  checkGrid(grid, 1, where)
  check(tolerance > 0 && tolerance < 1, `${where}: tolerance must be a share between 0 and 1, got ${tolerance}`)
  const { flow, jacobian: exact } = planeOf(plane, where)
  const [width, height] = [x[1] - x[0], y[1] - y[0]]
  const jacobian = exact ?? differences(flow, width * 1e-5, height * 1e-5)

  const found: [number, number][] = []
  for (let k = 0; k < grid * grid; k++) {
    const start: [number, number] = [gridPoint(x, k % grid, grid), gridPoint(y, Math.floor(k / grid), grid)]
    const point = newton(flow, jacobian, start, width, height)
    if (!point || !inside(point[0], x) || !inside(point[1], y)) continue
    const near = ([px, py]: [number, number]) =>
      Math.abs(px - point[0]) < tolerance * width && Math.abs(py - point[1]) < tolerance * height
    if (!found.some(near)) found.push(point)
  }
  return found
    .sort(([ax, ay], [bx, by]) => (Math.abs(ax - bx) < tolerance * width ? ay - by : ax - bx))
    .map(([px, py]) => {
      const J = jacobian(px, py)
      const type = stability(J)
      return { x: px, y: py, type, stable: type.startsWith('stable'), eigenvalues: eigenvalues(J), jacobian: J }
    })
}

/** A point on the edge of the range belongs to it, whatever the last digit. */
const inside = (value: number, [from, to]: readonly [number, number]) => {
  const slack = 1e-9 * (to - from)
  return value >= from - slack && value <= to + slack
}

function newton(
  flow: PlaneFunction,
  jacobian: (x: number, y: number) => Jacobian,
  [x, y]: [number, number],
  width: number,
  height: number,
): [number, number] | undefined {
  let last = Infinity
  for (let k = 0; k < 80; k++) {
    const [fx, fy] = flow(x, y)
    if (fx === 0 && fy === 0) return [x, y]
    const [a, b, c, d] = jacobian(x, y)
    const determinant = a * d - b * c
    const [moveX, moveY] = [(b * fy - d * fx) / determinant, (c * fx - a * fy) / determinant]
    const length = Math.max(Math.abs(moveX) / width, Math.abs(moveY) / height)
    if (!(length < 100)) return undefined // far away, a singular Jacobian, or not finite
    x += moveX
    y += moveY
    // Steps fall until rounding stops them.
    if (length < 1e-14 || (length < 1e-9 && length >= last)) return settled(flow, [a, b, c, d], x, y, width, height)
    last = length
  }
  return last < 1e-7 ? settled(flow, jacobian(x, y), x, y, width, height) : undefined
}

/** Whether the flow is as small as the distance allows: at a pole or a jump it is not. */
function settled(
  flow: PlaneFunction,
  [a, b, c, d]: Jacobian,
  x: number,
  y: number,
  width: number,
  height: number,
): [number, number] | undefined {
  const [fx, fy] = flow(x, y)
  const small =
    Math.abs(fx) <= 1e-6 * (Math.abs(a) * width + Math.abs(b) * height) &&
    Math.abs(fy) <= 1e-6 * (Math.abs(c) * width + Math.abs(d) * height)
  return small ? [x, y] : undefined
}

function differences(flow: PlaneFunction, hx: number, hy: number): (x: number, y: number) => Jacobian {
  return (x, y) => {
    const [right, left, above, below] = [flow(x + hx, y), flow(x - hx, y), flow(x, y + hy), flow(x, y - hy)]
    const slope = (a: readonly [number, number], b: readonly [number, number], k: 0 | 1, h: number) =>
      (a[k] - b[k]) / (2 * h)
    return [
      slope(right, left, 0, hx),
      slope(above, below, 0, hy),
      slope(right, left, 1, hx),
      slope(above, below, 1, hy),
    ]
  }
}
