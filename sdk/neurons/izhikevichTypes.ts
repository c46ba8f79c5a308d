import { check, kindOf } from '../check.js'

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

/** The names of the seven cell types, in the order of the paper. */
export const izhikevichTypes = Object.keys(types) as readonly IzhikevichType[]

/** a, b, c and d of a type; `where` names who asks. */
export function izhikevichParameters(
  where: string,
  type: IzhikevichType,
): Readonly<Record<'a' | 'b' | 'c' | 'd', number>> {
  check(Object.hasOwn(types, type), `${where}: unknown type ${kindOf(type)}; there are ${izhikevichTypes.join(', ')}`)
  return types[type]
}
