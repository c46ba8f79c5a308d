import { check, kindOf } from '../../check.js'
import type { Channel } from '../../engine/index.js'
import { variablesOf } from '../../model/index.js'
import { refuseUnknown, suggestion } from '../../options.js'
import { time, type Time } from '../../units/index.js'
import type { Group } from '../group.js'
import type { Projection } from '../projection.js'
import type { Modulator } from '../modulator.js'
import { isWeight } from '../ruleVariable.js'
import { ModulatorRecording } from './modulatorRecording.js'
import { RateRecording } from './rateRecording.js'
import type { Sampling } from './sampledRecording.js'
import { SpikeRecording } from './spikeRecording.js'
import { StateRecording } from './stateRecording.js'
import { WeightRecording } from './weightRecording.js'

export interface RecordOptions {
  /** From one sample to the next, default dt; of a rate the width of a bin, default 10 ms. A multiple of dt. */
  every?: Time
}

export interface WeightRecordingOptions extends RecordOptions {
  /** Indices of the synapses, in the order of the projection's columns; default all. */
  synapses?: ArrayLike<number>
}

/** Where a recording begins. */
export interface RecordContext {
  /** ms */
  readonly dt: number
  /** The first step that is recorded. */
  readonly step: number
  /** Index of the population that is recorded. */
  readonly population: number
  readonly channels: readonly Channel[]
}

/** What records `what` of neurons: spikes, another event, a variable or parameter, or the rate of all. */
export function groupRecording(
  target: Group,
  what: string,
  options: RecordOptions,
  { dt, step, population, channels }: RecordContext,
): SpikeRecording | StateRecording | RateRecording {
  const where = `record ${what} of ${target.label}`
  const { model } = target
  const others = model.events.map(({ name }) => name).filter(name => name !== 'spike')
  const fires = () =>
    check(
      model.events.some(({ name }) => name === 'spike'),
      `${where}: "${model.name}" has no event "spike"${others.length ? `, but ${others.join(', ')}` : ''}; ` +
        "give the neuron a threshold, such as 'v >= 30'",
    )
  if (what === 'spikes' || others.includes(what)) {
    if (what === 'spikes') fires()
    refuseUnknown(where, options, [], { every: 'is for what is sampled; spikes and other events are all recorded' })
    const event = what === 'spikes' ? 'spike' : what
    const channel = channels.findIndex(c => c.population === population && model.events[c.event]?.name === event)
    return new SpikeRecording(target, event, channel, dt, step)
  }
  refuseUnknown(where, options, ['every'])
  const [variables, parameters] = [variablesOf(model), Object.keys(model.parameters)]
  const sampling = (usual: number): Sampling => ({
    every: samplingSteps(where, options.every ?? usual, dt),
    from: step,
    dt,
  })
  if (variables.includes(what) || parameters.includes(what)) return new StateRecording(target, what, sampling(dt))
  if (what === 'rate') {
    fires()
    return new RateRecording(target, population, sampling(Math.max(1, Math.round(10 / dt)) * dt))
  }
  const known = [...new Set(['spikes', ...others, 'rate', ...variables, ...parameters])]
  throw new RangeError(
    `record: population "${target.population}" has no "${String(what)}"; it has ${known.join(', ')}${suggestion(String(what), known)}`,
  )
}

/** What records the weights of a projection, or a variable of its learning rules. */
export function projectionRecording(
  target: Projection,
  what: string,
  options: WeightRecordingOptions,
  { dt, step }: Pick<RecordContext, 'dt' | 'step'>,
): WeightRecording {
  const where = `record ${what} of ${target.label}`
  check(typeof what === 'string', `${where}: expected "weight" or a variable of a learning rule, got ${kindOf(what)}`)
  const rule = isWeight(what) ? undefined : target.variable(what, 'record')
  const length = rule?.variable.length ?? 1
  check(
    length === 1,
    `${where}: it is a vector of ${length}, of which no curve can be drawn; record what is computed from it, or read it between runs`,
  )
  refuseUnknown(where, options, ['every', 'synapses'])
  const synapses = options.synapses ?? { length: target.synapses }
  const chosen = Float64Array.from(synapses, (s, j) => (options.synapses ? s : j))
  const bad = chosen.find(s => !(Number.isInteger(s) && s >= 0 && s < target.synapses))
  check(bad === undefined, `${where}: synapse ${bad} is outside 0 .. ${target.synapses - 1}`)
  const sampling = { every: samplingSteps(where, options.every ?? dt, dt), from: step, dt }
  return new WeightRecording(target, Uint32Array.from(chosen), sampling, rule)
}

/** What records a modulator. */
export function modulatorRecording(
  target: Modulator,
  what: string,
  options: RecordOptions,
  { dt, step }: Pick<RecordContext, 'dt' | 'step'>,
): ModulatorRecording {
  const where = `record ${what} of ${target.name}`
  check(what === 'value', `${where}: a modulator has only a "value", got ${kindOf(what)}`)
  refuseUnknown(where, options, ['every'])
  return new ModulatorRecording(target, { every: samplingSteps(where, options.every ?? dt, dt), from: step, dt })
}

function samplingSteps(where: string, given: Time, dt: number): number {
  const every = time(given, `${where}: every`)
  const steps = Math.round(every / dt)
  check(
    steps >= 1 && Math.abs(steps * dt - every) < 1e-9,
    `${where}: every must be a multiple of dt = ${dt} ms, got ${every} ms`,
  )
  return steps
}
