/** By kernel: its version, and what it answered to each question. */
export type Results = Record<string, { version: string; answers: Record<string, string> }>

const begin = '<!-- made by npm run compare-kernels -->'
const end = '<!-- to here -->'

/** The page with the table of results between its two marks. */
export function withTable(page: string, results: Results, order: readonly string[]): string {
  const [before, rest] = page.split(begin)
  const after = rest?.split(end)[1]
  if (after === undefined) throw new Error(`docs/kernel.md lacks ${begin} or ${end}`)
  return `${before}${begin}\n\n${table(results, order)}\n\n${end}${after}`
}

function table(results: Results, order: readonly string[]): string {
  const names = Object.keys(results)
  const rows = [
    ['', ...names.map(name => `${name} ${results[name].version.split(',')[0]}`)],
    ['protocol', ...names.map(name => results[name].version.replace(/.*protocol /, ''))],
    ...order.map(what => [what, ...names.map(name => results[name].answers[what] ?? '')]),
  ]
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)))
  const line = (cells: string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`
  const [head, ...body] = rows.map(line)
  return [head, line(widths.map(width => '-'.repeat(width))), ...body].join('\n')
}
