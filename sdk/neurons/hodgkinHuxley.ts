import { neuron } from '../model/index.js'

/**
 * A cortical cell with the sodium and potassium channels of Traub & Miles (1991, Neuronal Networks of the Hippocampus)
 * and synaptic conductances `ge` and `gi`: benchmark 3, COBAHH, of Brette et al. 2007 (J Comput Neurosci 23:349).
 *
 * A spike is counted when `v` rises above `Vth` and `v` runs on: nothing is reset or held, and the refractory period of
 * 3 ms only keeps a spike from being counted twice. The membrane has 20,000 um^2. The lone cell fires unaided some 14
 * times a second. Time in ms, voltage in mV, capacitance in pF, conductance in nS, current in pA.
 *
 * Method: exponential Euler, made for dt .1 ms; channels want a step of .1 ms or less.
 *
 * @example
 * const cells = net.population('cells', 100, hodgkinHuxley)
 * net.connect(cells, cells, { topology: pairwise({ p: 0.02 }), receptor: 'ge', weight: '6 nS' })
 * hodgkinHuxley({ gNa: 0 }) // without sodium it never fires
 */
export const hodgkinHuxley = neuron({
  name: 'hodgkinHuxley',
  equations: `
    dv/dt = (gL*(EL - v) + gNa*m^3*h*(ENa - v) + gK*n^4*(EK - v) + ge*(Ee - v) + gi*(Ei - v) + I)/C
    dm/dt = alpha_m*(1 - m) - beta_m*m
    dh/dt = alpha_h*(1 - h) - beta_h*h
    dn/dt = alpha_n*(1 - n) - beta_n*n
    dge/dt = -ge/taue
    dgi/dt = -gi/taui
    alpha_m = 0.32*(13 - v + VT)/(exp((13 - v + VT)/4) - 1)
    beta_m = 0.28*(v - VT - 40)/(exp((v - VT - 40)/5) - 1)
    alpha_h = 0.128*exp((17 - v + VT)/18)
    beta_h = 4/(1 + exp((40 - v + VT)/5))
    alpha_n = 0.032*(15 - v + VT)/(exp((15 - v + VT)/5) - 1)
    beta_n = 0.5*exp((10 - v + VT)/40)`,
  parameters: {
    C: '200 pF',
    gL: '10 nS',
    gNa: '20000 nS',
    gK: '6000 nS',
    EL: '-60 mV',
    ENa: '50 mV',
    EK: '-90 mV',
    VT: '-63 mV',
    Ee: '0 mV',
    Ei: '-80 mV',
    taue: '5 ms',
    taui: '10 ms',
    Vth: '-20 mV',
  },
  threshold: 'v > Vth',
  refractory: '3 ms',
  frozen: [],
  initial: { v: 'EL' },
  method: 'exponential-euler',
  units: { I: 'pA', ge: 'nS', gi: 'nS' },
})
