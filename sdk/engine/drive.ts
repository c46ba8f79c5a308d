import type {
  CurrentDescription,
  Description,
  InputDescription,
  PoissonDescription,
  SpikeTimesDescription,
} from '../network/index.js'
import { check } from '../check.js'
import { poissonThresholds, streamKey, streamKeys } from '../random/index.js'
import { currentAt, isConstant } from './currents.js'
import { ornsteinUhlenbeckAt, ornsteinUhlenbeckStart, uniformNoiseAt, whiteNoiseAt } from './noise.js'
import { plainDraws, type Draws } from './draws.js'
import { poissonEvents } from './poissonEvents.js'
import { overlap, type Receiver } from './receiver.js'

export type { Receiver } from './receiver.js'

/** Adds what one input gives at a step. */
type Action = (step: number) => void

/** What {@link networkInputs} may be given. */
export interface InputOptions {
  /** Where random numbers of many neurons come from. */
  readonly draws?: Draws
  /** Values of the Ornstein-Uhlenbeck currents to go on from, by stream; default those of the start. */
  readonly states?: ReadonlyMap<number, Float64Array>
  /** Where such values are kept. */
  readonly room?: (size: number) => Float64Array
}

/**
 * The inputs of a network at work. Their steps may be applied in any order, but for Ornstein-Uhlenbeck currents: these
 * have a state, and each step is to be applied once, in order, or after the state before it was put back.
 *
 * @param receiverOf finds the receiver of a variable of a population; undefined where nothing is to be done for it
 */
export function networkInputs(
  description: Pick<Description, 'seed' | 'dt' | 'inputs'>,
  receiverOf: (population: string, variable: string) => Receiver | undefined,
  { draws = plainDraws, room = size => new Float64Array(size), states: given = new Map() }: InputOptions = {},
) {
  let inputs = description.inputs
  let actions: Action[] = []
  /** Values of the Ornstein-Uhlenbeck currents, by stream. */
  let states = given
  const stateOf = (input: CurrentDescription) => {
    if (input.value.form !== 'ornstein-uhlenbeck') return undefined
    const { stream } = input.value
    const known = states.get(stream)
    const size = input.value.shared ? 1 : input.to - input.from
    if (known?.length === size) return [stream, known] as const
    const start = ornsteinUhlenbeckStart(input.value, description.seed, room(size))
    // The target has grown: those who were there go on.
    if (known && known.length < size) start.set(known)
    return [stream, start] as const
  }
  const bind = () => {
    states = new Map(inputs.flatMap(input => (input.kind === 'current' ? [stateOf(input)] : [])).filter(x => !!x))
    actions = inputs
      .filter(input => input.kind !== 'current' || !isConstant(input))
      .flatMap(input => {
        const receiver = receiverOf(input.population, input.kind === 'current' ? 'I' : input.variable)
        return receiver ? [actionOf(input, description, receiver, draws, states)] : []
      })
  }
  bind()
  return {
    /** Replaces the inputs; those that stay go on. */
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
    /** The same of one neuron. */
    constant(population: string, neuron: number): number {
      let sum = 0
      for (const input of inputs) {
        if (input.population !== population || input.kind !== 'current') continue
        const { value, from, to } = input
        if (neuron < from || neuron >= to) continue
        if (value.form === 'constant') sum += value.value
        if (value.form === 'per neuron') sum += value.values[neuron - from]
      }
      return sum
    },
    /** Adds what all others give at a step to their receivers. */
    apply(step: number): void {
      for (const act of actions) act(step)
    },
    /** The inputs that it was given last. */
    get all(): readonly InputDescription[] {
      return inputs
    },
    /** Values of the Ornstein-Uhlenbeck currents, by stream: live. */
    get states(): ReadonlyMap<number, Float64Array> {
      return states
    },
    /** All that the inputs of the next step depend on besides its number: live arrays by name, put back by setting. */
    state(): Record<string, Float64Array> {
      return Object.fromEntries([...states].map(([stream, values]) => [`input ${stream}`, values]))
    },
  }
}

function actionOf(
  input: InputDescription,
  { seed, dt }: Pick<Description, 'seed' | 'dt'>,
  receiver: Receiver,
  draws: Draws,
  states: ReadonlyMap<number, Float64Array>,
): Action {
  switch (input.kind) {
    case 'poisson':
      return poissonAction(input, seed, dt, receiver, draws)
    case 'spike times':
      return spikeTimesAction(input, receiver)
    case 'current':
      switch (input.value.form) {
        case 'white noise':
          return whiteNoiseAt(input, input.value, seed, dt, receiver, draws)
        case 'uniform noise':
          return uniformNoiseAt(input, input.value, seed, receiver, draws)
        case 'ornstein-uhlenbeck':
          return ornsteinUhlenbeckAt(input, input.value, seed, dt, receiver, draws, states.get(input.value.stream)!)
        default:
          return currentAt(input, dt, receiver)
      }
  }
}

/** From so many events a neuron and step on, to where a table of counts is longer than the work it saves. */
const dense = { from: 0.05, to: 60 }

function poissonAction(input: PoissonDescription, seed: number, dt: number, receiver: Receiver, draws: Draws): Action {
  const { population, rate, weight, stream } = input
  const { values, mark } = receiver
  const common = overlap(input, receiver)
  if (!common) return () => {}
  const { from, to, at, skip } = common
  const mean = typeof rate === 'number' ? (rate * dt) / 1000 : 0
  if (mean >= dense.from && mean <= dense.to) {
    const key = streamKey(seed, 'poisson counts', stream)
    const thresholds = poissonThresholds(mean)
    // Numbers are drawn from a multiple of 4 on.
    const lead = skip % 4
    return step => {
      const counts = draws.counts(key, step, thresholds, lead + common.size, skip - lead)
      draws.add(counts, lead, 0, weight, values, at, common.size)
      mark(from, to)
    }
  }
  const size = input.to - input.from
  const keys = streamKeys(seed, 'poisson', stream)
  const add = (neuron: number) => {
    const i = input.from + neuron
    if (i < from || i >= to) return
    values[i - receiver.from] += weight
    mark(i, i + 1)
  }
  if (typeof rate !== 'function') {
    const draw = poissonEvents(keys, rate, size, dt, draws)
    return step => draw(step, add)
  }
  const draw = draws.events(keys, size)
  return step => {
    const now = rate(step * dt)
    check(
      now >= 0 && now < Infinity,
      () =>
        `population "${population}": poisson rate gave ${now} at ${step * dt} ms; expected a finite number of 0 or more`,
    )
    draw(step, (size * now * dt) / 1000, add)
  }
}

function spikeTimesAction({ steps, neurons, weight, from }: SpikeTimesDescription, receiver: Receiver): Action {
  const { values, mark } = receiver
  const rows = new Map<number, number>()
  steps.forEach((step, j) => {
    if (!rows.has(step)) rows.set(step, j)
  })
  return step => {
    for (let j = rows.get(step) ?? steps.length; steps[j] === step; j++) {
      const i = from + neurons[j]
      if (i < receiver.from || i >= receiver.to) continue
      values[i - receiver.from] += weight
      mark(i, i + 1)
    }
  }
}
