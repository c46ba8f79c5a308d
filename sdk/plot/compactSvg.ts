import { ink } from './palette.js'

const measures =
  /\s(d|x|y|[xy][12]|c[xy]|r[xy]?|d[xy]|width|height|transform|points|stroke-width|[a-z-]*opacity)="([^"]*)"/g
/** What a picture (`role="img"`) does not pass on, what only CSS reads, and what says the default. */
const silent =
  /\s(?:(?:aria-[a-z]+|role|class|pointer-events)="[^"]*"|opacity="1"|fill-opacity="1"|stroke-miterlimit="4")/g
const invisible = /<path[^>]*\sd="(?:M0,0h0v0h0Z)?"[^>]*(?:\/>|><\/path>)/g
const decimals = /-?\d*\.\d+(?:e[-+]?\d+)?|-?\d+e[-+]?\d+/gi

/**
 * The same picture in fewer letters, and always the same letters for the same picture.
 *
 * Numbers keep two decimals. Ids become a hash of the content, so that figures on one page do not take each other's,
 * and a figure drawn again is equal to the last. Colours no longer come from the page around it.
 */
export function compactSvg(markup: string): string {
  const plain = markup
    .replace(/<style>[^]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, tag =>
      tag
        .replace(silent, '')
        .replace(/currentColor/gi, ink)
        .replace(measures, (_, name: string, value: string) => ` ${name}="${value.replace(decimals, round)}"`)
        .replace(/ \/>$/, '/>'),
    )
    .replace(invisible, '')
  return ownIds(withoutEmptyGroups(plain))
}

function round(digits: string): string {
  const rounded = Math.round(100 * Number(digits)) / 100
  return String(rounded === 0 ? 0 : rounded)
}

function withoutEmptyGroups(markup: string): string {
  const next = markup
    .replace(/<g\b(?:[^>]*[^>/])?><\/g>|<g\b[^>]*\/>/g, '')
    .replace(/<g>((?:(?!<\/?g\b)[^])*)<\/g>/g, '$1')
  return next.length === markup.length ? markup : withoutEmptyGroups(next)
}

function ownIds(markup: string): string {
  const ids = Array.from(markup.matchAll(/\sid="([^"]*)"/g), match => match[1])
  if (ids.length === 0) return markup
  const order = new Map(ids.map((id, i) => [id, i]))
  const rename = (text: string, prefix: string) =>
    text.replace(/(\sid="|url\(#|href="#)([^")]*)/g, (all, before: string, id: string) =>
      order.has(id) ? `${before}${prefix}${order.get(id)}` : all,
    )
  return rename(markup, `f${hash(rename(markup, ''))}-`)
}

/** FNV-1a, 32 bits (Fowler, Noll & Vo), in base 36. */
function hash(text: string): string {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return (h >>> 0).toString(36)
}
