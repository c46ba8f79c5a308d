/** Something that is done now, or within some time of being asked for, once for all who asked. */
export interface Throttled {
  now: () => void
  soon: () => void
}

/** @param patience how long asking again and again may put it off, in ms */
export function throttled(work: () => unknown, patience: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined
  function now() {
    clearTimeout(timer)
    timer = undefined
    void work()
  }
  return {
    now,
    soon() {
      timer ??= setTimeout(now, patience)
    },
  }
}
