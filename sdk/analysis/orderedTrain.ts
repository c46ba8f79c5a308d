import { check, kindOf } from '../check.js'

/**
 * The times of one spike train, in double precision, checked: finite and in order. Equal times are allowed.
 *
 * @param what names the train in the error, such as `vanRossum: a`
 * @throws RangeError naming the first spike that is out of place
 */
export function orderedTrain(times: ArrayLike<number>, what: string): Float64Array {
  check(
    typeof times === 'object' && times !== null && typeof times.length === 'number',
    `${what}: expected the spike times of one neuron in ms, such as trains(spikes)[0], got ${kindOf(times)}`,
  )
  const train = times instanceof Float64Array ? times : Float64Array.from(times)
  for (let s = 0; s < train.length; s++) {
    if (!Number.isFinite(train[s]))
      throw new RangeError(`${what}: spike ${s} must be at a finite time, got ${train[s]}`)
    if (s > 0 && train[s] < train[s - 1]) {
      throw new RangeError(
        `${what}: times must be in order, but spike ${s} at ${train[s]} ms follows one at ${train[s - 1]} ms; sort them`,
      )
    }
  }
  return train
}
