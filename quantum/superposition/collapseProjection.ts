import { check } from '../../sdk/check.js'
import { refuseUnknown } from '../../sdk/options.js'
import { philox } from '../../sdk/random/index.js'
import { levelValues } from './levels.js'
import { bornLevels, collapseTo, likeliestLevels } from './measurement.js'
import type { Superposition } from './superposition.js'

/** What `net.connect` returns, as far as it is needed here. */
export interface LearningProjection {
  readonly label: string
  read(name: string): Promise<Float64Array>
  write(name: string, values: Float64Array): Promise<void>
}

export interface CollapseProjectionOptions {
  /** The likeliest level of each synapse, or one by Born's rule; default the likeliest. */
  readonly by?: 'likeliest' | 'born'
  /** Of Born's rule; default 1. */
  readonly seed?: number
  /** A synapse, or a group of them, in the order of `projection.from`; default all. */
  readonly synapses?: number | ArrayLike<number>
}

/**
 * Measures synapses of a projection that learns by {@link superposition}: each of them has one of its levels as its
 * weight then, and may go on learning from there.
 *
 * @param rule the one that was given to `connect`
 * @returns all weights
 * @throws RangeError for a projection without such a rule, synapses that do not exist, or unknown options
 * @example
 * const rule = superposition({ levels: 2 })
 * const projection = net.connect(a, b, { plasticity: rule })
 * await collapseProjection(projection, rule, { by: 'born', seed: 3 })
 */
export async function collapseProjection(
  projection: LearningProjection,
  rule: Superposition,
  options: CollapseProjectionOptions = {},
): Promise<Float64Array> {
  const where = `collapseProjection ${projection.label}`
  refuseUnknown(where, options, ['by', 'seed', 'synapses'])
  const { by = 'likeliest', seed = 1, synapses } = options
  check(by === 'likeliest' || by === 'born', `${where}: by must be "likeliest" or "born", got ${JSON.stringify(by)}`)
  const { levels, range, centre } = rule
  const psi = await projection.read('psi')
  const [w, m, s, entropy] = await Promise.all(['w', 'm', 's', 'entropy'].map(name => projection.read(name)))
  check(psi.length === levels * w.length, `${where}: its rule has not the ${levels} levels of the one that was given`)
  for (let from = 0; from < psi.length; from += levels) toUnitNorm(psi.subarray(from, from + levels))

  const values = levelValues(levels)
  const level =
    by === 'born' ? bornLevels(psi, levels, philox(seed, 'measurement').uniform) : likeliestLevels(psi, levels)
  for (const i of synapses === undefined
    ? w.keys()
    : typeof synapses === 'number'
      ? [synapses]
      : Array.from(synapses)) {
    const exists = Number.isInteger(i) && i >= 0 && i < w.length
    check(exists, `${where}: there is no synapse ${i}, there are 0 to ${w.length - 1}`)
    collapseTo(psi, levels, i, level[i])
    m[i] = values[level[i]]
    w[i] = centre + range * m[i]
    s[i] = entropy[i] = 0
  }
  for (const [name, column] of Object.entries({ psi, m, s, entropy, w })) await projection.write(name, column)
  return w
}

/** Before their first update amplitudes are near norm 1, not at it. */
function toUnitNorm(psi: Float64Array): void {
  const norm = Math.hypot(...psi)
  for (let k = 0; k < psi.length; k++) psi[k] /= norm
}
