import type { ProjectionDescription } from '../../network/index.js'
import type { PopulationLayout, ProjectionLayout } from './layout.js'
import { flagBytes } from './layout.js'
import type { Simd } from './simd.js'

/** The synapses of a projection in memory: in the order of the description, or first by the thread of their target. */
export interface Synapses {
  /** A copy of the weights, in the order of the description: one for all or one for each. */
  readonly weights: () => Float32Array | Float64Array
  readonly setWeights: (values: ArrayLike<number>) => void
}

/** Fills in a projection. @param threads what each has of it */
export function synapses(
  { offsets, targets, weights, delays }: ProjectionDescription,
  threads: readonly (ProjectionLayout | undefined)[],
  unit: Simd,
  { buffer }: WebAssembly.Memory,
): Synapses {
  const parts = threads.filter(at => at !== undefined)
  const own = parts.map(at => ({
    offsets: new Uint32Array(buffer, at.offsets, offsets.length),
    targets: new Uint32Array(buffer, at.targets, at.synapses),
    weights: unit.array(buffer, at.weights, typeof weights === 'number' ? 1 : at.synapses),
    delays: new Uint16Array(buffer, at.delays, typeof delays === 'number' ? 1 : at.synapses),
  }))
  const [first] = own
  if (typeof weights === 'number') first.weights[0] = weights
  if (typeof delays === 'number') first.delays[0] = delays

  /** Visits the synapses in order: which part has it, and where. Each part takes them in this order, too. */
  const share = parts[0].post.size
  const visit = (see: (part: number, place: number, synapse: number) => void, row?: (source: number) => void) => {
    const next = new Uint32Array(parts.length)
    for (let i = 0; i + 1 < offsets.length; i++) {
      for (let s = offsets[i]; s < offsets[i + 1]; s++) {
        const part = (targets[s] / share) | 0
        see(part, next[part]++, s)
      }
      row?.(i)
    }
  }

  if (own.length === 1) {
    first.offsets.set(offsets)
    first.targets.set(targets)
    if (typeof weights !== 'number') first.weights.set(weights)
    if (typeof delays !== 'number') first.delays.set(delays)
  } else {
    const filled = new Uint32Array(parts.length)
    visit(
      (part, place, s) => {
        const at = own[part]
        at.targets[place] = targets[s] - part * share
        if (typeof weights !== 'number') at.weights[place] = weights[s]
        if (typeof delays !== 'number') at.delays[place] = delays[s]
        filled[part] = place + 1
      },
      source => own.forEach(({ offsets }, part) => (offsets[source + 1] = filled[part])),
    )
  }

  return {
    weights() {
      if (own.length === 1 || typeof weights === 'number') return first.weights.slice()
      const all = first.weights.slice(0, 0)
      const whole = new (all.constructor as new (length: number) => typeof all)(targets.length)
      visit((part, place, s) => (whole[s] = own[part].weights[place]))
      return whole
    },
    setWeights(values) {
      if (own.length === 1 || typeof weights === 'number') first.weights.set(values)
      else visit((part, place, s) => (own[part].weights[place] = values[s]))
    },
  }
}

/** Address of a row of what arrives at a variable, and of its flags; row `rows` is that of the inputs. */
export function rowOf(population: PopulationLayout, variable: string, row: number, unit: Simd) {
  const { ring, flags } = population.targets[variable]
  return { values: ring + row * population.places * unit.bytes, flags: flags + row * flagBytes(population) }
}
