import type { Pause } from '../engine/index.js'
import type { ProjectionDescription } from '../network/index.js'
import { progress } from '../progress.js'
import { drawingOf, settle, type Drawing } from './undrawn.js'

/** Longest time without a look at signals, interrupts and progress, in ms of real time. */
const breath = 40

/**
 * Draws the synapses of projections that are not drawn yet, with progress, giving way to what else goes on.
 *
 * @param wanted throws if nobody waits for it any more: what is drawn by then is kept, and a later call goes on from there
 */
export async function drawAll(
  projections: readonly ProjectionDescription[],
  wanted: () => void = () => undefined,
): Promise<void> {
  const waiting = projections.flatMap(projection => {
    const drawing = drawingOf(projection)
    return drawing ? [{ projection, drawing }] : []
  })
  if (waiting.length === 0) return
  const total = waiting.reduce((sum, { drawing }) => sum + synapsesOf(drawing), 0)
  let before = 0
  const shown = building(wanted)
  try {
    for (const { projection, drawing } of waiting) {
      const words = () =>
        `drawing synapses of ${projection.pre} -> ${projection.post}, ${millions(before + drawing.share * synapsesOf(drawing))} of ${millions(total)} million`
      while (!drawing.step()) {
        const pause = shown.pause((before + drawing.share * synapsesOf(drawing)) / total, words)
        if (pause) await pause
      }
      settle(projection)
      before += synapsesOf(drawing)
    }
  } finally {
    shown.done()
  }
}

/** What an engine is given, so that its work is seen, and others get their turn. */
export function enginePause(wanted: () => void): { readonly pause: Pause; readonly done: () => void } {
  const shown = building(wanted)
  return { pause: share => shown.pause(share, () => 'bringing synapses into the engine'), done: shown.done }
}

/** Progress of work that goes on in one thread with everything else. */
function building(wanted: () => void) {
  const shown = progress()
  let rested = performance.now()
  return {
    /** A promise if it is time for a rest. */
    pause(share: number, words: () => string): Promise<void> | undefined {
      if (performance.now() - rested < breath) return undefined
      shown.update(share, words)
      return new Promise<void>(resolve => setTimeout(resolve)).then(() => {
        rested = performance.now()
        wanted()
      })
    },
    done: () => shown.done(),
  }
}

const synapsesOf = ({ plan }: Drawing) => plan.planned.count

const millions = (synapses: number) => (synapses / 1e6).toFixed(1)
