import { check } from '../check.js'
import { integration, registerGenerator, variablesOf, type NeuronModel } from '../model/index.js'
import { refuseUnknown } from '../options.js'
import { time, type Time } from '../units/index.js'
import { stepSource } from './gpu/source.js'
import { constantValues } from './initial.js'
import { stepCode } from './wasm/index.js'

interface SourceOptions {
  dt?: Time
  precision?: 'single' | 'double'
}

/** The WebAssembly text of one step of a model. */
function wasmSource(model: NeuronModel, options: SourceOptions = {}): string {
  refuseUnknown('source', options, ['dt', 'precision'])
  const { precision = 'single', dt = 0.5 } = options
  check(
    precision === 'single' || precision === 'double',
    `source: unknown precision "${String(precision)}"; there are single, double`,
  )
  return stepCode(model, time(dt, 'source: dt'), precision)
}

/** The gpu.js kernels of one step of a model: one for each variable, one for the refractory clock. */
function gpuSource(model: NeuronModel, options: SourceOptions = {}): string {
  refuseUnknown('source', options, ['dt'])
  const dt = time(options.dt ?? 0.5, 'source: dt')
  const values = { ...model.parameters, ...constantValues(integration(model, dt).constants, model.parameters, 1) }
  return [...variablesOf(model), 'clock']
    .map(output => `// ${output}\n${stepSource(model, values, output, dt, { jump: 'row', current: 'row' })}`)
    .join('\n\n')
}

registerGenerator('wasm', wasmSource)
registerGenerator('gpu', gpuSource)
