/**
 * Work that is always about the newest state: requests while it runs become one more run, which begins when it is done.
 *
 * @param work never rejected
 * @returns asks for a run; resolved when one that began later is done
 */
export function latest(work: () => Promise<void>): () => Promise<void> {
  let running = Promise.resolve()
  let waiting: Promise<void> | undefined
  return () =>
    (waiting ??= running.then(turn).then(() => {
      waiting = undefined
      return (running = work())
    }))
}

/** Lets everything in that has already come: of ten values that a slider has sent, the last is drawn. */
const turn = () => new Promise<void>(resolve => setTimeout(resolve))
