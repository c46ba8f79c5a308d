import type { Column, Rows } from './rows.js'

/** A table as HTML with its own alignment; no colour is set but by opacity, so that it serves on light and dark. */
export function tableHtml({ columns, shown, gap, shape }: Rows): string {
  const row = (content: (column: Column) => string) =>
    `<tr style="background:none;border:0">${columns.map(column => cell('td', column, content(column))).join('')}</tr>`
  const body: string[] = []
  for (let at = 0; at < shown; at++) {
    if (at === gap) body.push(row(() => '<span style="opacity:.6">⋮</span>'))
    body.push(row(({ cells, isIndex }) => (isIndex ? dim(cells[at]) : escape(cells[at]))))
  }
  const header = columns.map(column => cell('th', column, escape(column.name)))
  return [
    '<table style="color:inherit;font-size:inherit;border-collapse:collapse;border:0;font-variant-numeric:tabular-nums">',
    `<thead style="border-bottom:1px solid"><tr style="background:none;border:0">${header.join('')}</tr></thead>`,
    `<tbody>${body.join('\n')}</tbody></table>`,
    `<div style="font-size:smaller;opacity:.7;padding:4px 12px">${escape(shape)}</div>`,
  ].join('\n')
}

const cell = (tag: string, { numeric }: Column, content: string) =>
  `<${tag} style="text-align:${numeric ? 'right' : 'left'};padding:2px 12px;border:0">${content}</${tag}>`

const dim = (text: string) => `<span style="opacity:.6">${text}</span>`

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
