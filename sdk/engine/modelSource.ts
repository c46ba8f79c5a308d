import { check } from '../check.js'
import { registerGenerator, type NeuronModel } from '../model/index.js'
import { refuseUnknown } from '../options.js'
import { time, type Time } from '../units/index.js'
import { gpuStep } from './gpu/index.js'
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

/** The gpu.js kernel of one step of a model, for the variables, the history of spikes and what else its state needs. */
function gpuSource(model: NeuronModel, options: SourceOptions = {}): string {
  refuseUnknown('source', options, ['dt'])
  return gpuStep(model, time(options.dt ?? 0.5, 'source: dt'))
}

registerGenerator('wasm', wasmSource)
registerGenerator('gpu', gpuSource)
