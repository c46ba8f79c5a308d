import { synapse, type Rule } from '../../sdk/index.js'
import type { SuperpositionOptions } from './superpositionOptions.js'

/**
 * The amplitude rule as a learning rule of a network: its third factor is a reward, or dopamine, the other two an
 * eligibility trace `c` that pairs of spikes leave (as in `dopamineStdp`; Izhikevich 2007). Variables to read and record,
 * one a synapse, `psi` so many as levels: `psi`, `m` (mean, -1..1), `s` (standard deviation, in units of the weight),
 * `entropy` (nats), `c`.
 *
 * Amplitudes begin even but for a tilt whose mean is the weight given to `connect`: weights that differ break the
 * symmetry.
 *
 * What is transmitted, `w`, is the mean; where measured by Born's rule it is a `level`, drawn of each synapse anew every
 * `trial` and kept through it, and the weight given to `connect` before the first. Amplitudes do not collapse by it: a
 * trial is a sample of what a measurement would find.
 */
export function superpositionRule(options: Required<SuperpositionOptions>): Pick<Rule, 'model'> {
  const { levels, range, centre, field, localisation, measurement, rate, updates, normalise } = options
  const { signal, tau, tauC, interval, trial } = options
  const born = measurement === 'born'
  /** The probability of a level and all below it, for each but the last. */
  const upTo = Array.from({ length: levels - 1 }, (_, k) =>
    Array.from({ length: k + 1 }, (_, j) => `psi[${j}]^2`).join(' + '),
  )
  const measure = `
    draw = rand()*sum(psi^2)
    level = ${upTo.map(share => `(draw < ${share} ? 0 : 1)`).join(' + ')}
    w = centre + range*(2*level - (levels - 1))/(levels - 1)`
  const update = (reward: string) => `
    g = -range*${reward}*c
    square = 0.99*square + 0.01*mean(g^2)
    n += 1
    ${normalise ? 'g = clip(g/sqrt(square/(1 - 0.99^n) + 1e-30), -1e4, 1e4)' : ''}
    m = sum(v*psi^2)
    psi = psi*exp(clip(-rate/2*(g*v + localisation*min(1, (n - 1)/updates)*(v - m)^2), -40, 40))
    psi += rate*field*(1 - min(1, (n - 1)/updates))*(psi[k-1] + psi[k+1] - 2*psi)
    psi = max(psi, 1e-6*sqrt(sum(psi^2)))
    psi /= sqrt(sum(psi^2))
    m = sum(v*psi^2)
    s = range*sqrt(max(0, sum(v^2*psi^2) - m^2))
    entropy = -sum(psi^2*log(psi^2))
    ${born ? '' : 'w = centre + range*m'}`
  return synapse({
    name: 'superposition',
    equations: `
      dx/dt = -x/tau
      dy/dt = -y/tau
      dc/dt = -c/tauC
      v = (2*k - (levels - 1))/(levels - 1)`,
    parameters: {
      ...{ levels, range, centre, field, localisation, rate, updates, tau, tauC, interval },
      ...(born && { trial }),
    },
    variables: { psi: 'levels' },
    initial: {
      // Of amplitudes e^(b v) / sqrt(L) the mean is nearly 2 b <v^2>, and <v^2> of all levels is (L + 1) / (3 (L - 1)).
      psi: 'exp((w - centre)/range*1.5*(levels - 1)/(levels + 1)*(2*k - (levels - 1))/(levels - 1))/sqrt(levels)',
      m: '(w - centre)/range',
      s: 'range*sqrt((levels + 1)/(3*(levels - 1)))',
      entropy: 'log(levels)',
      ...{ g: 0, square: 0, n: 0 },
      ...(born && { draw: 0, level: 0 }),
    },
    onPre: 'x += 1; c -= y',
    onPost: 'y += 1; c += x',
    ...(signal === 'reward' ? { onReward: update('reward') } : { modulators: { dopamine: { tau: '200 ms' } } }),
    // In this order: what is due at once is measured after it has learned.
    every: { ...(signal === 'dopamine' && { interval: update('dopamine') }), ...(born && { trial: measure }) },
  })
}
