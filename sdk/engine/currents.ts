import type { CurrentDescription } from '../network/index.js'
import { overlap, type Receiver } from './receiver.js'

/** Whether a current is the same at every step: it is summed once, before all others. */
export const isConstant = ({ value }: CurrentDescription): boolean =>
  value.form === 'constant' || value.form === 'per neuron'

/** Adds what a current that follows a rule in time gives at a step. @param dt ms */
export function currentAt(target: CurrentDescription, dt: number, receiver: Receiver): (step: number) => void {
  const { population, value } = target
  const { values: I, mark } = receiver
  const common = overlap(target, receiver)
  if (!common) return () => {}
  const { from, to, at, skip, size } = common
  const refuse = (x: number, neuron: number, t: number) => {
    throw new RangeError(
      `population "${population}": current gave ${x} for neuron ${neuron} at ${t} ms; expected a finite number`,
    )
  }
  switch (value.form) {
    case 'course': {
      const { values, columns, every } = value
      return step => {
        const row = Math.floor(step / every) * columns
        if (row >= values.length) return
        for (let i = 0; i < size; i++) I[at + i] += values[columns === 1 ? row : row + skip + i]
        mark(from, to)
      }
    }
    case 'function':
      return step => {
        const t = step * dt
        for (let i = 0; i < size; i++) {
          const x = value.at(t, skip + i)
          // What makes a message is not made for every neuron.
          if (!Number.isFinite(x)) refuse(x, from + i, t)
          I[at + i] += x
        }
        mark(from, to)
      }
    case 'sine': {
      const { amplitude, frequency, phase, offset } = value
      return step => {
        const x = amplitude * Math.sin((2 * Math.PI * frequency * step * dt) / 1000 + phase) + offset
        for (let i = 0; i < size; i++) I[at + i] += x
        mark(from, to)
      }
    }
    default:
      throw new RangeError(`population "${population}": ${value.form} is no current that changes with time`)
  }
}
