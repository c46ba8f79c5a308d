import type { Simulation } from '../engine/index.js'
import type { EventDispatcher } from './events.js'
import { progress } from './progress.js'
import type { SpikeRecording } from './spikeRecording.js'
import type { StateRecording } from './stateRecording.js'

export interface RunOptions {
  /** Stops the run when aborted; what was recorded stays. */
  signal?: AbortSignal
}

/** What watches a simulation while it runs. */
export interface Observers {
  readonly dt: number
  readonly events: EventDispatcher
  readonly spikeRecordings: readonly { recording: SpikeRecording; index: number }[]
  readonly stateRecordings: readonly StateRecording[]
  /** Names, in the order of the description. */
  readonly populations: readonly string[]
}

/** Longest time without a look at signals, interrupts and progress, in ms of real time. */
const breath = 50

/** Advances a simulation, stopping where somebody wants to see or do something. */
export async function run(
  simulation: Simulation,
  steps: number,
  observers: Observers,
  { signal }: RunOptions,
): Promise<void> {
  const { dt, events, stateRecordings } = observers
  const end = simulation.step + steps
  const shown = progress(simulation.step * dt, end * dt)
  let spikes = 0
  let chunk = 1
  let rested = performance.now()
  try {
    while (simulation.step < end) {
      signal?.throwIfAborted()
      const from = simulation.step
      // A multiple of dt may come out a rounding error below the time meant.
      await events.due(from * dt + 1e-9 * dt)
      for (const recording of stateRecordings) {
        if (from % recording.every === 0) await recording.sample(simulation, from * dt)
      }
      const stop = Math.min(
        end,
        from + chunk,
        events.listens('spike') ? from + 1 : end,
        nextEvent(events, dt, from),
        nextSample(stateRecordings, from),
      )
      const began = performance.now()
      try {
        await simulation.advance(stop - from)
      } finally {
        spikes += await drain(simulation, from, observers)
      }
      const now = performance.now()
      // Few long calls: an engine may have a fixed cost a call, so only far too long ones are cut.
      if (stop - from === chunk && now - began < breath / 4) chunk *= 2
      else if (now - began > 4 * breath) chunk = Math.max(1, chunk >> 1)
      if (now - rested > breath) {
        shown.update(simulation.step * dt, spikes)
        await new Promise<void>(resolve => setTimeout(resolve))
        rested = performance.now()
      }
    }
  } finally {
    shown.done()
  }
}

/** Hands the spikes since a step to the recordings and handlers; returns how many there were. */
async function drain(
  simulation: Simulation,
  since: number,
  { dt, events, spikeRecordings, populations }: Observers,
): Promise<number> {
  const columns = simulation.spikes(since)
  for (const { recording, index } of spikeRecordings) recording.take(columns, index, dt, simulation.step * dt)
  simulation.forget(simulation.step)
  if (!events.listens('spike')) return columns.step.length
  const { step, channel, neuron } = columns
  for (let from = 0, to: number; from < step.length; from = to) {
    to = from + 1
    while (to < step.length && step[to] === step[from] && channel[to] === channel[from]) to++
    await events.call({
      type: 'spike',
      time: step[from] * dt,
      population: populations[channel[from]],
      neurons: neuron.slice(from, to),
    })
  }
  return step.length
}

const nextEvent = (events: EventDispatcher, dt: number, from: number) =>
  events.next === Infinity ? Infinity : Math.max(from + 1, Math.ceil(events.next / dt - 1e-9))

const nextSample = (recordings: readonly StateRecording[], from: number) =>
  recordings.reduce((next, { every }) => Math.min(next, (Math.floor(from / every) + 1) * every), Infinity)
