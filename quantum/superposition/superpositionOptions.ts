import type { Time } from '../../sdk/index.js'
import type { Levels } from './levels.js'

/** How weights in superposition learn, and what a forward pass uses of them. */
export interface SuperpositionOptions {
  /** Levels of a weight: 2, 4, 8 or 16; default 4. */
  readonly levels?: Levels
  /** Weights lie in centre - range .. centre + range; default 1. */
  readonly range?: number
  /** The middle of the weights; default 0. */
  readonly centre?: number
  /** Hopping between neighbouring levels at the beginning, Gamma0; falls to 0 over `updates`; default 0.1. */
  readonly field?: number
  /** Localisation at the end, kappa1; rises from 0 over `updates`; default 1. */
  readonly localisation?: number
  /** What a forward pass takes: the mean of each weight, or a level by Born's rule, the same for a trial; default the
   * mean. */
  readonly measurement?: 'mean' | 'born'
  /** Step of imaginary time, eta; default 0.05, with two levels 0.03. */
  readonly rate?: number
  /** Updates over which the field falls and the localisation rises; default 1000. */
  readonly updates?: number
  /** Divides gradients by their running root mean square; default true. */
  readonly normalise?: boolean
  /** In a network: what tells good from bad, `net.reward(...)` or the modulator `dopamine`; default the reward. */
  readonly signal?: 'reward' | 'dopamine'
  /** In a network: time constant of the traces that pair spikes; default 20 ms. */
  readonly tau?: Time
  /** In a network: time constant of the eligibility; default 1 s. */
  readonly tauC?: Time
  /** In a network with dopamine: time between updates; default 100 ms. */
  readonly interval?: Time
  /** In a network that measures by Born's rule: how long a measurement holds; default 100 ms. */
  readonly trial?: Time
}

/** Names of {@link SuperpositionOptions}, for refusing others. */
export const superpositionOptions = [
  'levels',
  'range',
  'centre',
  'field',
  'localisation',
  'measurement',
  'rate',
  'updates',
  'normalise',
  'signal',
  'tau',
  'tauC',
  'interval',
  'trial',
] as const
