import type { NeuronMatrix } from '../correlation/index.js'

/**
 * The distance of every two of several trains, or whatever a symmetric function of two trains gives.
 *
 * @param trains spike times of each
 * @param distance called once for every two different ones
 * @returns symmetric, 0 on the diagonal
 * @example
 * distanceMatrix(trains(spikes), (a, b) => vanRossum(a, b, { tau: '20 ms' }))
 */
export function distanceMatrix<Train>(
  trains: readonly Train[],
  distance: (a: Train, b: Train) => number,
): NeuronMatrix {
  const n = trains.length
  const values = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) values[i * n + j] = values[j * n + i] = distance(trains[i], trains[j])
  }
  return { n, values }
}
