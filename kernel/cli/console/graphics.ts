import type { Picture } from './picture.js'

/** How pictures are drawn in a terminal: by the protocol of kitty or of iTerm2, or not at all. */
export type Graphics = 'kitty' | 'iterm2' | 'none'

/** What the terminal is known to draw, by its name in the environment. */
export function graphicsOf(env: NodeJS.ProcessEnv): Graphics {
  const { TERM = '', TERM_PROGRAM = '' } = env
  // They pass such sequences on to nobody, unless told to.
  if (env.TMUX || env.STY || TERM.startsWith('screen') || TERM.startsWith('tmux')) return 'none'
  if (env.KITTY_WINDOW_ID || /kitty|ghostty/.test(TERM) || /^ghostty$/i.test(TERM_PROGRAM)) return 'kitty'
  if (Number(env.KONSOLE_VERSION) >= 220400) return 'kitty'
  if (TERM_PROGRAM === 'iTerm.app' || TERM_PROGRAM === 'WezTerm' || env.LC_TERMINAL === 'iTerm2') return 'iterm2'
  return 'none'
}

/** The text that draws a picture; undefined where the terminal draws none of its kind. */
export function drawn({ bytes, extension }: Picture, graphics: Graphics): string | undefined {
  if (graphics === 'none' || extension === 'svg') return
  if (graphics === 'iterm2') {
    const fields = ['inline=1', `size=${bytes.length}`, ...(extension === 'png' ? [`width=${cells(bytes)}`] : [])]
    return `\x1b]1337;File=${fields.join(';')}:${bytes.toString('base64')}\x07`
  }
  return extension === 'png' ? kitty(bytes) : undefined
}

/** Kitty's graphics protocol: PNG (f=100), transmitted and shown (a=T) in pieces of 4096 characters, no answer (q=2). */
function kitty(png: Buffer): string {
  const pieces = png.toString('base64').match(/.{1,4096}/g) ?? []
  return pieces
    .map((piece, i) => {
      const more = `m=${i < pieces.length - 1 ? 1 : 0}`
      return `\x1b_G${i ? more : `a=T,f=100,q=2,c=${cells(png)},${more}`};${piece}\x1b\\`
    })
    .join('')
}

/** How many columns of the terminal a PNG takes at some ten pixels each, at most all. */
function cells(png: Buffer): number {
  const width = png.readUInt32BE(16) // of IHDR, which is first
  return Math.max(1, Math.min((process.stdout.columns || 80) - 1, Math.ceil(width / 10)))
}
