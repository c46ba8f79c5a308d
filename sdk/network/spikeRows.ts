import { check } from '../check.js'
import { firstStep } from './firstStep.js'

/** Spikes as two columns, as a recording or an encoder gives them: `time` in ms. */
export interface GivenSpikes {
  readonly time: ArrayLike<number>
  readonly neuron: ArrayLike<number>
}

/**
 * Given spikes by step: each at the first step at or after its time, ordered by step, then neuron.
 *
 * @param size how many neurons there are
 * @throws RangeError for columns of different length, a negative time or a neuron outside
 * @example
 * spikeRows({ time: [2.2, 1], neuron: [0, 2] }, 3, 0.5, 'spikeTimes') // steps 2 5, neurons 2 0
 */
export function spikeRows(
  { time, neuron }: GivenSpikes,
  size: number,
  dt: number,
  what: string,
): { steps: Float64Array; neurons: Uint32Array } {
  check(time.length === neuron.length, `${what}: time has ${time.length} entries, neuron ${neuron.length}`)
  for (let j = 0; j < time.length; j++) {
    check(
      time[j] >= 0 && Number.isFinite(time[j]),
      `${what}: time ${j} must be finite and not negative, got ${time[j]}`,
    )
    check(
      Number.isInteger(neuron[j]) && neuron[j] >= 0 && neuron[j] < size,
      `${what}: neuron ${j} is ${neuron[j]}, outside 0 .. ${size - 1}`,
    )
  }
  const step = Float64Array.from({ length: time.length }, (_, j) => firstStep(time[j], dt))
  const order = Uint32Array.from({ length: time.length }, (_, j) => j).sort(
    (a, b) => step[a] - step[b] || neuron[a] - neuron[b] || a - b,
  )
  return { steps: Float64Array.from(order, j => step[j]), neurons: Uint32Array.from(order, j => neuron[j]) }
}
