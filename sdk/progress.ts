import { hostOf, type Host } from './host.js'

/** Shows how far something that takes its time has come, where there is someone to see it. */
export interface Progress {
  /**
   * @param share done, 0 to 1
   * @param words what there is to say besides the time left
   */
  update(share: number, words: () => string): void
  done(): void
}

const patience = 500
const interval = 200

/** Whatever is shown as a whole, such as a sweep, shows its parts too: they have no bars of their own. */
let wholes = 0

/**
 * A bar in a notebook, a line on stderr of a terminal, else silence. Nothing appears before half a second has passed,
 * and nothing stays in the end.
 */
export function progress({ whole = false } = {}): Progress {
  const start = performance.now()
  const hidden = wholes > 0
  const screen = hidden ? undefined : hostOf() ? notebook(hostOf()!) : terminal()
  if (whole) wholes++
  let last = start + patience - interval
  let shown = false
  return {
    update(share, words) {
      const now = performance.now()
      if (!screen || now - last < interval) return
      last = now
      shown = true
      const left = ((now - start) / 1000) * (1 / share - 1)
      screen.show(share, `${words()}${share > 0 ? `, ${duration(left)} left` : ''}`)
    },
    done() {
      if (whole) wholes--
      if (shown) screen?.hide()
    },
  }
}

interface Screen {
  show(share: number, text: string): void
  hide(): void
}

let bars = 0

function notebook(host: Host): Screen {
  const id = `spikelab-progress-${++bars}`
  let first = true
  return {
    show(share, text) {
      const bundle = {
        'text/html': `<progress value="${share.toFixed(3)}" style="width: 20em; vertical-align: middle"></progress> <span style="font-variant-numeric: tabular-nums">${text}</span>`,
        'text/plain': text,
      }
      if (first) host.display(bundle, { id })
      else host.update(id, bundle)
      first = false
    },
    hide: () => host.update(id, {}),
  }
}

function terminal(): Screen | undefined {
  const stderr = typeof process === 'object' ? process.stderr : undefined
  if (!stderr?.isTTY) return undefined
  return {
    show(share, text) {
      const line = `${(100 * share).toFixed(0).padStart(3)} %  ${text}`
      // A line that breaks could not be taken back.
      stderr.write(`\r\x1b[K${line.slice(0, Math.max(20, (stderr.columns || 80) - 1))}`)
    },
    hide: () => void stderr.write('\r\x1b[K'),
  }
}

/** `8 s`, `2 min 5 s`, `3 h 12 min`. */
function duration(seconds: number): string {
  const s = Math.round(seconds)
  if (s < 60) return `${s} s`
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`
}
