import { check, kindOf } from '../check.js'
import { meaning } from './checkNames.js'
import { namesIn, type Expression } from './expression.js'
import type { NeuronModel } from './neuronModel.js'
import { parseEquations, parseExpression, type Equation } from './parse.js'
import { symbolUnits, type Receptor, type Receptors } from './receptors.js'
import { named, substitute, sum } from './symbolic.js'

/**
 * A model with receptors: their equations and parameters join it, and what they give is added to every `I`.
 *
 * @throws RangeError for a name that is taken, or a model whose equations mention no I, or have no v where it is needed
 */
export function withReceptors(model: NeuronModel, receptors: Receptors): NeuronModel {
  check(
    typeof receptors === 'object' && receptors !== null,
    `neuron "${model.name}": receptors must be named, as in { ampa: exponential({ tau: 5 }) }, got ${kindOf(receptors)}`,
  )
  return Object.entries(receptors).reduce((grown, [name, receptor]) => withReceptor(grown, name, receptor), model)
}

function withReceptor(model: NeuronModel, name: string, receptor: Receptor): NeuronModel {
  const where = `neuron "${model.name}": receptor "${name}"`
  check(
    model.equations.some(({ right }) => namesIn(right).includes('I')),
    `${where} adds to I, but the equations mention no I; write it where the current goes, as in "dv/dt = (-v + I)/tau"`,
  )
  check(!meaning(name), `${where}: the name cannot be that of a receptor: it is ${meaning(name)}`)
  check(
    typeof receptor === 'object' && receptor !== null && receptor.kind === 'receptor',
    `${where}: expected a receptor such as exponential({ tau: 5 }), got ${kindOf(receptor)}`,
  )
  const parts = receptor.parts(name)
  const equations = parseEquations(parts.equations, where) as Equation[]
  const current = parseExpression(parts.current, where)
  const symbols = Object.entries(receptor.parameters)
  const parameters = Object.fromEntries(symbols.map(([symbol, value]) => [`${symbol}_${name}`, value]))
  const units = Object.fromEntries(symbols.map(([symbol]) => [`${symbol}_${name}`, symbolUnits[symbol]]))

  const variables = model.equations.map(({ variable }) => variable)
  const events = model.events.map(event => event.name)
  const own = [...variables, ...Object.keys(model.parameters), ...Object.keys(model.lines ?? {}), ...events]
  const taken = [...own, ...Object.keys(model.receptors), 'delta', 'pulse', 'spikes', 'rate']
  const clash = [...equations.map(e => e.variable), ...Object.keys(parameters), name].find(n => taken.includes(n))
  check(clash === undefined, `${where}: "${clash}" is there already; give the receptor another name`)
  check(
    variables.includes('v') || !namesIn(current).includes('v'),
    `${where} needs the variable v; the equations have ${variables.join(', ')}`,
  )
  const total = new Map([['I', sum(named('I'), current)]])
  const put = (e: Expression) => substitute(e, total)
  const { text } = model
  return {
    ...model,
    equations: [...model.equations.map(e => ({ ...e, right: put(e.right) })), ...equations],
    lines: Object.fromEntries(Object.entries(model.lines ?? {}).map(([line, e]) => [line, put(e)])),
    events: model.events.map(({ condition, reset, ...event }) => ({
      ...event,
      condition: put(condition),
      reset: reset.map(assignment => ({ ...assignment, value: put(assignment.value) })),
    })),
    parameters: { ...model.parameters, ...parameters },
    receptors: { ...model.receptors, [name]: parts.receives },
    units: {
      ...model.units,
      ...(model.units.I && { [name]: model.units.I, [parts.receives]: model.units.I }),
      ...units,
      ...parts.units,
    },
    text: {
      ...text,
      equations: `${text.equations.trimEnd()}\n${parts.equations.trim()}`,
      currents: [...(text.currents ?? []), parts.current],
    },
  }
}
