import { refuseUnknown } from '../../options.js'
import { checkGrid, checkRange, gridPoint, planeOf, type Plane, type PlaneFunction, type PlaneRange } from './plane.js'

export interface VectorFieldOptions extends PlaneRange {
  /** Points along each axis; default 20. */
  readonly grid?: number
}

/** Arrows in the plane, in columns of equal length. */
export interface VectorField {
  readonly x: Float64Array
  readonly y: Float64Array
  /** Derivative of x there, per ms. */
  readonly dx: Float64Array
  /** Derivative of y there, per ms. */
  readonly dy: Float64Array
}

/**
 * How a system moves, on a grid of points at equal distances, the edges of the range included: arrows to draw. Row by
 * row, x running first. Points at which a derivative is not finite are left out.
 *
 * @param plane `(x, y) => [dx, dy]`, or what `phasePlane` makes of a neuron
 * @throws RangeError for an unknown option, a range whose ends are not finite and in order, or a grid of no points
 * @example
 * vectorField(phasePlane(izhikevich('RS')), { x: [-90, -30], y: [-30, 30], grid: 15 })
 */
export function vectorField(plane: Plane | PlaneFunction, options: VectorFieldOptions): VectorField {
  refuseUnknown('vectorField', options, ['x', 'y', 'grid'])
  checkRange(options, 'vectorField')
  const { grid = 20 } = options
  checkGrid(grid, 1, 'vectorField')
  const { flow } = planeOf(plane, 'vectorField')
  const [x, y, dx, dy] = [0, 1, 2, 3].map(() => new Float64Array(grid * grid))
  let count = 0
  for (let k = 0; k < grid * grid; k++) {
    const [px, py] = [gridPoint(options.x, k % grid, grid), gridPoint(options.y, Math.floor(k / grid), grid)]
    const [fx, fy] = flow(px, py)
    if (!Number.isFinite(fx) || !Number.isFinite(fy)) continue
    ;[x[count], y[count], dx[count], dy[count]] = [px, py, fx, fy]
    count++
  }
  return { x: x.slice(0, count), y: y.slice(0, count), dx: dx.slice(0, count), dy: dy.slice(0, count) }
}
