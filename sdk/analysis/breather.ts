import { stopSignal } from '../stopSignal.js'

/** Who watches something slow. */
export interface Watch {
  /** Told now and then, and at the end, how much of all is done. */
  readonly onProgress?: (done: number, all: number) => void
  /** Stops it when aborted: the promise is rejected with its reason. */
  readonly signal?: AbortSignal
}

/** Longest time without a look at the signal and progress, in ms of real time. */
const breath = 50

/**
 * What something slow awaits at every step: it throws when aborted, and now and then reports and lets others work.
 *
 * @example
 * const breathe = breather({ signal, onProgress })
 * for (let i = 0; i < all; i++) {
 *   await breathe(i, all)
 *   ...
 * }
 */
export function breather({ onProgress, ...watch }: Watch): (done: number, all: number) => Promise<void> | undefined {
  const signal = stopSignal(watch.signal)
  let rested = performance.now()
  signal?.throwIfAborted()
  return (done, all) => {
    const late = performance.now() - rested > breath
    if (!late && done < all) return undefined
    onProgress?.(done, all)
    if (!late) return undefined
    return new Promise<void>(resolve => setTimeout(resolve)).then(() => {
      rested = performance.now()
      signal?.throwIfAborted()
    })
  }
}
