import type { Rows } from './rows.js'
import { widthOf } from './widthOf.js'

/** A table in columns of text, numbers to the right. */
export function tableText({ columns, shown, gap, shape }: Rows): string {
  const lines = [columns.map(({ name }) => name)]
  for (let row = 0; row < shown; row++) {
    if (row === gap) lines.push(columns.map(() => '⋮'))
    lines.push(columns.map(({ cells }) => cells[row]))
  }
  const widths = columns.map((_, column) => Math.max(...lines.map(line => widthOf(line[column]))))
  const padded = lines.map(line =>
    line
      .map((words, column) => {
        const room = ' '.repeat(widths[column] - widthOf(words))
        return columns[column].numeric ? room + words : words + room
      })
      .join('  ')
      .trimEnd(),
  )
  return [...padded, shape].join('\n')
}
