import { check } from '../check.js'
import type { NeuronModel } from './neuronModel.js'

/** What turns a model into the code of an engine. */
export type Generator = (model: NeuronModel, options?: object) => string

const generators = new Map<string, Generator>()

/** Makes `neuron.source(engine)` know an engine: models know none, so engines call this when they are loaded. */
export function registerGenerator(engine: string, generator: Generator): void {
  generators.set(engine, generator)
}

/** The code that an engine generates for a model. @throws RangeError naming the engines that generate code */
export function generated(model: NeuronModel, engine: string, options?: object): string {
  const generator = generators.get(engine)
  const known = [...generators.keys()].join(', ') || 'none: import spikelab/engine first'
  check(generator !== undefined, `source: engine "${engine}" generates no code; there are ${known}`)
  return generator(model, options)
}
