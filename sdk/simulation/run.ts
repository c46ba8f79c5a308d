import type { Simulation, SpikeColumns } from '../engine/index.js'
import type { ChannelName } from './channelNames.js'
import type { EventDispatcher } from './events.js'
import { begin, type Live } from './live.js'
import { runProgress } from './progress.js'
import { checkHeld, checkRoom, type Recorder } from './recording/index.js'

export interface RunOptions {
  /** Stops the run when aborted; what was recorded stays. */
  signal?: AbortSignal
  /**
   * Shows the run while it goes on, in a notebook: `plot.raster.live({ window: '1 s' })`, or several in a list. The
   * last picture stays. Takes no more than a twentieth of the run; where there is no notebook, nothing.
   */
  live?: Live | readonly Live[]
}

/** What watches a simulation while it runs. */
export interface Observers {
  readonly dt: number
  readonly events: EventDispatcher
  readonly recorders: readonly Recorder[]
  readonly channels: readonly ChannelName[]
  /** Most bytes that the recordings may take. */
  readonly limit: () => number
}

/** Longest time without a look at signals, interrupts and progress, in ms of real time. */
const breath = 50

/** Advances a simulation, stopping where somebody wants to see or do something. */
export async function run(
  simulation: Simulation,
  steps: number,
  observers: Observers,
  { signal, live = [] }: RunOptions,
): Promise<void> {
  const { dt, events, recorders, limit } = observers
  const end = simulation.step + steps
  const ready = new Set<Recorder>()
  /** Handlers may begin recordings too. */
  const makeRoom = () => {
    if (ready.size === recorders.length) return
    checkRoom(recorders, end, limit())
    for (const recorder of recorders) {
      if (!ready.has(recorder)) recorder.prepare(end)
      ready.add(recorder)
    }
  }
  makeRoom()
  const watched = await begin(live, recorders)
  const shown = runProgress(simulation.step * dt, end * dt)
  let spikes = 0
  let chunk = 1
  let rested = performance.now()
  try {
    while (simulation.step < end) {
      signal?.throwIfAborted()
      const from = simulation.step
      // A multiple of dt may come out a rounding error below the time meant.
      await events.due(from * dt + 1e-9 * dt)
      makeRoom()
      for (const recorder of recorders) {
        // A step that was sampled before it diverged is behind: it is not sampled again.
        if (recorder.next === from) await recorder.sample?.(simulation)
      }
      const stop = Math.min(
        end,
        from + chunk,
        listened(observers) ? from + 1 : end,
        nextEvent(events, dt, from),
        recorders.reduce((next, recorder) => Math.min(next, recorder.next), Infinity),
      )
      const began = performance.now()
      try {
        await simulation.advance(stop - from)
      } finally {
        spikes += await drain(simulation, from, observers)
      }
      checkHeld(recorders, simulation.step * dt, limit())
      const now = performance.now()
      // Few long calls: an engine may have a fixed cost a call, so only far too long ones are cut.
      if (stop - from === chunk && now - began < breath / 4) chunk *= 2
      else if (now - began > 4 * breath) chunk = Math.max(1, chunk >> 1)
      if (now - rested > breath) {
        shown.update(simulation.step * dt, spikes)
        await watched.update(simulation.step * dt)
        await new Promise<void>(resolve => setTimeout(resolve))
        rested = performance.now()
      }
    }
  } finally {
    for (const recorder of recorders) recorder.settle()
    shown.done()
    await watched.end(simulation.step * dt)
  }
}

/** Hands the events since a step to the recordings and handlers; returns how many there were. */
async function drain(simulation: Simulation, since: number, observers: Observers): Promise<number> {
  const columns = simulation.spikes(since)
  for (const recorder of observers.recorders) recorder.take?.(columns, simulation.step)
  simulation.forget(simulation.step)
  if (listened(observers)) await dispatch(columns, observers)
  return columns.step.length
}

/** Calls the handlers of what happened, in batches of one channel and step. */
async function dispatch({ step, channel, neuron }: SpikeColumns, { dt, events, channels }: Observers): Promise<void> {
  for (let from = 0, to: number; from < step.length; from = to) {
    to = from + 1
    while (to < step.length && step[to] === step[from] && channel[to] === channel[from]) to++
    const { type, population } = channels[channel[from]]
    if (!events.listens(type)) continue
    await events.call({ type, time: step[from] * dt, population, neurons: neuron.slice(from, to) })
  }
}

const listened = ({ events, channels }: Observers) => channels.some(({ type }) => events.listens(type))

const nextEvent = (events: EventDispatcher, dt: number, from: number) =>
  events.next === Infinity ? Infinity : Math.max(from + 1, Math.ceil(events.next / dt - 1e-9))
