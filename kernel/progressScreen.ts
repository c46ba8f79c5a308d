import { host, type JupyterHost } from './host.js'

/** Where progress is seen. */
export interface ProgressScreen {
  /** @param share from 0 to 1, if it is known */
  show(share: number | undefined, text: string): void
  /** Nothing more is shown; what was last shown stays, or goes. */
  end(keep: boolean): void
}

/** A bar in a notebook, a line on stderr of a terminal, undefined where nobody looks. */
export function progressScreen(): ProgressScreen | undefined {
  const notebook = host()
  return notebook ? bar(notebook) : line()
}

function bar(notebook: JupyterHost): ProgressScreen {
  const id = crypto.randomUUID()
  let shown = false
  return {
    show(share, text) {
      const value = share === undefined ? '' : ` value="${share.toFixed(3)}"`
      const markup = `<progress${value} style="width: 20em; vertical-align: middle"></progress> ${escaped(text)}`
      const bundle = { 'text/html': markup, 'text/plain': text }
      if (shown) notebook.update(id, bundle)
      else notebook.display(bundle, { id })
      shown = true
    },
    end(keep) {
      if (!keep) notebook.update(id, {})
    },
  }
}

function line(): ProgressScreen | undefined {
  const stderr = typeof process === 'object' ? process.stderr : undefined
  if (!stderr?.isTTY) return undefined
  return {
    show(share, text) {
      const percent = share === undefined ? '' : `${(100 * share).toFixed(0).padStart(3)} %  `
      stderr.write(`\r\x1b[K${percent}${text}`)
    },
    end: keep => void stderr.write(keep ? '\n' : '\r\x1b[K'),
  }
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
