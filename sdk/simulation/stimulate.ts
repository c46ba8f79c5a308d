import { check, kindOf } from '../check.js'
import {
  current,
  isSource,
  receptorOf,
  type CurrentInput,
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

/** The stimuli at work in a network. */
export class Stimuli {
  private readonly all = new Map<Input, InputDescription>()

  /** @param changed is called with what is left after each change */
  constructor(private readonly changed: (descriptions: InputDescription[]) => void) {}

  add(description: InputDescription): Input {
    const input: Input = {
      description,
      remove: () => {
        if (this.all.delete(input)) this.changed(this.descriptions)
      },
    }
    this.all.set(input, description)
    this.changed(this.descriptions)
    return input
  }

  /** In the order in which they came. */
  get inputs(): Input[] {
    return [...this.all.keys()]
  }

  get descriptions(): InputDescription[] {
    return [...this.all.values()]
  }
}
