import { neuron } from '../model/index.js'

/**
 * The giant axon of the squid at 6.3 degrees Celsius (Hodgkin & Huxley 1952, J Physiol 117:500): the paper's rates,
 * with today's sign of the voltage and the rest at -65 mV. For one cm^2 of membrane: time in ms, voltage in mV,
 * capacitance in uF/cm^2, conductance in mS/cm^2, current in uA/cm^2.
 *
 * Nothing is reset: a spike is counted when `v` rises above 0, and not again before it was below -40 mV. It fires
 * forever for `I` above about 6.3.
 *
 * @example
 * const axon = net.population('axon', 1, squidAxon)
 * net.stimulate(axon, 10)                // uA/cm^2; dt of .05 ms or less
 * squidAxon({ gNa: 0 })                  // tetrodotoxin
 */
export const squidAxon = neuron({
  name: 'squidAxon',
  equations: `
    dv/dt = (gNa*m^3*h*(ENa - v) + gK*n^4*(EK - v) + gL*(EL - v) + I)/C
    dm/dt = alpha_m*(1 - m) - beta_m*m
    dh/dt = alpha_h*(1 - h) - beta_h*h
    dn/dt = alpha_n*(1 - n) - beta_n*n
    V = v - Vrest
    alpha_m = 0.1*(25 - V)/(exp((25 - V)/10) - 1)
    beta_m = 4*exp(-V/18)
    alpha_h = 0.07*exp(-V/20)
    beta_h = 1/(exp((30 - V)/10) + 1)
    alpha_n = 0.01*(10 - V)/(exp((10 - V)/10) - 1)
    beta_n = 0.125*exp(-V/80)`,
  parameters: { C: 1, gNa: 120, gK: 36, gL: 0.3, ENa: '50 mV', EK: '-77 mV', EL: '-54.387 mV', Vrest: '-65 mV' },
  threshold: 'v > 0',
  refractory: { while: 'v > -40' },
  frozen: [],
  // The steady state at rest.
  initial: { v: 'Vrest', m: 0.0529325, h: 0.5961208, n: 0.3176769 },
  method: 'exponential-euler',
  units: { I: 'uA/cm^2', C: 'uF/cm^2', gNa: 'mS/cm^2', gK: 'mS/cm^2', gL: 'mS/cm^2' },
})
