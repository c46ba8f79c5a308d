import { check } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import type { Placement } from './placement.js'

export interface GridOptions {
  readonly rows: number
  readonly columns: number
  /** From one neuron to its neighbour, in whatever unit you measure lengths; default 1. */
  readonly spacing?: number
}

/**
 * Neurons on a rectangular grid in the plane, row by row: neuron `r * columns + c` at `(c, r) * spacing`. A torus of
 * them has the periods `columns * spacing` and `rows * spacing`.
 *
 * @throws RangeError for an unknown option, or when the population is made, if its size is not rows x columns
 * @example
 * const sheet = net.population('sheet', 400, izhikevich(), { positions: grid({ rows: 20, columns: 20, spacing: 0.05 }) })
 */
export function grid(options: GridOptions): Placement {
  refuseUnknown('grid', options, ['rows', 'columns', 'spacing'])
  const { rows, columns, spacing = 1 } = options
  for (const [name, n] of Object.entries({ rows, columns })) {
    check(Number.isInteger(n) && n > 0, `grid: ${name} must be a positive whole number, got ${String(n)}`)
  }
  check(spacing > 0 && spacing < Infinity, `grid: spacing must be a positive number, got ${String(spacing)}`)
  return {
    name: 'grid',
    coordinates(size) {
      check(size === rows * columns, `grid: ${rows} x ${columns} places are ${rows * columns}, for ${size} neurons`)
      const coordinates = new Float64Array(2 * size)
      for (let i = 0; i < size; i++) {
        coordinates[2 * i] = (i % columns) * spacing
        coordinates[2 * i + 1] = Math.floor(i / columns) * spacing
      }
      return { dimensions: 2, coordinates }
    },
  }
}
