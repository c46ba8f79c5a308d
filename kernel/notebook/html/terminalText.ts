import { escapeHtml } from './escapeHtml.js'

const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']

interface Style {
  classes: Set<string>
  colour?: string
  background?: string
}

/**
 * Text for a terminal as HTML: colours and weights (SGR, ECMA-48) become spans, other escape sequences go,
 * and a carriage return writes over its line, so that of a progress bar the last state stays.
 */
export function terminalText(text: string): string {
  // The 16 colours are classes, which the page gives a shade that suits light and dark.
  const style: Style = { classes: new Set() }
  let html = ''
  for (const part of overwritten(text).split(escapeSequence)) {
    const sgr = /^\x1b\[([\d;:]*)m$/.exec(part)
    if (sgr) apply(style, sgr[1].split(/[;:]/).map(Number))
    else if (!part.startsWith('\x1b')) html += span(style, part)
  }
  return html
}

// CSI sequences, OSC sequences (links, titles) and two-character escapes
const escapeSequence = /(\x1b\[[\d;:?<=>]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\-_])/

function overwritten(text: string): string {
  if (!text.includes('\r')) return text
  return text
    .replace(/\r+\n/g, '\n')
    .split('\n')
    .map(line => line.slice(line.replace(/\r+$/, '').lastIndexOf('\r') + 1).replace(/\r+$/, ''))
    .join('\n')
}

function apply(style: Style, codes: number[]): void {
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]
    if (code === 0) {
      style.classes.clear()
      style.colour = style.background = undefined
    } else if (code === 1) style.classes.add('bold')
    else if (code === 2) style.classes.add('faint')
    else if (code === 3) style.classes.add('italic')
    else if (code === 4) style.classes.add('underline')
    else if (code === 7) style.classes.add('inverse')
    else if (code === 22) ['bold', 'faint'].forEach(name => style.classes.delete(name))
    else if (code === 23) style.classes.delete('italic')
    else if (code === 24) style.classes.delete('underline')
    else if (code === 27) style.classes.delete('inverse')
    else if (code === 39) style.colour = undefined
    else if (code === 49) style.background = undefined
    else if (code === 90) style.colour = 'grey'
    else if (code === 38 || code === 48) {
      const [colour, used] = extended(codes.slice(i + 1))
      style[code === 38 ? 'colour' : 'background'] = colour
      i += used
    } else if ((code >= 30 && code < 38) || (code >= 90 && code < 98)) style.colour = colours[code % 10]
    else if ((code >= 40 && code < 48) || (code >= 100 && code < 108)) style.background = colours[code % 10]
  }
}

/** One of 256 colours (5;n) or a colour of its own (2;r;g;b), and how many codes it took. */
function extended([kind, ...codes]: number[]): [string | undefined, number] {
  if (kind === 2) return [`rgb(${codes.slice(0, 3).map(byte).join()})`, 4]
  if (kind !== 5) return [undefined, 0]
  const n = byte(codes[0])
  if (n < 16) return [colours[n % 8], 2]
  if (n >= 232)
    return [
      `rgb(${Array<number>(3)
        .fill(8 + 10 * (n - 232))
        .join()})`,
      2,
    ]
  const levels = [0, 95, 135, 175, 215, 255]
  const cube = n - 16
  return [`rgb(${[cube / 36, (cube / 6) % 6, cube % 6].map(level => levels[Math.floor(level)]).join()})`, 2]
}

function byte(value = 0): number {
  return Math.min(255, Math.max(0, Math.trunc(value) || 0))
}

function span({ classes, colour, background }: Style, text: string): string {
  if (!text) return ''
  const names = [...classes]
  const rules: string[] = []
  if (colour?.startsWith('rgb')) rules.push(`color:${colour}`)
  else if (colour) names.push(`fg-${colour}`)
  if (background?.startsWith('rgb')) rules.push(`background:${background}`)
  else if (background) names.push(`bg-${background}`)
  if (!names.length && !rules.length) return escapeHtml(text)
  const attributes =
    (names.length ? ` class="${names.join(' ')}"` : '') + (rules.length ? ` style="${rules.join(';')}"` : '')
  return `<span${attributes}>${escapeHtml(text)}</span>`
}
