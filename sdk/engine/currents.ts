import { check } from '../check.js'
import type { CurrentDescription } from '../network/index.js'
import type { Receiver } from './receiver.js'

/** Whether a current is the same at every step: it is summed once, before all others. */
export const isConstant = ({ value }: CurrentDescription): boolean =>
  value.form === 'constant' || value.form === 'per neuron'

/** Adds what a current that follows a rule in time gives at a step. @param dt ms */
export function currentAt(
  { population, value, from, to }: CurrentDescription,
  dt: number,
  { values: I, mark }: Receiver,
): (step: number) => void {
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
    case 'sine': {
      const { amplitude, frequency, phase, offset } = value
      return step => {
        const x = amplitude * Math.sin((2 * Math.PI * frequency * step * dt) / 1000 + phase) + offset
        for (let i = from; i < to; i++) I[i] += x
        mark(from, to)
      }
    }
    default:
      throw new RangeError(`population "${population}": ${value.form} is no current that changes with time`)
  }
}
