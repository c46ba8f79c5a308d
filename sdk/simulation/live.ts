import { check, kindOf } from '../check.js'
import { isRecording, type Recording } from './recording/index.js'

/**
 * Something that shows a run while it goes on, such as `plot.raster.live()`: what `run` is given as `live`. Whoever
 * writes one needs only these two functions.
 */
export interface Live {
  /**
   * Before the first step. The recordings are those of the network, in the order of `net.record`; they grow as it runs.
   *
   * @returns what is told how far the run has come; nothing where nobody watches
   */
  begin(recordings: readonly Recording[]): Promise<LiveView | undefined> | LiveView | undefined
}

/** One run, shown. Times are those simulated, in ms. */
export interface LiveView {
  /** At most ten times a second, and so seldom that it takes no more than a twentieth of the run. */
  update(time: number): Promise<void> | void
  /** Once, when the run is over, also where it was stopped. */
  end(time: number): Promise<void> | void
}

/** Shortest time between two updates, in ms of real time. */
const pause = 100
/** Between two updates passes so many times what the last one took: it takes a twenty-fifth of the whole. */
const patience = 24

/** All that show a run, as one. */
export async function begin(
  live: Live | readonly Live[],
  recorders: readonly object[],
): Promise<{ update(time: number): Promise<void>; end(time: number): Promise<void> }> {
  const all = Array.isArray(live) ? (live as readonly Live[]) : [live as Live]
  for (const one of all) {
    check(
      typeof one?.begin === 'function',
      `run: live must be what shows a run, such as plot.raster.live(), got ${kindOf(one)}`,
    )
  }
  const recordings = recorders.filter(isRecording)
  const views: LiveView[] = []
  for (const one of all) {
    const view = await one.begin(recordings)
    if (view) views.push(view)
  }
  let due = performance.now() + pause
  return {
    async update(time) {
      const start = performance.now()
      if (start < due || views.length === 0) return
      for (const view of views) await view.update(time)
      const end = performance.now()
      due = Math.max(start + pause, end + patience * (end - start))
    },
    async end(time) {
      for (const view of views) await view.end(time)
    },
  }
}
