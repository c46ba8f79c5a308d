import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { MarkedExtension, Tokens } from 'marked'
import temml from 'temml'

interface MathToken extends Tokens.Generic {
  type: 'math' | 'mathBlock'
  tex: string
  display: boolean
}

/** TeX as MathML, which browsers draw by themselves; what temml cannot read is shown with its error. */
export function mathml(tex: string, display: boolean): string {
  const math = temml.renderToString(tex.trim(), { displayMode: display, throwOnError: false })
  return display ? `<span class="math">${math}</span>` : math
}

// The delimiters of JupyterLab. As in pandoc, `$` touches its formula and no digit follows, so that $5 stays money;
// and it holds no backtick, so that code between two dollars stays code.
const delimited = [
  { pattern: /^\$\$([^$]+?)\$\$/, display: true },
  { pattern: /^\$((?:\\.|[^\s$\\`])(?:(?:\\.|[^$\\\n`]|\n(?!\n))*?(?:\\.|[^\s$\\`]))?)\$(?!\d)/, display: false },
  { pattern: /^\\\\\[([^]+?)\\\\\]/, display: true },
  { pattern: /^\\\\\(([^]+?)\\\\\)/, display: false },
  { pattern: /^(\\begin\{([a-z]+\*?)\}[^]+?\\end\{\2\})/, display: true },
]

function tokenOf(src: string, type: MathToken['type']): MathToken | undefined {
  for (const { pattern, display } of delimited) {
    const match = pattern.exec(src)
    if (match) return { type, raw: match[0], tex: match[1], display }
  }
}

const start = (src: string) => {
  const at = src.search(/\$|\\\\[([]|\\begin\{/)
  return at < 0 ? undefined : at
}
const renderer = (token: Tokens.Generic) => mathml((token as MathToken).tex, (token as MathToken).display)

/** Lets `marked` take formulas out of the text before it sees their asterisks and underscores. */
export const mathExtension: MarkedExtension = {
  extensions: [
    { name: 'math', level: 'inline', start, tokenizer: src => tokenOf(src, 'math'), renderer },
    {
      name: 'mathBlock',
      level: 'block',
      // Only a formula with a paragraph to itself; it may hold lines that markdown would take for a list or a rule.
      start: src => /(?:^|\n)(?=\$\$|\\\\\[|\\begin\{)/.exec(src)?.index,
      tokenizer(src) {
        const token = tokenOf(src, 'mathBlock')
        if (!token?.display || !/^[ \t]*(?:\n|$)/.test(src.slice(token.raw.length))) return
        return token
      },
      renderer,
    },
  ],
}

/** The style sheet of temml, with its font within. */
export async function mathStyle(): Promise<string> {
  const sheet = createRequire(import.meta.url).resolve('temml/dist/Temml-Local.css')
  const [css, font] = await Promise.all([
    readFile(sheet, 'utf8'),
    readFile(join(dirname(sheet), 'Temml.woff2'), 'base64'),
  ])
  return css.replace(/url\(['"]?Temml\.woff2['"]?\)/, `url(data:font/woff2;base64,${font})`)
}
