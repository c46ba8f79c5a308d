import { check, kindOf } from '../check.js'
import {
  current,
  isSource,
  receptorOf,
  type CurrentInput,
  type Description,
  type InputDescription,
  type Stimulus,
} from '../network/index.js'
import type { Group } from './group.js'

/** A stimulus at work; `remove()` ends it. */
export interface Input {
  /** What it is and whom it acts on, as plain data. */
  readonly description: InputDescription
  remove(): void
}

/** A stimulus of neurons, as the description of an input. `stream` numbers the inputs. */
export function boundStimulus(
  target: Group,
  stimulus: Stimulus | CurrentInput,
  context: { readonly dt: number; readonly stream: number },
): InputDescription {
  const where = `stimulate ${target.label}`
  check(
    !isSource(target.model),
    `${where}: a source fires by itself and nothing reaches it; stimulate neurons that it is connected to`,
  )
  const bindable = isCurrent(stimulus) ? current(stimulus) : stimulus
  check(
    typeof bindable?.bind === 'function',
    `${where}: expected poisson(...), spikeTimes(...), or a current: a number, an array, a function of time, got ${kindOf(stimulus)}`,
  )
  const { population, from, to } = target
  const receptor = (name: string) => receptorOf(where, target, name)
  return bindable.bind({ population, from, to }, { ...context, receptor })
}

const isCurrent = (stimulus: Stimulus | CurrentInput): stimulus is CurrentInput =>
  typeof stimulus === 'object' && stimulus !== null ? 'length' in stimulus || 'values' in stimulus : stimulus != null

/** A stimulus as it is at work: more than one description where those whom it acts on became more. */
interface Working {
  readonly parts: readonly InputDescription[]
  /** Whether it acts on a whole population, and on whoever is born into it. */
  readonly whole: boolean
}

/** The stimuli at work in a network. */
export class Stimuli {
  private readonly all = new Map<Input, Working>()

  /** @param changed is called with what is left after each change */
  constructor(private readonly changed: (descriptions: InputDescription[]) => void) {}

  /**
   * @param size places of the population
   * @param stream numbers another stream of random numbers
   */
  add(parts: readonly InputDescription[], whole: boolean, size: number, stream: () => number): Input {
    const input: Input = {
      description: parts[0],
      remove: () => {
        if (this.all.delete(input)) this.changed(this.descriptions)
      },
    }
    this.all.set(input, { parts: whole ? grown(parts, size, stream) : parts, whole })
    this.changed(this.descriptions)
    return input
  }

  /** Lets those who act on the whole of a population act on new places, too. */
  grow(population: string, size: number, stream: () => number): void {
    for (const [input, { parts, whole }] of this.all) {
      if (whole && parts[0].population === population) this.all.set(input, { parts: grown(parts, size, stream), whole })
    }
    this.changed(this.descriptions)
  }

  /** In the order in which they came. */
  get inputs(): Input[] {
    return [...this.all.keys()]
  }

  get descriptions(): InputDescription[] {
    return [...this.all.values()].flatMap(({ parts }) => parts)
  }

  /** For a file: how many descriptions each has, and whether it acts on a whole population. */
  get saved(): readonly SavedInput[] {
    return [...this.all.values()].map(({ parts, whole }) => [parts.length, whole])
  }

  /** Takes in those of a file; the default is that of files from before anybody was born. */
  take(
    { inputs, populations }: Description,
    saved: readonly SavedInput[] = inputs.map(({ population, from, to }) => [
      1,
      from === 0 && to === populations.find(({ name }) => name === population)!.size,
    ]),
  ): void {
    let next = 0
    for (const [parts, whole] of saved) {
      const own = inputs.slice(next, (next += parts))
      const input = this.add(own, false, 0, () => 0)
      this.all.set(input, { parts: own, whole })
    }
  }
}

export type SavedInput = readonly [parts: number, whole: boolean]

/**
 * The parts of a stimulus when a population has so many places: those who were there see no difference. One that has a
 * value for each neuron, or spikes that are given, has nothing for others.
 */
function grown(parts: readonly InputDescription[], size: number, stream: () => number): readonly InputDescription[] {
  const last = parts[parts.length - 1]
  if (last.to >= size) return parts
  if (last.kind === 'spike times') return parts
  if (last.kind === 'poisson') {
    if (typeof last.rate === 'object') return parts
    // The trains of many neurons are drawn as one: newborns have one of their own.
    return [...parts, { ...last, from: last.to, to: size, stream: stream() }]
  }
  const { value } = last
  if (value.form === 'per neuron' || (value.form === 'course' && value.columns > 1)) return parts
  return [...parts.slice(0, -1), { ...last, to: size }]
}
