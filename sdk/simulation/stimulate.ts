import { check, kindOf } from '../check.js'
import { current, isSource, receptorOf, type InputDescription, type Stimulus } from '../network/index.js'
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
  stimulus: Stimulus | number,
  context: { readonly dt: number; readonly stream: number },
): InputDescription {
  const where = `stimulate ${target.label}`
  check(
    !isSource(target.model),
    `${where}: a source fires by itself and nothing reaches it; stimulate neurons that it is connected to`,
  )
  const bindable = typeof stimulus === 'number' ? current(stimulus) : stimulus
  check(
    typeof bindable?.bind === 'function',
    `${where}: expected poisson(...), spikeTimes(...), current(...) or a number, got ${kindOf(stimulus)}`,
  )
  const { population, from, to } = target
  const receptor = (name: string) => receptorOf(where, target, name)
  return bindable.bind({ population, from, to }, { ...context, receptor })
}
