import type { Drawing } from './drawing.js'
import { place } from './drawing.js'
import { edge, ink, paper } from './palette.js'
import { escape, fontFamily, fontSize } from './text.js'

/** Between the edge of the card and the figure, in pixels. */
export const padding = 16

/**
 * A whole SVG: the drawing on a light card of its own, so that it reads the same on a dark page.
 *
 * @param alt the figure in a sentence, for those who do not see it
 */
export function card(drawing: Drawing, alt: string): string {
  const [width, height] = [Math.ceil(drawing.width) + 2 * padding, Math.ceil(drawing.height) + 2 * padding]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` role="img" aria-label="${escape(alt)}" font-family="${fontFamily}" font-size="${fontSize}" fill="${ink}"`,
    ` style="max-width:100%;height:auto"><title>${escape(alt)}</title>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${paper}" stroke="${edge}"/>`,
    place(drawing, padding, padding),
    '</svg>',
  ].join('')
}
