import type { MimeBundle } from '../../host.js'
import { elementBundle } from './element.js'
import { functionText } from './functionText.js'
import { rowsOf } from './rows.js'
import { tableHtml } from './tableHtml.js'
import { tableText } from './tableText.js'
import { textOf } from './text.js'

/**
 * What a notebook shows of a value that does not display itself: rows as a table, elements of a page as what they
 * draw, anything else as bounded text.
 *
 * @param signature how TypeScript knows a function, where it does
 */
export function show(value: unknown, signature?: string): MimeBundle {
  if (typeof value === 'function') return { 'text/plain': functionText(value, signature) }
  const element = elementBundle(value)
  if (element) return element
  const rows = rowsOf(value)
  if (rows) return { 'text/html': tableHtml(rows), 'text/plain': tableText(rows) }
  return { 'text/plain': textOf(value) }
}
