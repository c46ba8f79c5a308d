import { synapse } from '../model/index.js'

/**
 * Short-term plasticity (Tsodyks & Markram 1997, PNAS 94:719; with facilitation Tsodyks, Pawelzik & Markram 1998, Neural
 * Comput 10:821): a spike raises the use `u` by `U (1 - u)` and releases the share `u` of the resources `x`, which recover
 * with `tauR`; the weight itself stays. Defaults: depressing synapses between pyramidal cells; a short `tauF` means no
 * facilitation.
 *
 * At a steady rate r, with f = e^(-1/(r tauF)) and g = e^(-1/(r tauR)): u = U/(1 - (1 - U) f), release u x, where
 * x = (1 - g)/(1 - (1 - u) g).
 *
 * @example
 * net.connect(a, b, { plasticity: shortTerm({ U: 0.15, tauF: '1.5 s', tauR: '130 ms' }), weight: 2 }) // facilitating
 */
export const shortTerm = synapse({
  name: 'short-term',
  equations: `
    du/dt = -u/tauF
    dx/dt = (1 - x)/tauR`,
  parameters: { U: 0.5, tauF: '0.001 ms', tauR: '800 ms' },
  initial: { x: 1 },
  efficacy: '(u + U*(1 - u))*x',
  onPre: 'u += U*(1 - u); x -= u*x',
})
