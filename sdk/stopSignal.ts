/** The notebook's side of the host convention, as far as stopping needs it. */
interface Host {
  readonly interrupted?: AbortSignal
}

/**
 * What stops work that takes its time: the signal that it was given, and in a notebook the person who interrupts.
 *
 * @param signal of the caller, if there is one
 */
export function stopSignal(signal?: AbortSignal): AbortSignal | undefined {
  const host = (globalThis as { [key: symbol]: unknown })[Symbol.for('Jupyter.host')] as Host | undefined
  const interrupted = host?.interrupted
  return signal && interrupted ? AbortSignal.any([signal, interrupted]) : (signal ?? interrupted)
}
