import { inspect } from 'node:util'
import { numberCells } from './numberCells.js'

/** What a table shows of many rows: its beginning and its end. */
export interface Rows {
  columns: Column[]
  /** Of how many rows the cells are, and after how many of them some are left out. */
  shown: number
  gap?: number
  /** `1,000 rows × 3 columns`. */
  shape: string
}

export interface Column {
  name: string
  numeric: boolean
  cells: string[]
  /** The column of the indices of an array. */
  isIndex?: boolean
}

/** More rows than this are shown by the first and the last of them. */
const whole = 12
const head = 5
const tail = 5
const mostColumns = 20
const longestCell = 60

/** What a table is made of, however it stores it. */
interface Source {
  count: number
  columns(rows: number[]): string[]
  at(row: number, column: string): unknown
  indexed: boolean
}

/** A value as rows and columns: an array of plain objects, or a table of Arquero's; nothing for other values. */
export function rowsOf(value: unknown): Rows | undefined {
  const source = arrayOfObjects(value) ?? arqueroTable(value)
  if (!source) return undefined
  const all = source.count <= whole
  const rows = Array.from({ length: all ? source.count : head + tail }, (_, i) =>
    all || i < head ? i : source.count - head - tail + i,
  )
  const names = source.columns(rows)
  const columns = names.slice(0, mostColumns).map((name): { name: string; values: unknown[] } => ({
    name,
    values: rows.map(row => source.at(row, name)),
  }))
  if (source.indexed && !columns.length) return undefined
  // A table of objects within objects would hide more than it shows.
  const values = columns.flatMap(column => column.values)
  if (source.indexed && values.filter(isNested).length * 2 > values.length) return undefined
  const index: Column = { name: '', numeric: true, cells: rows.map(String), isIndex: true }
  const shown = columns.map(({ name, values }): Column => {
    const numeric = values.every(each => each === undefined || each === null || typeof each === 'number')
    return { name, numeric, cells: numeric ? numberCells(values, cellText) : values.map(cellText) }
  })
  const left = names.length - columns.length
  return {
    columns: source.indexed ? [index, ...shown] : shown,
    shown: rows.length,
    gap: all ? undefined : head,
    shape: `${plural(source.count, 'row')} × ${plural(names.length, 'column')}${left ? `, ${left} not shown` : ''}`,
  }
}

function arrayOfObjects(value: unknown): Source | undefined {
  // Not `every`, which passes over the holes of an array.
  if (!Array.isArray(value) || !value.length || value.findIndex(each => !isPlain(each)) >= 0) return undefined
  const items = value as Record<string, unknown>[]
  return {
    count: items.length,
    columns: rows => [...new Set(rows.flatMap(row => Object.keys(items[row])))],
    at: (row, column) => items[row][column],
    indexed: true,
  }
}

/** Known by what it can do: the notebook's Arquero need not be ours. */
interface TableLike {
  numRows(): number
  columnNames(): string[]
  get(column: string, row: number): unknown
}

function arqueroTable(value: unknown): Source | undefined {
  const table = value as Partial<TableLike> | null | undefined
  if (typeof table !== 'object' || table === null) return undefined
  if (!(['numRows', 'columnNames', 'get'] as const).every(name => typeof table[name] === 'function')) return undefined
  const known = table as TableLike
  return {
    count: known.numRows(),
    columns: () => known.columnNames(),
    at: (row, column) => known.get(column, row),
    indexed: false,
  }
}

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const isNested = (value: unknown) => typeof value === 'object' && value !== null && !(value instanceof Date)

function cellText(value: unknown): string {
  const text = wordsOf(value).replace(/\s*\n\s*/g, ' ')
  return text.length > longestCell ? text.slice(0, longestCell - 1) + '…' : text
}

function wordsOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' && !Number.isInteger(value)) return String(Number(value.toPrecision(6)))
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString()
  return inspect(value, { depth: 0, breakLength: Infinity, maxArrayLength: 10 })
}

const plural = (n: number, noun: string) => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`
