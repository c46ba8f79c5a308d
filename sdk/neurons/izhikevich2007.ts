import { check } from '../check.js'
import { neuron, type Neuron } from '../model/index.js'
import { suggestion } from '../options.js'

const shared = {
  threshold: 'v >= vpeak',
  reset: 'v = c; u += d',
  initial: { v: 'vr' },
  method: 'euler',
  units: { I: 'pA', u: 'pA', C: 'pF', k: 'nS/mV', vr: 'mV', vt: 'mV', vpeak: 'mV', a: '1/ms', c: 'mV', d: 'pA' },
} as const

/** Layer 5 pyramidal cells of cortex: figures 8.12, 8.19, 8.23. */
const cortical = neuron({
  ...shared,
  name: 'izhikevich2007',
  equations: `
    dv/dt = (k*(v - vr)*(v - vt) - u + I)/C
    du/dt = a*(b*(v - vr) - u)`,
  parameters: { C: 100, k: 0.7, vr: -60, vt: -40, vpeak: 35, a: 0.03, b: -2, c: -50, d: 100 },
  units: { ...shared.units, b: 'nS' },
})

/** Fast-spiking interneurons: figure 8.27. Recovery is cubic above vb. */
const fastSpiking = neuron({
  ...shared,
  name: 'izhikevich2007 FS',
  equations: `
    dv/dt = (k*(v - vr)*(v - vt) - u + I)/C
    du/dt = a*(U - u)
    U = v < vb ? 0 : 0.025*(v - vb)^3`,
  parameters: { C: 20, k: 1, vr: -55, vt: -40, vpeak: 25, a: 0.2, vb: -55, c: -45, d: 0 },
})

/** Low-threshold spiking interneurons: figure 8.25. Spikes shrink as u grows. */
const lowThreshold = neuron({
  ...shared,
  name: 'izhikevich2007 LTS',
  equations: `
    dv/dt = (k*(v - vr)*(v - vt) - u + I)/C
    du/dt = a*(b*(v - vr) - u)`,
  parameters: { C: 100, k: 1, vr: -56, vt: -42, vpeak: 40, a: 0.03, b: 8, c: -53, d: 20, uMax: 670 },
  threshold: 'v >= vpeak - 0.1*u',
  reset: 'v = c + 0.04*u; u = min(u + d, uMax)',
  units: { ...shared.units, b: 'nS', uMax: 'pA' },
})

/** Relay cells of the thalamus: figure 8.31. The T-current makes recovery steep below vb. */
const relay = neuron({
  ...shared,
  name: 'izhikevich2007 TC',
  equations: `
    dv/dt = (k*(v - vr)*(v - vt) - u + I)/C
    du/dt = a*(b*(v - vb) - u)
    b = v <= vb ? bLow : bHigh`,
  parameters: { C: 200, k: 1.6, vr: -60, vt: -50, vpeak: 35, a: 0.01, vb: -65, bLow: 15, bHigh: 0, c: -60, d: 10 },
  threshold: 'v >= vpeak + 0.1*u',
  reset: 'v = c - 0.1*u; u += d',
  units: { ...shared.units, bLow: 'nS', bHigh: 'nS' },
})

/** Cells of the reticular nucleus of the thalamus: figure 8.32. */
const reticular = neuron({
  ...shared,
  name: 'izhikevich2007 RTN',
  equations: `
    dv/dt = (k*(v - vr)*(v - vt) - u + I)/C
    du/dt = a*(b*(v - vb) - u)
    b = v <= vb ? bLow : bHigh`,
  parameters: { C: 40, k: 0.25, vr: -65, vt: -45, vpeak: 0, a: 0.015, vb: -65, bLow: 10, bHigh: 2, c: -55, d: 50 },
  units: { ...shared.units, bLow: 'nS', bHigh: 'nS' },
})

/** Parameters that every type has. */
interface Common {
  C: number
  k: number
  vr: number
  vt: number
  vpeak: number
  a: number
  c: number
  d: number
}

const types = {
  RS: cortical,
  IB: cortical({ C: 150, k: 1.2, vr: -75, vt: -45, vpeak: 50, a: 0.01, b: 5, c: -56, d: 130 }),
  CH: cortical({ C: 50, k: 1.5, vr: -60, vt: -40, vpeak: 25, a: 0.03, b: 1, c: -40, d: 150 }),
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
  const message = `izhikevich2007: unknown type "${type}"; there are ${izhikevich2007Types.join(', ')}`
  check(Object.hasOwn(types, type), message + suggestion(String(type), izhikevich2007Types))
  return types[type]
}
