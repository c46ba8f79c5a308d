import { check, kindOf } from '../check.js'
import { namesIn } from './expression.js'
import type { NeuronModel } from './neuronModel.js'
import { parseEquations, parseExpression, type Equation } from './parse.js'
import type { Receptor } from './receptors.js'
import { named, substitute, sum } from './symbolic.js'

/**
 * A model with receptors: their equations and parameters join it, and what they give is added to every `I`.
 *
 * @throws RangeError for a name that is taken, or a model whose equations mention no I, or have no v where it is needed
 */
export function withReceptors(model: NeuronModel, receptors: Readonly<Record<string, Receptor>>): NeuronModel {
  return Object.entries(receptors).reduce((grown, [name, receptor]) => withReceptor(grown, name, receptor), model)
}

function withReceptor(model: NeuronModel, name: string, receptor: Receptor): NeuronModel {
  const where = `neuron "${model.name}": receptor "${name}"`
  check(
    model.takesCurrent,
    `${where} adds to I, but the equations mention no I; write it where the current goes, as in "dv/dt = (-v + I)/tau"`,
  )
  check(/^[A-Za-z]\w*$/.test(name), `${where}: a name begins with a letter and has letters, digits and _`)
  check(
    typeof receptor === 'object' && receptor !== null && receptor.kind === 'receptor',
    `${where}: expected a receptor such as exponential({ tau: 5 }), got ${kindOf(receptor)}`,
  )
  const parts = receptor.parts(name)
  const equations = parseEquations(parts.equations, where) as Equation[]
  const current = parseExpression(parts.current, where)

  const variables = model.equations.map(({ variable }) => variable)
  const taken = [...variables, ...Object.keys(model.parameters), ...Object.keys(model.receptors), 'I', 'delta', 'pulse']
  const clash = [...equations.map(e => e.variable), ...Object.keys(parts.parameters), name].find(n => taken.includes(n))
  check(clash === undefined, `${where}: "${clash}" is there already; give the receptor another name`)
  check(
    variables.includes('v') || !namesIn(current).includes('v'),
    `${where} needs the variable v; the equations have ${variables.join(', ')}`,
  )
  const total = new Map([['I', sum(named('I'), current)]])
  return {
    ...model,
    equations: [...model.equations.map(e => ({ ...e, right: substitute(e.right, total) })), ...equations],
    parameters: { ...model.parameters, ...parts.parameters },
    receptors: parts.receives === name ? model.receptors : { ...model.receptors, [name]: parts.receives },
    units: { ...model.units, ...parts.units },
    text: {
      ...model.text,
      equations: `${model.text.equations.trimEnd()}\nI = I + ${parts.current}\n${parts.equations}`,
    },
  }
}
