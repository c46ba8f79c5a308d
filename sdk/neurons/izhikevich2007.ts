import { check, kindOf } from '../check.js'
import { neuron, type Neuron } from '../model/index.js'
import { suggestion } from '../options.js'

const shared = {
  threshold: 'v >= v_peak',
  reset: 'v = c; u += d',
  initial: { v: 'v_r' },
  method: 'euler',
  units: { I: 'pA', u: 'pA', C: 'pF', k: 'nS/mV', v_r: 'mV', v_t: 'mV', v_peak: 'mV', a: '1/ms', c: 'mV', d: 'pA' },
} as const

/** Layer 5 pyramidal cells of cortex: figures 8.12, 8.19, 8.23. */
const cortical = neuron({
  ...shared,
  name: 'izhikevich2007',
  equations: `
    dv/dt = (k*(v - v_r)*(v - v_t) - u + I)/C
    du/dt = a*(b*(v - v_r) - u)`,
  parameters: { C: 100, k: 0.7, v_r: -60, v_t: -40, v_peak: 35, a: 0.03, b: -2, c: -50, d: 100 },
  units: { ...shared.units, b: 'nS' },
})

/** Fast-spiking interneurons: figure 8.27. Recovery is cubic above v_b. */
const fastSpiking = neuron({
  ...shared,
  name: 'izhikevich2007 FS',
  equations: `
    dv/dt = (k*(v - v_r)*(v - v_t) - u + I)/C
    du/dt = a*(U - u)
    U = v < v_b ? 0 : 0.025*(v - v_b)^3`,
  parameters: { C: 20, k: 1, v_r: -55, v_t: -40, v_peak: 25, a: 0.2, v_b: -55, c: -45, d: 0 },
  units: { ...shared.units, v_b: 'mV' },
})

/** Low-threshold spiking interneurons: figure 8.25. Spikes shrink as u grows. */
const lowThreshold = neuron({
  ...shared,
  name: 'izhikevich2007 LTS',
  equations: `
    dv/dt = (k*(v - v_r)*(v - v_t) - u + I)/C
    du/dt = a*(b*(v - v_r) - u)`,
  parameters: { C: 100, k: 1, v_r: -56, v_t: -42, v_peak: 40, a: 0.03, b: 8, c: -53, d: 20, u_max: 670 },
  threshold: 'v >= v_peak - 0.1*u',
  reset: 'v = c + 0.04*u; u = min(u + d, u_max)',
  units: { ...shared.units, b: 'nS', u_max: 'pA' },
})

/** Relay cells of the thalamus: figure 8.31. The T-current makes recovery steep below v_b. */
const relay = neuron({
  ...shared,
  name: 'izhikevich2007 TC',
  equations: `
    dv/dt = (k*(v - v_r)*(v - v_t) - u + I)/C
    du/dt = a*(b*(v - v_b) - u)
    b = v <= v_b ? b_low : b_high`,
  parameters: {
    C: 200,
    k: 1.6,
    v_r: -60,
    v_t: -50,
    v_peak: 35,
    a: 0.01,
    v_b: -65,
    b_low: 15,
    b_high: 0,
    c: -60,
    d: 10,
  },
  threshold: 'v >= v_peak + 0.1*u',
  reset: 'v = c - 0.1*u; u += d',
  units: { ...shared.units, v_b: 'mV', b_low: 'nS', b_high: 'nS' },
})

/** Cells of the reticular nucleus of the thalamus: figure 8.32. */
const reticular = neuron({
  ...shared,
  name: 'izhikevich2007 RTN',
  equations: `
    dv/dt = (k*(v - v_r)*(v - v_t) - u + I)/C
    du/dt = a*(b*(v - v_b) - u)
    b = v <= v_b ? b_low : b_high`,
  parameters: {
    C: 40,
    k: 0.25,
    v_r: -65,
    v_t: -45,
    v_peak: 0,
    a: 0.015,
    v_b: -65,
    b_low: 10,
    b_high: 2,
    c: -55,
    d: 50,
  },
  units: { ...shared.units, v_b: 'mV', b_low: 'nS', b_high: 'nS' },
})

/** Parameters that every type has. */
interface Common {
  C: number
  k: number
  v_r: number
  v_t: number
  v_peak: number
  a: number
  c: number
  d: number
}

const types = {
  RS: cortical,
  IB: cortical({ C: 150, k: 1.2, v_r: -75, v_t: -45, v_peak: 50, a: 0.01, b: 5, c: -56, d: 130 }),
  CH: cortical({ C: 50, k: 1.5, v_r: -60, v_t: -40, v_peak: 25, a: 0.03, b: 1, c: -40, d: 150 }),
  FS: fastSpiking,
  LTS: lowThreshold,
  TC: relay,
  RTN: reticular,
} as const satisfies Record<string, Neuron<Common>>

export type Izhikevich2007Type = keyof typeof types

/** The names of the seven types of cells, in the order of the book. */
export const izhikevich2007Types = Object.keys(types) as readonly Izhikevich2007Type[]

/**
 * Izhikevich's simple model with dimensions, fitted to recordings (2007, Dynamical Systems in Neuroscience, MIT Press,
 * chapter 8): `v` in mV, recovery `u` and `I` in pA, `C` in pF, `k` in nS/mV. Forward Euler, made for dt 1 ms; no
 * refractory period.
 *
 * @param type `RS` regular spiking (default), `IB` intrinsically bursting, `CH` chattering, `FS` fast spiking, `LTS`
 *   low-threshold spiking, `TC` thalamo-cortical, `RTN` reticular nucleus
 * @throws RangeError if there is no such type
 * @example
 * const cells = net.population('cells', 100, izhikevich2007('IB'))
 * net.stimulate(cells, current('500 pA'))
 * izhikevich2007('RS')({ d: 150 }) // a variant
 */
export function izhikevich2007<T extends Izhikevich2007Type = 'RS'>(type?: T): (typeof types)[T]
export function izhikevich2007(type: Izhikevich2007Type = 'RS'): Neuron<Common> {
  const message = `izhikevich2007: unknown type ${kindOf(type)}; there are ${izhikevich2007Types.join(', ')}`
  check(Object.hasOwn(types, type), message + suggestion(String(type), izhikevich2007Types))
  return types[type]
}
