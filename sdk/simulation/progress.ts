import { progress } from '../progress.js'

/**
 * Progress of a run from one time to another, in ms: simulated time, how fast it goes (`×2` is two simulated seconds a
 * second), spikes and the time left.
 */
export function runProgress(from: number, to: number) {
  const start = performance.now()
  const shown = progress()
  return {
    update(time: number, spikes: number): void {
      shown.update((time - from) / (to - from), () => {
        const speed = (time - from) / (performance.now() - start)
        return `${simulated(time, to)}, ×${digits(speed)} real time, ${spikes.toLocaleString('en')} spikes`
      })
    },
    done: () => shown.done(),
  }
}

/** `120 of 500 ms`, `1.2 of 10 s`. */
function simulated(time: number, to: number): string {
  if (to < 10_000) return `${whole(time)} of ${whole(to)} ms`
  return `${(time / 1000).toFixed(1)} of ${Number((to / 1000).toFixed(1)).toLocaleString('en')} s`
}

const whole = (ms: number) => Math.round(ms).toLocaleString('en')
const digits = (x: number) => (x >= 100 ? x.toFixed(0) : Number(x.toPrecision(2)).toString())
