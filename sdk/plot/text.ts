/** Inter comes first: PNGs are drawn with the copy in fonts/, a page without it takes its own sans-serif. */
export const fontFamily = 'Inter, system-ui, sans-serif'
export const fontSize = 12

/** Text for SVG, between tags or in an attribute. */
export const escape = (words: string): string =>
  words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

const narrow = new Set(" !'(),-./:;I[]fijlrt|")
const wide = new Set('%@MWmw—…')

/** About as wide as Inter draws it, in pixels, without a browser to ask; a little too wide rather than too narrow. */
export function textWidth(words: string, size: number = fontSize): number {
  let em = 0
  for (const letter of words)
    em += narrow.has(letter) ? 0.38 : wide.has(letter) ? 0.95 : /\p{Lu}/u.test(letter) ? 0.72 : 0.61
  return em * size
}

/** Breaks text into lines of at most `width` pixels, at spaces. */
export function wrap(words: string, width: number, size: number = fontSize): string[] {
  const lines: string[] = []
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word
    if (lines.length && textWidth(longer, size) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/** A number for people: `1,000`, `2.13`, `0.0012`, with a true minus sign. */
export const number = (value: number, digits = 3): string =>
  value
    .toLocaleString(
      'en',
      Math.abs(value) >= 10 ** digits ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: digits },
    )
    .replace('-', '−')

/** `1 spike`, `2,134 spikes`. */
export const count = (n: number, noun: string): string => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`

/** What stands at an axis: `v (mV)`, and `v` alone where it has no unit, which some models write as 1. */
export const withUnit = (name: string, unit: string | undefined): string =>
  unit && unit !== '1' ? `${name} (${unit})` : name

/** `a`, `a and b`, `a, b and c`. */
export const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** What a figure shows, after the title that somebody gave it. */
export const titled = (title: string | undefined, sentence: string): string =>
  title ? `${title}: ${sentence}` : sentence
