import { check, kindOf } from '../check.js'
import { neuron, type Neuron } from '../model/index.js'

/** Published parameters of the seven cell types (Izhikevich 2003, IEEE Trans Neural Netw 14:1569, figure 2). */
const types = {
  /** regular spiking: most excitatory cortical cells */
  RS: { a: 0.02, b: 0.2, c: -65, d: 8 },
  /** intrinsically bursting */
  IB: { a: 0.02, b: 0.2, c: -55, d: 4 },
  /** chattering */
  CH: { a: 0.02, b: 0.2, c: -50, d: 2 },
  /** fast spiking: inhibitory */
  FS: { a: 0.1, b: 0.2, c: -65, d: 2 },
  /** low-threshold spiking: inhibitory */
  LTS: { a: 0.02, b: 0.25, c: -65, d: 2 },
  /** thalamo-cortical */
  TC: { a: 0.02, b: 0.25, c: -65, d: 0.05 },
  /** resonator */
  RZ: { a: 0.1, b: 0.26, c: -65, d: 2 },
} as const

export type IzhikevichType = keyof typeof types

const cell = neuron({
  name: 'izhikevich',
  equations: `
    dv/dt = 0.04*v^2 + 5*v + 140 - u + I
    du/dt = a*(b*v - u)`,
  parameters: types.RS,
  threshold: 'v >= 30',
  reset: 'v = c; u += d',
  refractory: '3 ms',
  frozen: 'all',
  initial: { v: -65, u: 'b*v' },
  units: { u: 'mV/ms', I: 'mV/ms', c: 'mV', d: 'mV/ms', a: '1/ms', b: '1/ms' },
})

/**
 * Izhikevich's simple model of a spiking neuron (2003, IEEE Trans Neural Netw 14:1569): `v` the membrane potential
 * in mV, `u` its recovery; `I` in mV/ms. Forward Euler, both from the old values; after a spike (`v >= 30`)
 * `v` and `u` are held for 3 ms.
 *
 * @param type `RS` regular spiking (default), `IB` intrinsically bursting, `CH` chattering, `FS` fast spiking,
 *   `LTS` low-threshold spiking, `TC` thalamo-cortical, `RZ` resonator
 * @throws RangeError if there is no such type
 * @example
 * const cells = net.population('cells', 100, izhikevich('FS'))
 * izhikevich('RS')({ d: 6 }, { refractory: 0 }) // a variant
 */
export function izhikevich(type: IzhikevichType = 'RS'): Neuron<(typeof types)['RS']> {
  check(
    Object.hasOwn(types, type),
    `izhikevich: unknown type ${kindOf(type)}; there are ${Object.keys(types).join(', ')}`,
  )
  return cell(types[type])
}

/** The names of the seven cell types, in the order of the paper. */
export const izhikevichTypes = Object.keys(types) as readonly IzhikevichType[]
