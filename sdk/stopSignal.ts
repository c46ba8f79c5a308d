import { hostOf } from './host.js'

/**
 * What stops work that takes its time: the signal that it was given, and in a notebook the person who interrupts.
 *
 * @param signal of the caller, if there is one
 */
export function stopSignal(signal?: AbortSignal): AbortSignal | undefined {
  const interrupted = hostOf()?.interrupted
  return signal && interrupted ? AbortSignal.any([signal, interrupted]) : (signal ?? interrupted)
}
