import { check } from '../../check.js'
import { suggestion } from '../../options.js'
import { kind } from '../recordings.js'

/** A table of runs: parameters, then `seed`, then results. An Arquero table is one. */
export interface SweepTable {
  numRows(): number
  columnNames(): string[]
  get(column: string, row: number): unknown
}

/** A column with the values that occur in it, in order. */
export interface SweepColumn {
  readonly name: string
  /** What each run has, as a position among `levels`. */
  readonly level: Uint32Array
  readonly levels: readonly (number | string)[]
  readonly numeric: boolean
}

/** A sweep, column by column. */
export interface SweepColumns {
  readonly length: number
  readonly parameters: readonly SweepColumn[]
  readonly seed: Float64Array
  readonly results: readonly string[]
  /** A result of each run; NaN where it is no number. */
  result(name: string): Float64Array
}

/** @throws TypeError for something that is no table; RangeError for one without a column `seed`, parameters or results */
export function readSweep(where: string, runs: SweepTable): SweepColumns {
  const isTable =
    typeof runs === 'object' && runs !== null && (['numRows', 'columnNames', 'get'] as const).every(f => f in runs)
  if (!isTable) throw new TypeError(`${where}: expected the table that sweep returned, got ${kind(runs)}`)
  const names = runs.columnNames()
  const at = names.indexOf('seed')
  check(
    at > 0 && at < names.length - 1,
    `${where}: expected columns of parameters, then "seed", then results, as sweep returns them; got ${names.join(', ') || 'none'}`,
  )
  const length = runs.numRows()
  const column = (name: string) => Array.from({ length }, (_, row) => runs.get(name, row))
  const numbers = (name: string) =>
    Float64Array.from(column(name), value => (typeof value === 'number' || typeof value === 'boolean' ? +value : NaN))
  return {
    length,
    parameters: names.slice(0, at).map(name => levelsOf(name, column(name))),
    seed: numbers('seed'),
    results: names.slice(at + 1),
    result: numbers,
  }
}

function levelsOf(name: string, values: readonly unknown[]): SweepColumn {
  const numeric = values.every(value => typeof value === 'number' && Number.isFinite(value))
  const plain: readonly (number | string)[] = numeric ? (values as number[]) : values.map(String)
  const levels = [...new Set(plain)]
  if (numeric) (levels as number[]).sort((a, b) => a - b)
  const place = new Map(levels.map((value, i) => [value, i]))
  return { name, numeric, levels, level: Uint32Array.from(plain, value => place.get(value)!) }
}

/** The parameter of a name. @throws RangeError naming those that exist */
export function parameter(where: string, { parameters }: SweepColumns, name: string): SweepColumn {
  const names = parameters.map(column => column.name)
  const found = parameters.find(column => column.name === name)
  check(
    found !== undefined,
    `${where}: there is no parameter "${name}"; the sweep has ${names.join(', ')}${suggestion(name, names)}`,
  )
  return found
}
