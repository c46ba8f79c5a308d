/** Shows how far a run has come, where there is someone to see it. */
export interface Progress {
  update(time: number, spikes: number): void
  done(): void
}

/** The notebook's side of the host convention, as far as progress needs it. */
interface Host {
  display(bundle: Record<string, unknown>, options: { id: string }): void
  update(id: string, bundle: Record<string, unknown>): void
}

const patience = 500
const interval = 200

/**
 * Progress of a run from one time to another, in ms: a bar in a notebook, a line on stderr of a terminal, else silence.
 * Nothing appears before half a second has passed, and nothing stays when the run is done.
 */
export function progress(from: number, to: number): Progress {
  const start = performance.now()
  const screen = (globalThis as { [key: symbol]: unknown })[Symbol.for('Jupyter.host')] ? notebook() : terminal()
  let last = start + patience - interval
  let shown = false
  return {
    update(time, spikes) {
      const now = performance.now()
      if (!screen || now - last < interval) return
      last = now
      shown = true
      const share = (time - from) / (to - from)
      const left = ((now - start) / 1000) * (1 / share - 1)
      screen.show(
        share,
        `${round(time)} of ${round(to)} ms, ${spikes.toLocaleString('en')} spikes, ${left.toFixed(0)} s left`,
      )
    },
    done() {
      if (shown) screen?.hide()
    },
  }
}

interface Screen {
  show(share: number, text: string): void
  hide(): void
}

let bars = 0

function notebook(): Screen {
  const host = (globalThis as { [key: symbol]: unknown })[Symbol.for('Jupyter.host')] as Host
  const id = `spikelab-progress-${++bars}`
  let first = true
  return {
    show(share, text) {
      const bundle = {
        'text/html': `<progress value="${share.toFixed(3)}" style="width: 20em; vertical-align: middle"></progress> ${text}`,
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
    show: (share, text) => void stderr.write(`\r\x1b[K${(100 * share).toFixed(0).padStart(3)} %  ${text}`),
    hide: () => void stderr.write('\r\x1b[K'),
  }
}

const round = (ms: number) => Math.round(ms).toLocaleString('en')
