import { check, kindOf } from '../../check.js'
import { refuseUnknown } from '../../options.js'
import { time, type AnyQuantity, type Time } from '../../units/index.js'
import type { CurrentValue } from '../description.js'
import { currentStimulus, type CurrentContext, type Stimulus } from './stimulus.js'

/** A current that changes with time, row after row. */
export interface Course {
  values: ArrayLike<number>
  /** How long a row holds; a multiple of dt, default dt. */
  every?: Time
  /** Whether a row has one value for each neuron; default false: one for all. */
  perNeuron?: boolean
}

/** What `current` takes. */
export type CurrentInput = AnyQuantity | ArrayLike<number> | Course | ((t: number, neuron: number) => number)

/**
 * A current into `I` (in the unit of the model; mV/ms for Izhikevich's).
 *
 * @param value a number or a string with a unit; one number for each neuron; a course in time
 *   `{ values, every, perNeuron }`, whose rows are one value for all or, with `perNeuron`, one for each, held for
 *   `every` ms (default dt), 0 after the last; or a function of time in ms and of the neuron
 * @throws RangeError for a value that is not finite, of a wrong length or in a unit that does not fit
 * @example
 * net.stimulate(cells, current(10))
 * net.stimulate(cells, current(t => 5 * Math.sin(2 * Math.PI * t / 100)))
 * net.stimulate(cells, current({ values: [0, 5, 10], every: '100 ms' }))
 */
export function current(value: CurrentInput): Stimulus {
  return currentStimulus(context => currentValue(value, context))
}

function currentValue(value: CurrentInput, { size, dt, amount }: CurrentContext): CurrentValue {
  if (typeof value === 'function') return { form: 'function', at: value }
  if (typeof value === 'string') return { form: 'constant', value: amount(value, 'current') }
  if (typeof value === 'number') {
    check(Number.isFinite(value), `current: expected a finite number, got ${value}`)
    return { form: 'constant', value }
  }
  check(
    typeof value === 'object' && value !== null,
    `current: expected a number, an array, a course or a function, got ${kindOf(value)}`,
  )
  if (!('length' in value)) return courseValue(value, size, dt)
  const values = finiteArray(value)
  check(
    values.length === size,
    `current: expected ${size} numbers, one a neuron, got ${values.length}; a course in time is { values, every }`,
  )
  return { form: 'per neuron', values }
}

function courseValue(course: Course, size: number, dt: number): CurrentValue {
  refuseUnknown('current', course, ['values', 'every', 'perNeuron'])
  const values = finiteArray(course.values)
  const columns = course.perNeuron ? size : 1
  check(values.length % columns === 0, `current: rows of ${columns} neurons do not fit into ${values.length} values`)
  const duration = course.every === undefined ? dt : time(course.every, 'current: every')
  const every = Math.round(duration / dt)
  check(
    every >= 1 && Math.abs(every * dt - duration) < 1e-9,
    `current: every must be a multiple of dt = ${dt} ms, got ${duration} ms`,
  )
  return { form: 'course', values, columns, every }
}

function finiteArray(array: ArrayLike<number>): Float64Array {
  check(
    typeof array === 'object' && array !== null,
    `current: values must be an array of numbers, got ${kindOf(array)}`,
  )
  const values = Float64Array.from(array)
  const bad = values.findIndex(x => !Number.isFinite(x))
  check(bad < 0, `current: must be finite, got ${values[bad]} at index ${bad}`)
  return values
}
