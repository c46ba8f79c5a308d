import { neuron } from '../model/index.js'

/**
 * Adaptive exponential integrate-and-fire (Brette & Gerstner 2005, J Neurophysiol 94:3637).
 *
 * A spike initiates smoothly at `VT` with sharpness `DeltaT`; `w` adapts below threshold by `a`, and by `b` at every
 * spike. Defaults are the paper's cell; the patterns of Naud et al. (2008, Biol Cybern 99:335, table 1) are variants.
 * Time in ms, voltage in mV, capacitance in pF, conductance in nS, current in pA.
 *
 * Method: the classical Runge-Kutta. The upstroke grows without bound within a step, and nothing above `Vpeak` matters,
 * so the equations see `v` only up to there.
 *
 * @example
 * const cells = net.population('cells', 100, adex({ b: 0 })) // no spike-triggered adaptation
 * net.stimulate(cells, current('800 pA'))
 */
export const adex = neuron({
  name: 'adex',
  equations: `
    dv/dt = (gL*(EL - x) + gL*DeltaT*exp((x - VT)/DeltaT) - w + I)/C
    dw/dt = (a*(x - EL) - w)/tauw
    x = min(v, Vpeak)`,
  parameters: {
    C: '281 pF',
    gL: '30 nS',
    EL: '-70.6 mV',
    VT: '-50.4 mV',
    DeltaT: '2 mV',
    tauw: '144 ms',
    a: '4 nS',
    b: '80.5 pA',
    Vr: '-70.6 mV',
    Vpeak: '20 mV',
  },
  threshold: 'v >= Vpeak',
  reset: 'v = Vr; w += b',
  initial: { v: 'EL' },
  method: 'rk4',
  units: { w: 'pA', I: 'pA' },
})
