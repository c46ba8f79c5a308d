import { siegertRate } from '../../../sdk/analysis/index.js'
import type { Experiment } from './experiment.js'

/** The rate (Hz) at which the network of Brunel 2000 gives its neurons the input that makes them fire at it. */
export function selfConsistentRate(g: number, eta: number): number {
  const [J, inputs, gamma, tau, threshold] = [0.1, 1000, 0.25, 20, 20]
  const external = (eta * threshold) / (J * inputs * tau)
  const response = (nu: number) => {
    const mean = tau * inputs * J * (external + nu - gamma * g * nu)
    const deviation = Math.sqrt(tau * inputs * J * J * (external + nu + gamma * g * g * nu))
    return siegertRate({ mean, deviation, tau, threshold, reset: 10, refractory: 2 }) / 1000
  }
  // Where inhibition dominates, a higher rate inside makes a lower response: there is one crossing.
  let [low, high] = [0, 0.5]
  for (let k = 0; k < 50; k++) {
    const nu = (low + high) / 2
    if (response(nu) > nu) low = nu
    else high = nu
  }
  return 1000 * low
}

export const siegert: Experiment = {
  once: true,
  measure: async () => ({
    'asynchronous irregular': selfConsistentRate(5, 2),
    noiseless: [16, 20, 30].map(mean =>
      siegertRate({ mean, deviation: 0, tau: 10, threshold: 15, reset: 0, refractory: 2 }),
    ),
  }),
}
