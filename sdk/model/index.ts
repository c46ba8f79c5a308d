export { coasting, type Coasting } from './coasting.js'
export { derivative } from './derivative.js'
export { EquationError } from './equationError.js'
export { evaluator, smallPower, type Reader } from './evaluate.js'
export { namesIn, visit, type BinaryOperator, type Expression, type FunctionName } from './expression.js'
export {
  coded,
  fixedPoint,
  gridOf,
  halfway,
  isFixedPoint,
  largestCode,
  leastRange,
  nearest,
  onGrid,
  rangesOf,
  stochastic,
  valueOf,
  type As,
  type FixedPoint,
  type FixedPointOptions,
  type Grid,
} from './format/index.js'
export type { Constants, Integration, Update } from './integration.js'
export { registerGenerator } from './generators.js'
export { expressionLatex, latex } from './latex.js'
export { integration } from './methods/index.js'
export { neuron, type Neuron, type NeuronOptions } from './neuron.js'
export { longestCoast, returnToRest, type ReturnToRest } from './returnToRest.js'
export { methods, variablesOf, type Method, type ModelEvent, type NeuronModel } from './neuronModel.js'
export { parseExpression, type Assignment, type Equation } from './parse.js'
export {
  alpha,
  conductance,
  exponential,
  nmda,
  type ConductanceOptions,
  type NmdaOptions,
  type Receptor,
} from './receptors.js'
export {
  atEnd,
  closedForm,
  elapsed,
  indexed,
  isDraw,
  modulatorLaw,
  statementsOf,
  stepOf,
  synapse,
  type Formula,
  type ModulatorLaw,
  type ModulatorOptions,
  type Reduction,
  type Rule,
  type RuleSettings,
  type Scope,
  type Statement,
  type SynapseModel,
  type SynapseOptions,
  type SynapseVariable,
} from './rule/index.js'
export { isZero, mentions, simplify, substitute, withParts } from './symbolic.js'
export type { NeuronSettings, Overrides } from './variant.js'
