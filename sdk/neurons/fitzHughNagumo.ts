import { neuron } from '../model/index.js'

/**
 * FitzHugh's and Nagumo's reduction of the squid axon to a fast variable and its recovery, without units (FitzHugh 1961,
 * Biophys J 1:445; Nagumo et al. 1962, Proc IRE 50:2061): the least that has excitability, a refractory period and
 * oscillations.
 *
 * Nothing is reset: a spike is counted when `v` rises above 1, and not again before it was below 0. At rest
 * `v = -1.199`, `w = -0.624`; it oscillates for `I` from .3313 to 1.4187, by the Hopf bifurcations at
 * `v^2 = 1 - b/tau`. Time has no unit; one is a millisecond here.
 *
 * @example
 * const cell = net.population('cell', 1, fitzHughNagumo)
 * net.stimulate(cell, 0.5)
 * plot.trace(net.record(cell, 'v'))
 */
export const fitzHughNagumo = neuron({
  name: 'fitzHughNagumo',
  equations: `
    dv/dt = v - v^3/3 - w + I
    dw/dt = (v + a - b*w)/tau`,
  parameters: { a: 0.7, b: 0.8, tau: 12.5 },
  threshold: 'v > 1',
  refractory: { while: 'v > 0' },
  frozen: [],
  initial: { v: -1.1994, w: -0.6243 },
  method: 'rk4',
  units: { v: '1' },
})
