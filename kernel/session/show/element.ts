import type { MimeBundle } from '../../host.js'

/** An element of a page (linkedom, jsdom), such as a figure of Observable Plot: SVG as a picture, else its HTML. */
export function elementBundle(value: unknown): MimeBundle | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { nodeType, localName, outerHTML } = value as Record<string, unknown>
  if (nodeType !== 1 || typeof localName !== 'string' || typeof outerHTML !== 'string') return undefined
  const text = { 'text/plain': `<${localName}> of ${outerHTML.length.toLocaleString('en')} characters` }
  return localName === 'svg' ? { 'image/svg+xml': namespaced(outerHTML), ...text } : { 'text/html': outerHTML, ...text }
}

/** Outside a page, SVG is known by its namespace alone. */
const namespaced = (svg: string) =>
  svg.includes('xmlns=') ? svg : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')
