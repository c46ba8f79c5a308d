import type { ColumnTable } from 'arquero'

/** A longer table shows this many rows of its beginning and of its end. */
const shown = 5

interface ShownColumn {
  name: string
  unit?: string
  numeric: boolean
  cells: string[]
}

/** What a notebook shows of a table: HTML, and aligned text where there is no HTML. */
export function tableBundle(
  table: ColumnTable,
  unitOf: (column: object) => string | undefined,
): { 'text/html': string; 'text/plain': string } {
  const indices = table.indices(true)
  const all = indices.length <= 2 * shown + 2
  const rows = all ? Array.from(indices) : [...indices.slice(0, shown), ...indices.slice(-shown)]
  const columns = table.columnNames().map((name): ShownColumn => {
    const column = table.column(name) as unknown as { at(row: number): unknown }
    const values = rows.map(row => column.at(row))
    const numeric = values.length > 0 && values.every(value => value == null || typeof value === 'number')
    return { name, unit: unitOf(column), numeric, cells: numeric ? numbers(values) : values.map(text) }
  })
  const gap = all ? -1 : shown
  const count = [
    `${plural(indices.length, 'row')} × ${plural(columns.length, 'column')}`,
    ...(table.isGrouped() ? [`grouped by ${table.groups().names.join(', ')}`] : []),
  ].join(', ')
  return {
    'text/html': html(columns, rows.length, gap, count),
    'text/plain': aligned(columns, rows.length, gap, count),
  }
}

/** As many decimals as the values shown need, and no more than five significant digits of the largest. */
function numbers(values: unknown[]): string[] {
  const finite = values.filter((value): value is number => Number.isFinite(value))
  const largest = Math.max(0, ...finite.map(Math.abs))
  if (largest >= 1e9 || (largest > 0 && largest < 1e-4)) {
    return values.map(value =>
      Number.isFinite(value) ? (value as number).toExponential(3).replace('-', '−') : text(value),
    )
  }
  const room = Math.max(0, Math.min(6, 4 - Math.floor(Math.log10(largest || 1))))
  const decimals = Math.max(0, ...finite.map(value => (String(Number(value.toFixed(room))).split('.')[1] ?? '').length))
  const format = new Intl.NumberFormat('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: largest >= 10_000,
  })
  return values.map(value => (Number.isFinite(value) ? format.format(value as number).replace('-', '−') : text(value)))
}

function text(value: unknown): string {
  if (value == null) return ''
  if (value instanceof Date) return value.toISOString()
  const words = typeof value === 'object' ? JSON.stringify(value) : (value as string | number | boolean).toString()
  return words.length > 60 ? words.slice(0, 59) + '…' : words
}

function html(columns: ShownColumn[], rows: number, gap: number, count: string): string {
  const cell = (tag: string, { numeric }: ShownColumn, content: string) =>
    `<${tag} style="text-align:${numeric ? 'right' : 'left'};padding:2px 12px;border:0">${content}</${tag}>`
  const row = (content: (column: ShownColumn) => string) =>
    `<tr style="background:none;border:0">${columns.map(column => cell('td', column, content(column))).join('')}</tr>`
  const body: string[] = []
  for (let i = 0; i < rows; i++) {
    if (i === gap) body.push(row(() => '<span style="opacity:.6">⋮</span>'))
    body.push(row(({ cells }) => escape(cells[i])))
  }
  const header = columns.map(column => {
    const unit = column.unit ? ` <span style="font-weight:normal;opacity:.7">(${escape(column.unit)})</span>` : ''
    return cell('th', column, escape(column.name) + unit)
  })
  // No colour is set but by opacity: the page's own serves on light and dark.
  return [
    '<table style="color:inherit;font-size:inherit;border-collapse:collapse;border:0;font-variant-numeric:tabular-nums">',
    `<thead style="border-bottom:1px solid"><tr style="background:none;border:0">${header.join('')}</tr></thead>`,
    `<tbody>${body.join('\n')}</tbody></table>`,
    `<div style="font-size:smaller;opacity:.7;padding:4px 12px">${escape(count)}</div>`,
  ].join('\n')
}

function aligned(columns: ShownColumn[], rows: number, gap: number, count: string): string {
  const lines: string[][] = [columns.map(({ name, unit }) => (unit ? `${name} (${unit})` : name))]
  for (let i = 0; i < rows; i++) {
    if (i === gap) lines.push(columns.map(() => '⋮'))
    lines.push(columns.map(({ cells }) => cells[i]))
  }
  const widths = columns.map((_, j) => Math.max(...lines.map(line => line[j].length)))
  const padded = lines.map(line =>
    line
      .map((words, j) => (columns[j].numeric ? words.padStart(widths[j]) : words.padEnd(widths[j])))
      .join('  ')
      .trimEnd(),
  )
  return [...padded, count].join('\n')
}

const plural = (n: number, noun: string) => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`
const escape = (words: string) => words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
