import type * as Arquero from 'arquero'
import type { ColumnTable } from 'arquero'
import { check } from './check.js'
import { refuseUnknown } from './options.js'
import { tableBundle } from './tableBundle.js'

export interface TableOptions {
  /** Units by column, shown in the header: `{ time: 'ms' }`. They stay with a column that a verb passes on. */
  units?: Readonly<Record<string, string>>
}

let arquero: typeof Arquero | undefined
/** Keyed by the column itself, so that a filtered, grouped or sorted table still knows its units. */
let unitOf = new WeakMap<object, string>()
/** Where Arquero keeps them, so that two copies of this package, which teach it one after the other, agree. */
const units = Symbol.for('spikelab.units')

/**
 * An Arquero table (https://idl.uw.edu/arquero) of columns of equal length. It displays itself as the value of
 * a notebook cell, and so does every table that Arquero's verbs make of it.
 *
 * Arquero is loaded at the first call. Outside Node, `await loadTables()` once before.
 *
 * @throws RangeError if the columns differ in length, or if an option or the column of a unit does not exist
 * @throws TypeError if a column is no array
 * @example
 * const spikes = table({ time: [1.5, 2], neuron: [3, 0] }, { units: { time: 'ms' } })
 * spikes.groupby('neuron').count()
 */
export function table(columns: Readonly<Record<string, ArrayLike<unknown>>>, options: TableOptions = {}): ColumnTable {
  refuseUnknown('table', options, ['units'])
  const { units = {} } = options
  const data: Record<string, ArrayLike<unknown>> = {}
  let first: string | undefined
  for (const [name, column] of Object.entries(columns)) {
    data[name] = toColumn(name, column)
    first ??= name
    check(
      column.length === columns[first].length,
      `table: column "${name}" has ${column.length} rows, "${first}" has ${columns[first].length}; all must have the same`,
    )
  }
  arquero ??= displaying(requireArquero())
  return withUnits('table', arquero.table(data), units)
}

/**
 * Gives columns of a table their units.
 *
 * @throws RangeError for a column that does not exist
 */
export function withUnits(where: string, given: ColumnTable, units: Readonly<Record<string, string>>): ColumnTable {
  const names = given.columnNames()
  for (const [name, unit] of Object.entries(units)) {
    check(names.includes(name), `${where}: a unit is given for "${name}", but the columns are ${names.join(', ')}`)
    unitOf.set(given.column(name) as object, unit)
  }
  return given
}

/** The units of a table's columns, where they have one. */
export function unitsOf(given: ColumnTable): Record<string, string> {
  const known = given.columnNames().map(name => [name, unitOf.get(given.column(name) as object)] as const)
  return Object.fromEntries(known.filter((entry): entry is readonly [string, string] => entry[1] !== undefined))
}

/** Arquero, whose tables display themselves. */
export async function loadArquero(): Promise<typeof Arquero> {
  return (arquero ??= displaying(await import('arquero')))
}

/**
 * Loads Arquero, for environments other than Node; there, call it once before {@link table}.
 *
 * @example
 * await loadTables()
 */
export async function loadTables(): Promise<void> {
  await loadArquero()
}

function toColumn(name: string, column: ArrayLike<unknown>): ArrayLike<unknown> {
  if (Array.isArray(column) || (ArrayBuffer.isView(column) && !(column instanceof DataView))) return column
  if (typeof column === 'object' && typeof (column as ArrayLike<unknown> | null)?.length === 'number') {
    return Array.from(column)
  }
  throw new TypeError(`table: column "${name}" must be an array or a typed array, got ${JSON.stringify(column)}`)
}

/** Synchronous, so that `spikes.table()` needs no await. Node's cache is one: this is what `import 'arquero'` gives. */
function requireArquero(): typeof Arquero {
  const node = typeof process === 'object' ? process.getBuiltinModule?.('node:module') : undefined
  if (!node) throw new Error('table: Arquero is not loaded yet; `await loadTables()` once before the first table')
  return node.createRequire(import.meta.url)('arquero') as typeof Arquero
}

/** Teaches every table of Arquero's to display itself. The symbol is the notebook's, so nothing else is touched. */
function displaying(library: typeof Arquero): typeof Arquero {
  const prototype = library.ColumnTable.prototype as ColumnTable & { [units]?: typeof unitOf }
  unitOf = prototype[units] ??= unitOf
  Object.defineProperty(prototype, Symbol.for('Jupyter.display'), {
    configurable: true,
    value(this: ColumnTable) {
      return tableBundle(this, column => unitOf.get(column))
    },
  })
  return library
}
