import { escapeHtml } from './escapeHtml.js'

/**
 * An SVG figure for the page. Two figures may use the same ids and class names, so ids get the prefix and style
 * sheets are nested under the figure. A figure whose style sheet cannot be nested becomes an image of its own.
 */
export function inlineSvg(svg: string, prefix: string, alt: string): string {
  const drawing = /<svg\b[^]*<\/svg>/i.exec(svg)?.[0]
  if (!drawing || /<script\b|<foreignObject\b|@(import|font-face|keyframes|namespace|charset)\b/i.test(drawing)) {
    const uri = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
    return `<img class="figure" src="${uri}" alt="${escapeHtml(alt)}">`
  }
  const own = drawing
    .replace(/\sid=(["'])([^"']+)\1/g, ` id=$1${prefix}-$2$1`)
    .replace(/\burl\((["']?|&quot;)#/g, `url($1#${prefix}-`)
    .replace(
      /\b(href|aria-labelledby|aria-describedby)=(["'])(#?)(?=[^"']*\2)(?!data:|https?:)/g,
      (_, name, quote, hash) => (name === 'href' && !hash ? `${name}=${quote}` : `${name}=${quote}${hash}${prefix}-`),
    )
    .replace(/(<style\b[^>]*>)([^]*?)(<\/style>)/gi, (_, open: string, rules: string, close: string) => {
      const nested = rules.replace(/<!\[CDATA\[|\]\]>/g, '').replace(/#(?=[\w-]+\s*[{,.:>\s])/g, `#${prefix}-`)
      return `${open}#${prefix} { ${nested} }${close}`
    })
  return `<div class="figure" id="${prefix}">${named(own, alt)}</div>`
}

/** Gives a drawing that does not say what it shows a name for those who cannot see it. */
function named(svg: string, alt: string): string {
  const tag = /^<svg\b[^>]*>/i.exec(svg)?.[0] ?? ''
  if (!alt || /\baria-label(ledby)?=/.test(tag) || /^<svg\b[^>]*>\s*<title\b/i.test(svg)) return svg
  return svg.replace(/^<svg\b/i, `<svg role="img" aria-label="${escapeHtml(alt)}"`)
}
