import type {
  CurrentDescription,
  Description,
  InputDescription,
  PoissonDescription,
  Receptor,
  SpikeTimesDescription,
} from '../network/index.js'
import { check } from '../check.js'
import { philox, streamKey } from '../random/index.js'

/** What the inputs of one step add to the neurons of one population; both start at 0. */
export interface Drive {
  /** Onto `I`. */
  readonly current: Float64Array
  /** Jumps of `v`. */
  readonly jump: Float64Array
}

/** Adds what one input gives at a step; the drive is that of its population. */
type Source = (step: number, drive: Drive) => void

/**
 * The function that an input is, the same on every engine: a step's events do not depend on those before it,
 * so it may be called for any step in any order.
 */
function inputSource(input: InputDescription, { seed, dt }: Description): Source {
  switch (input.kind) {
    case 'poisson':
      return poissonSource(input, seed, dt)
    case 'spike times':
      return spikeTimesSource(input)
    case 'current':
      return currentSource(input, dt)
  }
}

/** The inputs of a network at work; `driveOf` finds the drive of a population by its name. */
export function networkInputs(description: Description, driveOf: (population: string) => Drive) {
  let sources: { source: Source; drive: Drive }[] = []
  const set = (inputs: readonly InputDescription[]) => {
    sources = inputs.map(input => ({ source: inputSource(input, description), drive: driveOf(input.population) }))
  }
  set(description.inputs)
  return {
    /** Replaces the inputs. */
    set,
    /** Adds what all of them give at a step to the drives. */
    apply(step: number): void {
      for (const { source, drive } of sources) source(step, drive)
    },
  }
}

const receiver = (drive: Drive, receptor: Receptor) => (receptor === 'delta' ? drive.jump : drive.current)

/**
 * Poisson trains of many neurons as one: their number in a step is Poisson with the summed mean, and each falls on a
 * neuron at random. The cost follows the events, not the neurons.
 */
function poissonSource(
  { rate, weight, receptor, from, to, stream }: PoissonDescription,
  seed: number,
  dt: number,
): Source {
  const mean = ((to - from) * rate * dt) / 1000
  const random = philox(seed, 'poisson', stream)
  return (step, drive) => {
    random.state = { key: streamKey(seed, 'poisson', stream, step), position: 0 }
    const receives = receiver(drive, receptor)
    for (let events = random.poisson(mean); events > 0; events--) receives[from + random.integer(to - from)] += weight
  }
}

function spikeTimesSource({ steps, neurons, weight, receptor, from }: SpikeTimesDescription): Source {
  const rows = new Map<number, number>()
  steps.forEach((step, j) => {
    if (!rows.has(step)) rows.set(step, j)
  })
  return (step, drive) => {
    const receives = receiver(drive, receptor)
    for (let j = rows.get(step) ?? steps.length; steps[j] === step; j++) receives[from + neurons[j]] += weight
  }
}

function currentSource({ population, value, from, to }: CurrentDescription, dt: number): Source {
  switch (value.form) {
    case 'constant':
      return (_, { current }) => {
        for (let i = from; i < to; i++) current[i] += value.value
      }
    case 'per neuron':
      return (_, { current }) => {
        for (let i = from; i < to; i++) current[i] += value.values[i - from]
      }
    case 'course': {
      const { values, columns, every } = value
      return (step, { current }) => {
        const row = Math.floor(step / every) * columns
        if (row >= values.length) return
        for (let i = from; i < to; i++) current[i] += values[columns === 1 ? row : row + i - from]
      }
    }
    case 'function':
      return (step, { current }) => {
        const t = step * dt
        for (let i = from; i < to; i++) {
          const x = value.at(t, i - from)
          check(
            Number.isFinite(x),
            `population "${population}": current gave ${x} for neuron ${i} at ${t} ms; expected a finite number`,
          )
          current[i] += x
        }
      }
  }
}
