import type { Expression } from '../../model/index.js'
import { beyondLines, expressionText, literal } from './expressionText.js'
import { chunkOf, stepOf, type Grid } from './grid.js'
import { historyBits } from './rows.js'

/** What a kernel adds its part to: the inputs of all steps of a call, what earlier kernels found for this step, nothing. */
export type Base = 'steps' | 'step' | 'none'

/** Where a kernel of a projection stands. */
export interface DeliveryShape {
  /** Of the targets. */
  readonly grid: Grid
  readonly base: Base
  /** Row of the target among those that receive something, and how many there are. */
  readonly target: number
  readonly targets: number
}

/** Row of the constants `synapses` by what it holds; what all synapses share is a number in the text instead. */
export interface SynapseRows {
  /** The chunk of the source, where sources lie in chunks. */
  readonly chunk?: { readonly row: number }
  readonly weight: number | { readonly row: number }
  /** In steps. */
  readonly delay: number | { readonly row: number }
}

/** What a kernel of a projection is called with, in order. */
export const deliveryArguments = (base: Base, states: readonly string[]) => [
  ...(base === 'none' ? [] : ['base']),
  ...states,
  'row',
]

/**
 * The text of a kernel that adds what arrives over a projection: each neuron gathers from its incoming synapses, and
 * finds in the history of their sources whether a spike is due.
 *
 * Row 0 of the constants `synapses` has the sources, further rows weights, and delays as the row of the history and
 * the scale that brings its bit to the place of the units.
 *
 * @param history the first row of the history in the state of the sources
 */
export function deliverySource(shape: DeliveryShape, synapses: SynapseRows, history: number): string {
  const { weight } = synapses
  return gather(
    shape,
    ['from'],
    [
      `const whole = ${wholeText('from', synapses, history)};`,
      `sum = sum + ${typeof weight === 'number' ? literal(weight) : of(weight.row)}*(whole - 2.0*Math.floor(whole*0.5));`,
    ],
  )
}

/** The history of the source of synapse `k`, shifted so that the place of the units says whether a spike is due. */
export function wholeText(state: string, synapses: SynapseRows, history: number): string {
  const { delay } = synapses
  const { row, scale } =
    typeof delay === 'number'
      ? { row: String(history + bitOf(delay).row), scale: literal(bitOf(delay).scale) }
      : { row: `${history} + ${of(delay.row)}`, scale: of(delay.row + 1) }
  return `Math.floor(${atSource(state, synapses, row)}*${scale})`
}

/** What synapse `k` has in a row of the constants. */
export const of = (row: number) => `this.constants.synapses[${row}][k]`

/** A row of a state at the source of a synapse. */
export const atSource = (state: string, { chunk }: SynapseRows, row: string) =>
  `${state}${chunk ? `[${of(chunk.row)}]` : ''}[${row}][${of(0)}]`

/** Where the history says whether a neuron fired so many steps ago, 1 or more. */
export function bitOf(delay: number): { row: number; scale: number } {
  return { row: Math.floor((delay - 1) / historyBits), scale: 2 ** -((delay - 1) % historyBits) }
}

/**
 * The text of a kernel of a continuous projection: the sum over the incoming synapses of an expression of `w` and of
 * variables at both ends.
 */
export function continuousSource(
  shape: DeliveryShape,
  synapses: SynapseRows,
  expression: Expression,
  variables: { readonly pre: readonly string[]; readonly post: readonly string[] },
): string {
  const name = (n: string) => {
    const { weight } = synapses
    if (n === 'w') return typeof weight === 'number' ? literal(weight) : of(weight.row)
    return n.endsWith('_pre')
      ? atSource('pre', synapses, String(variables.pre.indexOf(n.slice(0, -4))))
      : `post${chunkOf(shape.grid)}[${variables.post.indexOf(n.slice(0, -5))}][i]`
  }
  return gather(shape, ['pre', 'post'], [`sum = sum + ${expressionText(expression, name)};`])
}

/** A kernel of {@link gatherLines}. */
function gather(shape: DeliveryShape, states: readonly string[], body: readonly string[]): string {
  return [
    `function(${deliveryArguments(shape.base, states).join(', ')}) {`,
    ...gatherLines(shape, body).map(line => `  ${line}`),
    '  return sum;',
    '}',
  ].join('\n')
}

/** Lines that add up `sum` in a loop over the incoming synapses `k` of neuron `i`, in the row of its target. */
export function gatherLines({ grid, base, target, targets }: DeliveryShape, body: readonly string[]): string[] {
  const chunk = chunkOf(grid)
  const loop = [
    `const begin = this.constants.offsets${chunk}[i];`,
    `const count = this.constants.offsets${chunk}[i + 1] - begin;`,
    ...beyondLines(body, 'begin'),
    'for (let j = 0; j < count; j++) {',
    '  const k = begin + j;',
    ...body.map(line => `  ${line}`),
    '}',
  ]
  return [
    'const i = this.thread.x;',
    `let sum = ${baseText(grid, base)};`,
    ...(targets === 1 ? loop : [`if (this.thread.y === ${target}) {`, ...loop.map(line => `  ${line}`), '}']),
  ]
}

/** What has arrived already at the thread's neuron and target. */
export const baseText = (grid: Grid, base: Base): string =>
  ({
    none: '0.0',
    steps: `base${stepOf(grid)}[this.thread.y][i]`,
    step: `base${chunkOf(grid)}[this.thread.y][i]`,
  })[base]

/** The text of the kernel that keeps the history of a source: `fired` says for each step of a call who fires in it. */
export function sourceHistorySource(rows: number, grid: Grid): string {
  const state = `state${chunkOf(grid)}`
  const half = literal(2 ** (historyBits - 1))
  const scale = literal(2 ** (1 - historyBits))
  return [
    'function(state, fired, row) {',
    '  const i = this.thread.x;',
    `  let came = fired${stepOf(grid)}[0][i];`,
    ...[...Array(rows - 1).keys()].map(
      r => `  if (this.thread.y === ${r + 1}) { came = Math.floor(${state}[${r}][i]*${scale}); }`,
    ),
    `  const old = ${state}[this.thread.y][i];`,
    `  return 2.0*(old - ${half}*Math.floor(old*${scale})) + came;`,
    '}',
  ].join('\n')
}
