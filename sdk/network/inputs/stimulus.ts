import type { AnyQuantity } from '../../units/index.js'
import type { CurrentValue, InputDescription, Target } from '../description.js'
import type { Receptor } from '../receptor.js'

/** A stimulus before it is bound to neurons: `net.stimulate(neurons, stimulus)`. */
export interface Stimulus {
  readonly kind: InputDescription['kind']
  /** Binds the stimulus, checked. */
  bind(target: Target, context: Binding): InputDescription
}

/** What a stimulus needs to know of the network and of the neurons. */
export interface Binding {
  /** ms */
  readonly dt: number
  /** Numbers the inputs of a network. */
  readonly stream: number
  /** A receptor of the neurons. @throws RangeError if they have none of that name */
  readonly receptor: (name: string) => Receptor
}

/** Options of spikes from outside. */
export interface EventOptions {
  /** What one spike adds to the receptor, in the unit of its variable (mV for `delta`), or a string with a unit. */
  weight: AnyQuantity
  /** `'delta'` (default) jumps `v`; `'pulse'` adds to `I` for one step; or a receptor or variable by its name. */
  receptor?: string
}

/** What one spike does, resolved. */
export function boundEvent(
  what: string,
  { weight, receptor: name = 'delta' }: EventOptions,
  { receptor }: Binding,
): { weight: number; variable: string } {
  const { variable, amount } = receptor(name)
  return { variable, weight: amount(weight, `${what}: weight`) }
}

/** What a current needs to know. */
export interface CurrentContext extends Binding {
  /** How many neurons. */
  readonly size: number
  /** Reads a quantity in the unit of `I`. */
  readonly amount: Receptor['amount']
}

/** A stimulus that adds to `I`. */
export function currentStimulus(value: (context: CurrentContext) => CurrentValue): Stimulus {
  return {
    kind: 'current',
    bind(target, context) {
      const { amount } = context.receptor('pulse')
      return { kind: 'current', ...target, value: value({ ...context, size: target.to - target.from, amount }) }
    },
  }
}
