import type { Description, InputDescription, PoissonDescription, SpikeTimesDescription } from '../network/index.js'
import { check } from '../check.js'
import { philox, streamKey } from '../random/index.js'
import { currentAt, isConstant } from './currents.js'
import { poissonEvents } from './poissonEvents.js'
import type { Receiver } from './receiver.js'

export type { Receiver } from './receiver.js'

/** Adds what one input gives at a step. */
type Action = (step: number) => void

/**
 * The inputs of a network at work: a step's events do not depend on those before it, so it may be applied to any
 * step in any order.
 *
 * @param receiverOf finds the receiver of a variable of a population
 */
export function networkInputs(
  description: Description,
  receiverOf: (population: string, variable: string) => Receiver,
) {
  let inputs = description.inputs
  let actions: Action[] = []
  const bind = () => {
    actions = inputs
      .filter(input => input.kind !== 'current' || !isConstant(input))
      .map(input =>
        actionOf(input, description, receiverOf(input.population, input.kind === 'current' ? 'I' : input.variable)),
      )
  }
  bind()
  return {
    /** Replaces the inputs. */
    set(replacement: readonly InputDescription[]): void {
      inputs = replacement
      bind()
    },
    /** The sum of the constant currents into each neuron of a population. */
    constants(population: string, size: number): Float64Array {
      const sum = new Float64Array(size)
      for (const input of inputs) {
        if (input.population !== population || input.kind !== 'current') continue
        const { value, from, to } = input
        if (value.form === 'constant') for (let i = from; i < to; i++) sum[i] += value.value
        if (value.form === 'per neuron') for (let i = from; i < to; i++) sum[i] += value.values[i - from]
      }
      return sum
    },
    /** Adds what all others give at a step to their receivers. */
    apply(step: number): void {
      for (const act of actions) act(step)
    },
  }
}

function actionOf(input: InputDescription, { seed, dt }: Description, receiver: Receiver): Action {
  switch (input.kind) {
    case 'poisson':
      return poissonAction(input, seed, dt, receiver)
    case 'spike times':
      return spikeTimesAction(input, receiver)
    case 'current':
      return currentAt(input, dt, receiver)
  }
}

function poissonAction(
  { population, rate, weight, from, to, stream }: PoissonDescription,
  seed: number,
  dt: number,
  { values, mark }: Receiver,
): Action {
  const size = to - from
  const constant = poissonEvents(typeof rate === 'function' ? 0 : rate, size, dt)
  const eventsAt = (step: number) => {
    if (typeof rate !== 'function') return constant
    const now = rate(step * dt)
    check(
      now >= 0 && now < Infinity,
      `population "${population}": poisson rate gave ${now} at ${step * dt} ms; expected a finite number of 0 or more`,
    )
    return poissonEvents(now, size, dt)
  }
  const random = philox(seed, 'poisson', stream)
  return step => {
    random.state = { key: streamKey(seed, 'poisson', stream, step), position: 0 }
    eventsAt(step)(random, neuron => {
      const i = from + neuron
      values[i] += weight
      mark(i, i + 1)
    })
  }
}

function spikeTimesAction({ steps, neurons, weight, from }: SpikeTimesDescription, { values, mark }: Receiver): Action {
  const rows = new Map<number, number>()
  steps.forEach((step, j) => {
    if (!rows.has(step)) rows.set(step, j)
  })
  return step => {
    for (let j = rows.get(step) ?? steps.length; steps[j] === step; j++) {
      const i = from + neurons[j]
      values[i] += weight
      mark(i, i + 1)
    }
  }
}
