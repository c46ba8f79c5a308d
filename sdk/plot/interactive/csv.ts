import type { VegaLiteSpec } from '../vegaFigure.js'

/** Columns of equal length, numbers. */
export type Columns = Readonly<Record<string, ArrayLike<number>>>

/**
 * Rows as data of a specification. As CSV, which takes half the letters of objects: a figure that holds its data stays
 * small in the notebook.
 *
 * @param digits significant digits that are kept
 */
export function inlineData(columns: Columns, digits = 6): VegaLiteSpec {
  const names = Object.keys(columns)
  const lines = [names.join()]
  const text = (value: number) => (Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : '')
  for (let i = 0; i < columns[names[0]].length; i++) lines.push(names.map(name => text(columns[name][i])).join())
  const parse = Object.fromEntries(names.map(name => [name, 'number']))
  return { values: lines.join('\n'), format: { type: 'csv', parse } }
}
