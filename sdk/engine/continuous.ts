import { evaluator, type Reader } from '../model/index.js'
import type { ProjectionDescription } from '../network/index.js'

/** Adds what every synapse of a continuous projection gives at this step. */
export type Continuous = (weights: number | Float64Array | Float32Array) => void

/**
 * A continuous projection at work: `sum over synapses of expression(w, x_pre, x_post)` is added for each target.
 *
 * @param pre reads a variable of the source population
 * @param post reads a variable of the target population
 * @param add adds to a target neuron
 */
export function continuous(
  { offsets, targets, continuous: expression }: ProjectionDescription,
  pre: (variable: string) => Reader,
  post: (variable: string) => Reader,
  add: (target: number, value: number) => void,
): Continuous {
  let [source, target, w] = [0, 0, 0]
  const value = evaluator(expression!, name => {
    if (name === 'w') return () => w
    if (name.endsWith('_pre')) {
      const x = pre(name.slice(0, -4))
      return () => x(source)
    }
    const x = post(name.slice(0, -5))
    return () => x(target)
  })
  return weights => {
    for (source = 0; source + 1 < offsets.length; source++) {
      for (let s = offsets[source]; s < offsets[source + 1]; s++) {
        target = targets[s]
        w = typeof weights === 'number' ? weights : weights[s]
        add(target, value(0))
      }
    }
  }
}
