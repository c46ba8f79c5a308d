import { check } from '../check.js'
import { integration, variablesOf, type NeuronModel } from '../model/index.js'
import { refuseUnknown, suggestion } from '../options.js'
import { time, type Time } from '../units/index.js'
import { stepSource } from './gpu/source.js'
import { constantValues } from './initial.js'
import { stepCode } from './wasm/index.js'

export interface SourceOptions {
  /** Length of a step; default 0.5 ms. */
  dt?: Time
  /** Of `'wasm'`: default `'single'`. */
  precision?: 'single' | 'double'
}

/**
 * The code that an engine generates for one step of a model: WebAssembly text, or the gpu.js kernel of each variable
 * and of the refractory clock.
 *
 * @throws RangeError for an engine that generates none
 * @example
 * console.log(modelSource(izhikevich('RS').model, 'wasm'))
 */
export function modelSource(model: NeuronModel, engine: 'wasm' | 'gpu', options: SourceOptions = {}): string {
  refuseUnknown('source', options, ['dt', 'precision'])
  const { precision = 'single' } = options
  const dt = time(options.dt ?? 0.5, 'source: dt')
  const known = ['wasm', 'gpu']
  check(
    known.includes(engine),
    `source: engine "${String(engine)}" generates no code; there are ${known.join(', ')}${suggestion(engine, known)}`,
  )
  if (engine === 'wasm') return stepCode(model, dt, precision)
  const values = { ...model.parameters, ...constantValues(integration(model, dt).constants, model.parameters, 1) }
  return [...variablesOf(model), 'clock']
    .map(output => `// ${output}\n${stepSource(model, values, output, dt, { jump: 'row', current: 'row' })}`)
    .join('\n\n')
}
