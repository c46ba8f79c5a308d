/**
 * What changes in a network that goes on. Done in this order: room, births, deaths, synapses. Everything that is not
 * named stays as it is, bit for bit; spikes in flight arrive, also on a synapse that is removed.
 */
export interface StructuralChange {
  readonly room?: readonly Room[]
  readonly births?: readonly Births[]
  readonly deaths?: readonly Deaths[]
  readonly synapses?: readonly SynapseChange[]
}

/** More places in a population, for neurons to be born into. */
export interface Room {
  readonly population: string
  /** How many places there are to be; never fewer than before. */
  readonly size: number
}

/** Neurons are born into the places that follow the last one that was born. */
export interface Births {
  readonly population: string
  readonly count: number
  /** Every variable, a number for each newborn. */
  readonly state: Readonly<Record<string, Float64Array>>
  /** Every parameter, likewise. */
  readonly parameters: Readonly<Record<string, Float64Array>>
  /** Coordinates, where the population has positions. */
  readonly positions?: Float64Array
}

/** These neurons die: they never fire again, and what was on its way to them is lost. Their places stay empty. */
export interface Deaths {
  readonly population: string
  readonly neurons: Uint32Array
}

export interface SynapseChange {
  /** Index in the description. */
  readonly projection: number
  /** Indices of synapses, ascending. */
  readonly removed?: Uint32Array
  /** New ones, each after those that its source has. */
  readonly added?: AddedSynapses
}

export interface AddedSynapses {
  /** Neurons of the two populations. */
  readonly from: Uint32Array
  readonly to: Uint32Array
  readonly weights: number | Float64Array
  /** In steps. */
  readonly delays: number | Uint16Array
}
