import type { ColumnTable, fromArrow as FromArrow } from 'arquero'
import { check, kindOf } from './check.js'
import { refuseUnknown } from './options.js'
import { saveFile } from './saveFile.js'
import { loadArquero, unitsOf, withUnits, type TableOptions } from './table.js'

/** Arquero's types of Arrow are of another version of the library that both use. */
type ArrowInput = Parameters<typeof FromArrow>[0]

/** A way to write a table and to read it again, by the ending of the file's name. */
interface Format {
  write(table: ColumnTable): Promise<string | Uint8Array>
  read(bytes: Uint8Array): Promise<ColumnTable>
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

const csv: Format = {
  write: async table => (await loadArquero()).toCSV(table),
  async read(bytes) {
    const lines = text(bytes)
    check(lines.trim() !== '', 'it is empty')
    return (await loadArquero()).fromCSV(lines)
  },
}

const json: Format = {
  // Not a number is null in JSON, as a missing value is.
  write: async table => (await loadArquero()).toJSON(table, { type: 'columns' }),
  async read(bytes) {
    const words = text(bytes)
    const columns = JSON.parse(words) as unknown
    check(typeof columns === 'object' && columns !== null, 'expected columns or rows')
    const lists: unknown[] = Array.isArray(columns) ? [] : Object.values(columns)
    check(lists.every(Array.isArray), 'expected a list of values for each column, or a list of rows')
    const lengths = new Set(lists.map(list => (list as unknown[]).length))
    check(lengths.size <= 1, `its columns have ${[...lengths].join(' and ')} rows; all must have the same`)
    return (await loadArquero()).fromJSON(words)
  },
}

const arrow: Format = {
  async write(table) {
    const [{ toArrow }, { tableToIPC }] = await Promise.all([loadArquero(), import('@uwdata/flechette')])
    const columns = toArrow(table)
    const units = unitsOf(table)
    for (const field of columns.schema.fields)
      if (units[field.name]) field.metadata = new Map([['unit', units[field.name]]])
    return tableToIPC(columns, { format: 'file' })!
  },
  async read(bytes) {
    const [{ fromArrow }, { tableFromIPC }] = await Promise.all([loadArquero(), import('@uwdata/flechette')])
    const columns = tableFromIPC(bytes, { useDate: true })
    const units = columns.schema.fields.flatMap(({ name, metadata }) => {
      const unit = metadata?.get('unit')
      return unit ? [[name, unit] as const] : []
    })
    return withUnits('readTable', fromArrow(columns as unknown as ArrowInput), Object.fromEntries(units))
  },
}

const formats: Readonly<Record<string, Format>> = { csv, json, arrow, arrows: arrow, feather: arrow }

/**
 * Writes a table to a file, as its name says: `.csv`; `.json`, a list of values for each column; or `.arrow`, Arrow's IPC
 * file, which Python, R and DuckDB read at once and which keeps types and units. It is written beside and renamed, so
 * that no half a file is ever there. Of a filtered or sorted table the rows that it shows, in their order.
 *
 * @throws RangeError for any other name; TypeError for what is no table
 * @example
 * await saveTable(spikes.table(), 'spikes.arrow')
 */
export async function saveTable(table: ColumnTable, path: string): Promise<void> {
  const format = formatOf('saveTable', path)
  if (typeof (table as Partial<ColumnTable> | null)?.columnNames !== 'function')
    throw new TypeError(`saveTable: expected a table, such as spikes.table(), got ${kindOf(table)}`)
  await saveFile(path, await format.write(table.ungroup().reify()))
}

/**
 * Reads a table from a file: `.csv`, `.json` (columns or rows), `.arrow` (Arrow's IPC file or stream). CSV and JSON keep
 * no units and few types: in CSV, what looks like a number or a date is one.
 *
 * @param options `units` by column, beside those that the file knows
 * @throws RangeError for any other name, and for a file that cannot be understood (it is named)
 * @example
 * const spikes = await readTable('spikes.csv', { units: { time: 'ms' } })
 */
export async function readTable(path: string, options: TableOptions = {}): Promise<ColumnTable> {
  refuseUnknown('readTable', options, ['units'])
  const format = formatOf('readTable', path)
  const { readFile } = await import('node:fs/promises')
  const bytes = await readFile(path)
  try {
    return withUnits(`"${path}"`, await format.read(bytes), options.units ?? {})
  } catch (cause) {
    throw new RangeError(`readTable: "${path}" cannot be read as a table: ${(cause as Error).message}`, { cause })
  }
}

function formatOf(where: string, path: string): Format {
  const ending = /\.(\w+)$/.exec(typeof path === 'string' ? path : '')?.[1].toLowerCase() ?? ''
  check(Object.hasOwn(formats, ending), `${where}: ${kindOf(path)} must end in .csv, .json or .arrow`)
  return formats[ending]
}
