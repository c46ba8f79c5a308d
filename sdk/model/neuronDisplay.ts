import { currentLine, latex, symbol } from './latex.js'
import type { NeuronModel } from './neuronModel.js'

export const display = Symbol.for('Jupyter.display')
export const inspect = Symbol.for('nodejs.util.inspect.custom')

/** Shows itself in a notebook as typeset equations with a table of parameters, elsewhere as text. */
export interface Displayed {
  [display](): { readonly 'text/markdown': string; readonly 'text/plain': string }
  [inspect](): string
}

/** What makes a neuron show itself. */
export function describeNeuron(model: NeuronModel): Displayed {
  return {
    [display]: () => ({ 'text/markdown': markdown(model), 'text/plain': plain(model) }),
    [inspect]: () => plain(model),
  }
}

/** What a neuron does besides its equations, a line each. */
function behaviour({ text, refractory, frozen, method, substeps }: NeuronModel): [string, string][] {
  const steps = Object.entries(substeps).map(([variable, n]) => `${variable} in ${n} steps`)
  const waits = typeof refractory !== 'number' ? `while ${text.refractory}` : refractory > 0 ? `${refractory} ms` : ''
  const lines: [string, string][] = [
    ['threshold', text.threshold],
    ['reset', text.reset],
    ['refractory', waits && frozen.length ? `${waits}; ${frozen.join(', ')} frozen` : waits],
    ['method', [method, ...steps].join(', ')],
  ]
  return lines.filter(([, value]) => value !== '')
}

const shown = (value: number | Float64Array) =>
  typeof value === 'number' ? String(value) : `${value.length} values, ${Math.min(...value)} to ${Math.max(...value)}`

function markdown(model: NeuronModel): string {
  const { name, parameters, units } = model
  const rows = Object.entries(parameters).map(
    ([p, value]) => `| $${symbol(p)}$ | ${shown(value)} | ${units[p] ?? ''} |`,
  )
  const table = rows.length ? ['| parameter | value | unit |', '|:--|--:|:--|', ...rows].join('\n') : ''
  const lines = behaviour(model).map(
    ([what, value]) =>
      `${what}: ${value
        .split('\n')
        .map(line => `\`${line}\``)
        .join(', ')}`,
  )
  return [`**${name}**`, `$$\n${latex(model)}\n$$`, lines.join('  \n'), table].filter(Boolean).join('\n\n')
}

function plain(model: NeuronModel): string {
  const equations = model.text.equations.split('\n').map(line => line.trim())
  const current = currentLine(model)
  const parameters = Object.entries(model.parameters).map(([p, value]) => {
    const unit = model.units[p]
    return `${p} = ${shown(value)}${unit ? ` ${unit}` : ''}`
  })
  return [
    `neuron "${model.name}"`,
    ...equations.filter(Boolean),
    ...(current ? [current] : []),
    ...behaviour(model).map(([what, value]) => `${what}: ${value.replaceAll('\n', ', ')}`),
    ...(parameters.length ? [parameters.join(', ')] : []),
  ].join('\n  ')
}
