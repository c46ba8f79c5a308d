import type {
  CurrentDescription,
  Description,
  InputDescription,
  PoissonDescription,
  SpikeTimesDescription,
} from '../network/index.js'
import { check } from '../check.js'
import { philox, streamKey } from '../random/index.js'
import { poissonEvents } from './poissonEvents.js'

/** What collects the inputs of one step to a variable of a population; the engine clears it after use. */
export interface Receiver {
  readonly values: Float32Array | Float64Array
  /** Says that `values[from .. to - 1]` were added to. */
  readonly mark: (from: number, to: number) => void
}

/** Adds what one input gives at a step. */
type Source = (step: number) => void

/** Whether an input adds the same at every step: it is summed once, before all others. */
const isConstant = (input: InputDescription) =>
  input.kind === 'current' && (input.value.form === 'constant' || input.value.form === 'per neuron')

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
  let sources: Source[] = []
  const bind = () => {
    sources = inputs
      .filter(input => !isConstant(input))
      .map(input =>
        inputSource(input, description, receiverOf(input.population, input.kind === 'current' ? 'I' : input.variable)),
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
      for (const source of sources) source(step)
    },
  }
}

function inputSource(input: InputDescription, { seed, dt }: Description, receiver: Receiver): Source {
  switch (input.kind) {
    case 'poisson':
      return poissonSource(input, seed, dt, receiver)
    case 'spike times':
      return spikeTimesSource(input, receiver)
    case 'current':
      return currentSource(input, dt, receiver)
  }
}

function poissonSource(
  { rate, weight, from, to, stream }: PoissonDescription,
  seed: number,
  dt: number,
  { values, mark }: Receiver,
): Source {
  const draw = poissonEvents(rate, to - from, dt)
  const random = philox(seed, 'poisson', stream)
  return step => {
    random.state = { key: streamKey(seed, 'poisson', stream, step), position: 0 }
    draw(random, neuron => {
      const i = from + neuron
      values[i] += weight
      mark(i, i + 1)
    })
  }
}

function spikeTimesSource({ steps, neurons, weight, from }: SpikeTimesDescription, { values, mark }: Receiver): Source {
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

function currentSource({ population, value, from, to }: CurrentDescription, dt: number, receiver: Receiver): Source {
  const { values: I, mark } = receiver
  switch (value.form) {
    case 'course': {
      const { values, columns, every } = value
      return step => {
        const row = Math.floor(step / every) * columns
        if (row >= values.length) return
        for (let i = from; i < to; i++) I[i] += values[columns === 1 ? row : row + i - from]
        mark(from, to)
      }
    }
    case 'function':
      return step => {
        const t = step * dt
        for (let i = from; i < to; i++) {
          const x = value.at(t, i - from)
          check(
            Number.isFinite(x),
            `population "${population}": current gave ${x} for neuron ${i} at ${t} ms; expected a finite number`,
          )
          I[i] += x
        }
        mark(from, to)
      }
    default:
      throw new RangeError(`population "${population}": ${value.form} is no input that changes with time`)
  }
}
