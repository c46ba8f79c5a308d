import { derivative } from './derivative.js'
import { evaluator } from './evaluate.js'
import { namesIn, type Expression } from './expression.js'
import { call, isZero, mapped, mentions, negative, product, quotient } from './symbolic.js'

/**
 * Removes singularities that are none: `N/(exp(z) - 1)` and `N/(1 - exp(z))` where N is a constant times z, as in the
 * rates of Hodgkin and Huxley, become `constant/exprel(z)`, which is right at z = 0 and near it.
 *
 * @param variables names that change with time
 */
export const withoutSingularities = (expression: Expression, variables: ReadonlySet<string>): Expression =>
  mapped(
    expression,
    e => (e.kind === 'binary' && e.op === '/' ? removable(e.left, e.right, variables) : undefined) ?? e,
  )

function removable(above: Expression, below: Expression, variables: ReadonlySet<string>): Expression | undefined {
  if (below.kind !== 'binary' || below.op !== '-') return undefined
  const one = (e: Expression) => e.kind === 'number' && e.value === 1
  const exponent = (e: Expression) => (e.kind === 'call' && e.name === 'exp' ? e.args[0] : undefined)
  const [first, second] = [exponent(below.left), exponent(below.right)]
  const z = first && one(below.right) ? first : second && one(below.left) ? second : undefined
  const variable = z && namesIn(z).find(name => variables.has(name))
  if (!z || !variable) return undefined
  const [slope, slopeBelow] = [derivative(above, variable), derivative(z, variable)]
  if (isZero(slope) || isZero(slopeBelow) || mentions(slope, variables) || mentions(slopeBelow, variables))
    return undefined
  const ratio = quotient(slope, slopeBelow)
  if (!proportional(above, ratio, z)) return undefined
  const limit = quotient(ratio, call('exprel', z))
  return z === first ? limit : negative(limit)
}

/** Whether `above` equals `ratio * z`, tried at places without special relations between the names. */
function proportional(above: Expression, ratio: Expression, z: Expression): boolean {
  const right = product(ratio, z)
  const names = [...new Set([...namesIn(above), ...namesIn(right)])]
  return [1, 2, 3, 4].every(trial => {
    const at = (name: string) => {
      const value = 1 + ((Math.sqrt(2 + names.indexOf(name)) * (trial + 0.37)) % 1) * 10
      return () => value
    }
    const [a, b] = [evaluator(above, at)(0), evaluator(right, at)(0)]
    return Math.abs(a - b) <= 1e-9 * (Math.abs(a) + Math.abs(b)) || (a === 0 && b === 0)
  })
}
