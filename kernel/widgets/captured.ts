import { host, type Shown, type ShownError } from '../host.js'

/** Runs `work`, and gives what it shows to `shown`, where there is a host that can; see `JupyterHost.capture`. */
export async function captured<T>(work: () => T, shown: (output: Shown) => boolean): Promise<Awaited<T>> {
  const notebook = host()
  return notebook?.capture ? notebook.capture(work, shown) : await work()
}

/** An error as the notebook shows it. */
export function shownError(thrown: unknown): ShownError {
  const own = host()?.error?.(thrown)
  if (own) return own
  const { name, message, stack = '' } = thrown instanceof Error ? thrown : new Error(String(thrown))
  return { ename: name, evalue: message, traceback: [`${name}: ${message}`, ...stack.split('\n').slice(1)] }
}
