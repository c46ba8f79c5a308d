import { neuron } from '../model/index.js'

/**
 * Exponential integrate-and-fire (Fourcaud-Trocme et al. 2003, J Neurosci 23:11628): spikes initiate as sodium channels
 * would have it, at `VT` with sharpness `DeltaT`. Without adaptation; with it see {@link adex}.
 *
 * Parameters are the paper's fit to a Wang-Buzsaki cell, for a membrane of 100 pF. After a spike `v` is held for 1.7 ms.
 * Time in ms, voltage in mV, capacitance in pF, conductance in nS, current in pA.
 *
 * Method: the classical Runge-Kutta. Nothing above `Vpeak` matters, so the equations see `v` only up to there, and the
 * step that overshoots stays finite.
 *
 * @example
 * const cells = net.population('cells', 100, eif({ DeltaT: '1 mV' })) // a sharper onset
 */
export const eif = neuron({
  name: 'eif',
  equations: `
    dv/dt = (gL*(EL - x) + gL*DeltaT*exp((x - VT)/DeltaT) + I)/C
    x = min(v, Vpeak)`,
  parameters: {
    C: '100 pF',
    gL: '10 nS',
    EL: '-65 mV',
    VT: '-59.9 mV',
    DeltaT: '3.48 mV',
    Vr: '-68 mV',
    Vpeak: '-30 mV',
  },
  threshold: 'v >= Vpeak',
  reset: 'v = Vr',
  refractory: '1.7 ms',
  initial: { v: 'EL' },
  method: 'rk4',
  units: { I: 'pA' },
})
