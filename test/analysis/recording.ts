import type { Spikes } from '../../sdk/analysis/index.js'
import type { Random } from '../../sdk/random/index.js'

/** A recording from each neuron's spike times. */
export function recording(trains: readonly ArrayLike<number>[], from = 0, to = 1000): Spikes {
  const list = trains
    .flatMap((times, i) => Array.from(times, t => [t, i] as const))
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
  return {
    population: 'test',
    n: trains.length,
    time: Float64Array.from(list, ([t]) => t),
    neuron: Uint32Array.from(list, ([, i]) => i),
    from,
    to,
  }
}

/** A Poisson train of a rate in Hz, from 0 to a time in ms. */
export function poissonTrain(random: Random, rate: number, to: number): Float64Array {
  const train: number[] = []
  for (let t = random.exponential(1000 / rate); t < to; t += random.exponential(1000 / rate)) train.push(t)
  return Float64Array.from(train)
}

/** A spike every so many ms, from `first` on, before a time. */
export const clock = (interval: number, to: number, first = 0) =>
  Float64Array.from({ length: Math.ceil((to - first) / interval) }, (_, k) => first + k * interval)

export const near = (value: number, expected: number, tolerance: number) =>
  Math.abs(value - expected) <= tolerance || `${value}, expected ${expected} within ${tolerance}`
