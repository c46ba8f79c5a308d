import { basename } from 'node:path'
import { joinLines, type Cell, type Notebook } from '../nbformat.js'
import { escapeHtml } from './escapeHtml.js'
import { highlight } from './highlight.js'
import { fragment, markdownRenderer, type Heading, type MarkdownRenderer } from './markdown.js'
import { mathStyle } from './math.js'
import { outputHtml } from './outputHtml.js'
import { pageStyle } from './pageStyle.js'

export interface PageOptions {
  /** Name of the notebook's file; the title, where the notebook has no heading. */
  name: string
  /** Where images that the notebook refers to are looked for. */
  folder: string
}

/**
 * The notebook as one HTML page that needs nothing else: no script, no network. It reads on light and dark
 * screens and on paper; `data-theme="light"` or `"dark"` on the root element decides for the reader.
 */
export async function notebookPage(notebook: Notebook, { name, folder }: PageOptions): Promise<string> {
  const markdown = markdownRenderer(folder)
  const cells: string[] = []
  for (const [i, cell] of notebook.cells.entries()) cells.push(await cellHtml(cell, `cell-${i + 1}`, markdown))
  const main = cells.filter(Boolean).join('\n')
  const { headings } = markdown
  const title = headings.find(({ depth }) => depth === 1)?.text ?? headings[0]?.text ?? basename(name, '.ipynb')
  const style = pageStyle + (main.includes('<math') ? await mathStyle() : '')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${contents(headings)}<main>
${main}
</main>
<footer>${escapeHtml(basename(name))}</footer>
</body>
</html>
`
}

// The browser itself sees to it that the page is self-contained, whatever an output holds.
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; media-src data:"

async function cellHtml(cell: Cell, id: string, markdown: MarkdownRenderer): Promise<string> {
  const source = joinLines(cell.source)
  if (cell.cell_type === 'markdown')
    return `<section class="prose">${await markdown.render(source, cell.attachments)}</section>`
  if (cell.cell_type !== 'code') return source && `<pre class="text raw">${escapeHtml(source)}</pre>`
  const outputs: string[] = []
  for (const [i, output] of cell.outputs.entries())
    outputs.push(await outputHtml(output, `${id}-output-${i + 1}`, markdown))
  if (!source.trim() && !outputs.length) return ''
  const count = cell.execution_count === null ? '' : ` data-count="${Number(cell.execution_count)}"`
  const code = `<pre class="code"${count} tabindex="0"><code>${highlight(source.replace(/\s+$/, ''))}</code></pre>`
  const shown = outputs.filter(Boolean).join('\n')
  return `<section class="cell" id="${id}">${code}${shown && `\n<div class="outputs">${shown}</div>`}</section>`
}

/** Links to the headings of the first three levels, where there are enough of them to get lost. */
function contents(headings: Heading[]): string {
  const shown = headings.filter(({ depth }) => depth <= 3)
  if (shown.length < 3) return ''
  const top = Math.min(...shown.map(({ depth }) => depth))
  const links = shown.map(
    ({ id, depth, html }) => `<li class="level-${depth - top}"><a href="${fragment(id)}">${html}</a></li>`,
  )
  return `<nav aria-label="Contents"><details open><summary>Contents</summary><ol>\n${links.join('\n')}\n</ol></details></nav>\n`
}
