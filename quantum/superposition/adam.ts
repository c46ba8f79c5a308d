/**
 * Adam (Kingma & Ba 2015, algorithm 1), for the methods that superposition is compared with. Changes `weights` in place.
 *
 * @param n number of weights
 * @param rate step size; moments decay by .9 and .999
 * @param updates over which the step size falls to 0, in a line; it stays where none are given
 */
export function adam(
  n: number,
  rate: number,
  updates = Infinity,
): (weights: Float64Array, gradient: ArrayLike<number>) => void {
  const [first, second] = [new Float64Array(n), new Float64Array(n)]
  let [decay1, decay2, update] = [1, 1, 0]
  return (weights, gradient) => {
    const step = rate * Math.max(0, 1 - update++ / updates)
    decay1 *= 0.9
    decay2 *= 0.999
    for (let i = 0; i < n; i++) {
      const g = gradient[i]
      first[i] = 0.9 * first[i] + 0.1 * g
      second[i] = 0.999 * second[i] + 0.001 * g * g
      weights[i] -= (step * first[i]) / (1 - decay1) / (Math.sqrt(second[i] / (1 - decay2)) + 1e-8)
    }
  }
}
