import { hostSymbol, type JupyterHost, type MimeBundle } from '../host.js'
import { wireBundle } from './bundle.js'
import { onComm, openComm } from './comms.js'
import { ask } from './input.js'
import { interruption } from './interrupt.js'
import type { Output } from './messages.js'
import { capture, output } from './output.js'
import { show } from './show/index.js'
import { cellError } from './cellError.js'

/** Puts the host of this session where displays find it. */
export function installHost(): void {
  const host: JupyterHost = {
    display(bundle, { id } = {}) {
      put(bundle, ready => ({ type: 'display', bundle: wireBundle(ready), id }))
    },
    update(id, bundle) {
      put(bundle, ready => ({ type: 'update', bundle: wireBundle(ready), id }))
    },
    clear: (wait = false) => output().put({ type: 'clear', wait }),
    get interrupted() {
      return interruption()
    },
    show: value => show(value),
    page: bundle => put(bundle, ready => ({ type: 'page', bundle: wireBundle(ready) })),
    input: (prompt, { secret = false } = {}) => ask(prompt, secret),
    capture,
    error: cellError,
    comm: openComm,
    onComm,
  }
  Object.defineProperty(globalThis, hostSymbol, { value: host, configurable: true })
}

function put(bundle: MimeBundle | Promise<MimeBundle>, shown: (ready: MimeBundle) => Output): void {
  if (!(bundle instanceof Promise)) return output().put(shown(bundle))
  const failed = (error: unknown): Output => {
    const text = cellError(error).traceback.join('\n') + '\n'
    return { type: 'stream', name: 'stderr', text }
  }
  output().put(bundle.then(shown).catch(failed))
}
