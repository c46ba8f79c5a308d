import { Marked, type Token, type Tokens } from 'marked'
import { textOf } from '../mimeBundle.js'
import type { MimeBundle } from '../nbformat.js'
import { embedImage } from './embedImage.js'
import { escapeHtml } from './escapeHtml.js'
import { highlight } from './highlight.js'
import { mathExtension } from './math.js'

/** A heading of the page: its anchor, its depth from 1 to 6, its text, and the same as HTML without links. */
export interface Heading {
  id: string
  depth: number
  text: string
  html: string
}

/** The address of an anchor within the page, for an attribute. */
export function fragment(id: string): string {
  return escapeHtml(`#${encodeURIComponent(id)}`)
}

/** Turns markdown into HTML, and remembers the headings that it met. */
export interface MarkdownRenderer {
  headings: Heading[]
  render(markdown: string, attachments?: Record<string, MimeBundle>): Promise<string>
}

/** A renderer for the markdown of one notebook, whose images are looked for in its folder. */
export function markdownRenderer(folder: string): MarkdownRenderer {
  const headings: Heading[] = []
  const taken = new Map<string, number>()

  // The anchors of JupyterLab, so that links within a notebook work here too.
  function anchor(text: string): string {
    const id = text.trim().replace(/\s+/g, '-')
    const before = taken.get(id) ?? 0
    taken.set(id, before + 1)
    return before ? `${id}-${before}` : id
  }

  async function embed(token: Token, attachments: Record<string, MimeBundle>) {
    if (token.type === 'image') {
      const image = token as Tokens.Image
      const attached = /^attachment:(.*)$/.exec(image.href)
      image.href =
        (attached ? attachment(attachments, attached[1]) : await embedImage(image.href, folder)) ?? image.href
    } else if (token.type === 'html') {
      const html = token as Tokens.HTML
      const sources = [...html.text.matchAll(/<img\b[^>]*?\bsrc=(["'])(.*?)\1/gi)]
      for (const [, , source] of sources) {
        const uri = await embedImage(source, folder)
        if (uri) html.text = html.text.replaceAll(source, uri)
      }
    }
  }

  return {
    headings,
    async render(markdown, attachments = {}) {
      const marked = new Marked(mathExtension, {
        gfm: true,
        async: true,
        walkTokens: token => embed(token, attachments),
        renderer: {
          heading({ tokens, depth }) {
            const html = this.parser.parseInline(tokens)
            const text = this.parser.parseInline(tokens, this.parser.textRenderer).replace(/<[^>]*>/g, '')
            const id = anchor(text)
            headings.push({ id, depth, text, html: html.replace(/<\/?a\b[^>]*>/g, '') })
            const link = `<a class="anchor" href="${fragment(id)}" aria-hidden="true" tabindex="-1">#</a>`
            return `<h${depth} id="${escapeHtml(id)}">${html}${link}</h${depth}>\n`
          },
          code({ text, lang }) {
            const language = lang?.trim().split(/\s/)[0] ?? ''
            const html = /^([tj]sx?|typescript|javascript)$/i.test(language) ? highlight(text) : escapeHtml(text)
            return `<pre class="code"><code>${html}</code></pre>\n`
          },
          link({ href, title, tokens }) {
            const page = /^[a-z][a-z\d+.-]*:|^\/\//i.test(href) ? href : href.replace(/\.ipynb(?=$|#)/, '.html')
            const hint = title ? ` title="${escapeHtml(title)}"` : ''
            return `<a href="${escapeHtml(page)}"${hint}>${this.parser.parseInline(tokens)}</a>`
          },
        },
      })
      return marked.parse(markdown)
    },
  }
}

function attachment(attachments: Record<string, MimeBundle>, name: string): string | undefined {
  const bundle = attachments[name] ?? attachments[decodeURIComponent(name)]
  const mime = Object.keys(bundle ?? {}).find(type => type.startsWith('image/'))
  return mime && `data:${mime};base64,${textOf(bundle, mime)?.replace(/\s/g, '')}`
}
