import {
  EquationError,
  parseExpression,
  variablesOf,
  visit,
  type Expression,
  type NeuronModel,
} from '../model/index.js'
import { suggestion } from '../options.js'

/**
 * What a synapse of a continuous projection adds in every step: an expression of its weight `w`, of variables of the
 * source (`v_pre`) and of the target (`v_post`).
 *
 * @throws EquationError with line, column and caret, for a text that is no expression or a name that does not exist
 * @example
 * coupling('w*(v_pre - v_post)', 'connect a -> b', a.model, b.model)
 */
export function coupling(text: string, where: string, pre: NeuronModel, post: NeuronModel): Expression {
  const expression = parseExpression(text, `${where}: continuous`)
  const names = ['w', ...variablesOf(pre).map(v => `${v}_pre`), ...variablesOf(post).map(v => `${v}_post`)]
  visit(expression, part => {
    if (part.kind !== 'name' || names.includes(part.name)) return
    const what = `unknown name "${part.name}"; there are ${names.join(', ')}${suggestion(part.name, names)}`
    throw new EquationError(`${where}: continuous`, what, text, part.at)
  })
  return expression
}
