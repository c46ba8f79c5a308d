import type { Drawing } from './drawing.js'
import { escape, textWidth, wrap } from './text.js'

/** One entry of a legend. */
export interface Key {
  readonly label: string
  readonly color: string
}

const keyLine = 18

/** The title of a figure and, below it, a legend; both break into lines where they must. */
export function heading(title: string, keys: readonly Key[], width: number, titleSize = 14): Drawing {
  const body: string[] = []
  let height = 0
  // An SVG shows no line longer than its card, and semibold letters are a twentieth wider.
  for (const line of wrap(title, width / 1.05, titleSize)) {
    body.push(`<text y="${height + titleSize - 1}" font-size="${titleSize}" font-weight="600">${escape(line)}</text>`)
    height += titleSize + 5
  }
  if (keys.length) {
    height += title ? 2 : 0
    let x = 0
    for (const { label, color } of keys) {
      const room = 16 + textWidth(label)
      if (x > 0 && x + room > width) [x, height] = [0, height + keyLine]
      body.push(
        `<rect x="${x}" y="${height + 3}" width="11" height="11" rx="2" fill="${color}"/>`,
        `<text x="${x + 16}" y="${height + 13}">${escape(label)}</text>`,
      )
      x += Math.round(room + 14)
    }
    height += keyLine
  }
  return { width, height: height ? height + 6 : 0, body: body.join('') }
}
