import { textOf } from '../mimeBundle.js'
import { joinLines, type MimeBundle, type Output } from '../nbformat.js'
import { escapeHtml } from './escapeHtml.js'
import { inlineSvg } from './inlineSvg.js'
import type { MarkdownRenderer } from './markdown.js'
import { mathml } from './math.js'
import { terminalText } from './terminalText.js'

const bitmaps = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

/** One output of a cell as HTML; `id` is its own on the page. */
export async function outputHtml(output: Output, id: string, markdown: MarkdownRenderer): Promise<string> {
  if (output.output_type === 'stream') return textBlock(joinLines(output.text), output.name)
  if (output.output_type === 'error')
    return textBlock(output.traceback.join('\n') || `${output.ename}: ${output.evalue}`, 'error')
  return bundleHtml(output.data, output.metadata, id, markdown)
}

/** The best representation that a page without scripts can show. */
async function bundleHtml(
  data: MimeBundle,
  metadata: Record<string, unknown>,
  id: string,
  markdown: MarkdownRenderer,
): Promise<string> {
  const text = textOf(data, 'text/plain')
  const alt = text && !text.includes('\n') ? text : 'Figure'
  const svg = textOf(data, 'image/svg+xml')
  const figure = () => {
    if (svg !== undefined) return inlineSvg(svg, id, alt)
    const mime = bitmaps.find(type => type in data)
    if (mime) return bitmap(mime, textOf(data, mime) ?? '', alt, metadata[mime])
  }
  // An interactive chart is stood for by its picture; any other html was made to be seen before the picture.
  const interactive = Object.keys(data).some(mime => mime.startsWith('application/vnd.vega'))
  const html = textOf(data, 'text/html')
  const shown =
    (interactive || html === undefined ? figure() : undefined) ?? (html && `<div class="html">${html}</div>`)
  if (shown) return shown
  const prose = textOf(data, 'text/markdown')
  if (prose !== undefined) return `<div class="prose">${await markdown.render(prose)}</div>`
  const latex = textOf(data, 'text/latex')
  if (latex !== undefined) return mathml(latex.trim().replace(/^\$+|\$+$/g, ''), true)
  if (text !== undefined) return textBlock(text, 'result')
  const [mime, value] = Object.entries(data)[0] ?? []
  if (mime?.endsWith('json') && !mime.startsWith('application/vnd.jupyter.widget'))
    return textBlock(JSON.stringify(value, null, 2), 'result')
  return mime ? textBlock(`(an output of type ${mime}, for a live notebook)`, 'result') : ''
}

function bitmap(mime: string, base64: string, alt: string, metadata: unknown): string {
  const { width, height } = (metadata ?? {}) as { width?: number; height?: number }
  const size = (width ? ` width="${Number(width)}"` : '') + (height ? ` height="${Number(height)}"` : '')
  return `<img class="figure" src="data:${mime};base64,${base64.replace(/\s/g, '')}" alt="${escapeHtml(alt)}"${size}>`
}

function textBlock(text: string, kind: string): string {
  return `<pre class="text ${kind}" tabindex="0">${terminalText(text.replace(/\n$/, ''))}</pre>`
}
