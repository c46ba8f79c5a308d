import { evaluator } from '../evaluate.js'
import type { Expression } from '../expression.js'
import type { Constants, Update } from '../integration.js'
import { linear } from '../linear.js'
import type { Equation } from '../parse.js'
import { isZero, named, number, product, sum } from '../symbolic.js'
import { matrixExponential } from './matrixExponential.js'

/** A linear system `dx/dt = A x + b`, b fixed during a step. */
interface System {
  readonly variables: readonly string[]
  /** A, by row and column; the number 0 where an equation does not mention a variable. */
  readonly matrix: readonly (readonly Expression[])[]
  readonly inputs: readonly Expression[]
}

/** Reads equations that are jointly linear in their variables; undefined if they are not. */
export function linearSystem(equations: readonly Equation[]): System | undefined {
  const variables = equations.map(({ variable }) => variable)
  const names = new Set(variables)
  const rows = equations.map(({ right }) => linear(right, names))
  if (!rows.every(row => row !== undefined)) return undefined
  return {
    variables,
    matrix: rows.map(({ coefficients }) => variables.map(v => coefficients.get(v) ?? number(0))),
    inputs: rows.map(({ rest }) => rest),
  }
}

/**
 * The exact step of a linear system, `x(t + dt) = P x + Q b` with P = e^(A dt) and Q its integral, both from one
 * exponential of `[[A, 1], [0, 0]] dt`, so that a singular A is no case of its own (Van Loan 1978, IEEE TAC 23:395;
 * Rotter & Diesmann 1999, Biol Cybern 81:381). Only entries that can differ from 0 appear.
 *
 * @param prefix of the names of P and Q
 * @param dt ms
 */
export function exact(system: System, prefix: string, dt: number): { update: Update; constants: Constants } {
  const { variables, matrix, inputs } = system
  const n = variables.length
  const reaches = reachability(matrix)
  const places = variables.flatMap((_, i) => variables.flatMap((_, j) => (reaches[i][j] ? [{ i, j }] : [])))
  const name = (which: 'P' | 'Q', i: number, j: number) => `${prefix}${which} ${variables[i]} ${variables[j]}`
  const driven = places.filter(({ j }) => !isZero(inputs[j]))

  const next = variables.map((_, i): [string, Expression] => {
    const terms = [
      ...places.filter(p => p.i === i).map(({ j }) => product(named(name('P', i, j)), named(variables[j]))),
      ...driven
        .filter(p => p.i === i)
        .map(({ j }) => product(named(name('Q', i, j)), named(`b ${prefix}${variables[j]}`))),
    ]
    return [variables[i], terms.reduce(sum)]
  })
  let of: (parameter: string) => number = () => NaN
  const slopes = matrix.map(row => row.map(e => evaluator(e, p => () => (p === 'dt' ? dt : of(p)))))
  return {
    update: {
      locals: variables.flatMap((v, j) => (isZero(inputs[j]) ? [] : [{ name: `b ${prefix}${v}`, value: inputs[j] }])),
      next: Object.fromEntries(next),
    },
    constants: {
      names: [...places.map(({ i, j }) => name('P', i, j)), ...driven.map(({ i, j }) => name('Q', i, j))],
      values(parameter) {
        of = parameter
        const augmented = Array.from({ length: 2 * n }, (_, i) =>
          Array.from({ length: 2 * n }, (_, j) => (i >= n ? 0 : dt * (j < n ? slopes[i][j](0) : j === n + i ? 1 : 0))),
        )
        const exponential = matrixExponential(augmented)
        return [...places.map(({ i, j }) => exponential[i][j]), ...driven.map(({ i, j }) => exponential[i][n + j])]
      },
    },
  }
}

/** Which variables act on which, directly or through others; each on itself. */
export function reachability(matrix: System['matrix']): boolean[][] {
  const reaches = matrix.map((row, i) => row.map((e, j) => i === j || !isZero(e)))
  for (let k = 0; k < matrix.length; k++)
    for (const row of reaches) if (row[k]) reaches[k].forEach((also, j) => (row[j] ||= also))
  return reaches
}
