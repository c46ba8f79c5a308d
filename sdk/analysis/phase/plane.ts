import { check, kindOf } from '../../check.js'

/** How two variables move: their time derivatives at a point. */
export type PlaneFunction = (x: number, y: number) => readonly [dx: number, dy: number]

/** The derivatives of the derivatives: `[d(dx)/dx, d(dx)/dy, d(dy)/dx, d(dy)/dy]`. */
export type Jacobian = readonly [xx: number, xy: number, yx: number, yy: number]

/** A two-dimensional dynamical system, as {@link phasePlane} makes it of a neuron; a plain function serves as well. */
export interface Plane {
  /** Name of the variable along the first axis. */
  readonly x: string
  /** Name of the variable along the second axis. */
  readonly y: string
  /** Units of the two variables, where they are known: `['mV', 'pA']`; '' where one has none. */
  readonly units?: readonly [x: string, y: string]
  /** Time derivatives at a point, per ms. */
  readonly flow: PlaneFunction
  /** Derivatives of the flow, where they are known exactly. */
  readonly jacobian?: (x: number, y: number) => Jacobian
}

/** The part of the plane to look at: from and to along each axis. */
export interface PlaneRange {
  readonly x: readonly [from: number, to: number]
  readonly y: readonly [from: number, to: number]
}

/** A plane of either kind, under the names x and y where it has none. */
export function planeOf(plane: Plane | PlaneFunction, where: string): Plane {
  if (typeof plane === 'function') return { x: 'x', y: 'y', flow: plane }
  check(
    typeof plane === 'object' && plane !== null && typeof plane.flow === 'function',
    `${where}: expected a function (x, y) => [dx, dy] or phasePlane(neuron), got ${kindOf(plane)}`,
  )
  return plane
}

/** Checks a range of the plane. */
export function checkRange({ x, y }: PlaneRange, where: string): void {
  for (const [name, range] of [['x', x] as const, ['y', y] as const]) {
    check(
      Array.isArray(range) && range.length === 2 && range.every(Number.isFinite) && range[0] < range[1],
      `${where}: ${name} must be a range [from, to] of two numbers, the first below the second, got ${JSON.stringify(range) ?? 'undefined'}`,
    )
  }
}

/** Checks how many points a grid has along each axis. */
export function checkGrid(grid: number, least: number, where: string): void {
  check(
    Number.isInteger(grid) && grid >= least && grid <= 4096,
    `${where}: grid must be a whole number of ${least} to 4096 points along each axis, got ${grid}`,
  )
}

/** The k-th of `grid` points at equal distances, the ends included. */
export const gridPoint = ([from, to]: readonly [number, number], k: number, grid: number): number =>
  grid === 1 ? (from + to) / 2 : k === grid - 1 ? to : from + ((to - from) * k) / (grid - 1)
