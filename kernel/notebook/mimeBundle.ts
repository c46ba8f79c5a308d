import { joinLines, splitLines, type MimeBundle, type MultilineText } from './nbformat.js'

const scripts = ['application/javascript', 'image/svg+xml']
const isText = (mime: string) => mime.startsWith('text/') || scripts.includes(mime)

/**
 * A bundle as Jupyter saves it: text in lines, base64 and JSON as they are, MIME types in order,
 * so that the same outputs make the same file.
 */
export function savedBundle(bundle: MimeBundle): MimeBundle {
  const entries = Object.entries(bundle).map(([mime, value]): [string, unknown] => [
    mime,
    isText(mime) && typeof value === 'string' ? splitLines(value) : value,
  ])
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The representation of this MIME type as one string; undefined where there is none or it is not text. */
export function textOf(bundle: MimeBundle, mime: string): string | undefined {
  const value = bundle[mime]
  return typeof value === 'string' || Array.isArray(value) ? joinLines(value as MultilineText) : undefined
}
