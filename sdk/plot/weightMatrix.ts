import { check, kindOf } from '../check.js'
import { refuseUnknown } from '../options.js'
import { heatmap, inBlocks, type Cells } from './heatmap.js'
import { isNumbers, numbers } from './numbers.js'
import type { PlotFigure, PlotFigureOptions } from './plotFigure.js'
import { plotFigureOptions } from './plotFigure.js'
import { count, number, textWidth, titled, withUnit } from './text.js'
import { wholeTicks } from './wholeTicks.js'

export interface WeightMatrixOptions extends PlotFigureOptions {
  /** Weights in the order of the synapses, where the synapses do not hold them: `await projection.read()`. */
  weights?: ArrayLike<number>
  /** Numbers of presynaptic and postsynaptic neurons; those of the projection, or as many as are connected. */
  size?: readonly [pre: number, post: number]
  /** Unit of the weights, such as `mV`; that of the projection, or none. */
  unit?: string
}

/** Synapses in compressed rows, as a projection of `net.describe()` holds them. */
export interface SynapseRows {
  readonly offsets: ArrayLike<number>
  readonly targets: ArrayLike<number>
  readonly weights?: number | ArrayLike<number>
}

/** Synapses in columns, as what `net.connect` returns holds them. */
export interface SynapseColumns {
  readonly from: ArrayLike<number>
  readonly to: ArrayLike<number>
  /** How many neurons there are at each end; as many as are connected. */
  readonly pre?: { readonly size: number }
  readonly post?: { readonly size: number }
}

/**
 * The weight of every synapse: a column for each presynaptic neuron, a row for each postsynaptic one; white where there
 * is no synapse. Weights of both signs are blue below 0 and orange above. Synapses of the same two neurons add up. Of
 * many neurons each cell shows the strongest weight of a block.
 *
 * @param synapses a projection, a projection of `net.describe()`, or rows of weights: `rows[post][pre]`
 * @param options `weights`, `size`, `unit`, `title`, `width` (480), `height` (square cells), `plot`
 * @throws RangeError for a weight that is not finite, a neuron that is not there, or an option that does not exist
 * @example
 * plot.weightMatrix(net.describe().projections[0], { unit: 'mV' })
 * plot.weightMatrix(projection, { weights: await projection.read() })
 */
export function weightMatrix(
  synapses: SynapseRows | SynapseColumns | readonly ArrayLike<number>[],
  options: WeightMatrixOptions = {},
): PlotFigure {
  const where = 'plot.weightMatrix'
  refuseUnknown(where, options, [...plotFigureOptions, 'weights', 'size', 'unit'])
  const { weights, size = sizeOf(synapses), unit = unitOf(synapses), width = 480, ...rest } = options
  check(
    !size || size.every(n => Number.isInteger(n) && n > 0),
    `${where}: size must be two positive whole numbers, [pre, post], got [${size?.join(', ')}]`,
  )
  const matrix = Array.isArray(synapses)
    ? dense(where, synapses)
    : sparse(where, columnsOf(where, synapses as SynapseRows | SynapseColumns, weights), size)
  const { rows, columns, values, connected } = matrix
  let [low, high] = [0, 0]
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)]
  const reach = Math.max(-low, high) || 1
  const label = withUnit('weight', unit)
  const axis = { tickFormat: (i: number) => number(i, 6) }

  return heatmap({
    ...rest,
    title: options.title ?? labelOf(synapses),
    width,
    where,
    alt: titled(options.title, sentence(labelOf(synapses), matrix, low, high, unit)),
    cells: inBlocks({ rows, columns, values }, 'strongest'),
    colors: low < 0 ? 'error' : 'amount',
    domain: low < 0 ? [-reach, reach] : [0, reach],
    label,
    marginLeft: Math.ceil(14 + Math.max(26, textWidth(number(rows, 6)))),
    usualHeight: 420,
    square: rows / columns > 0.25 && rows / columns < 1.6,
    x: { ...axis, domain: [-0.5, columns - 0.5], ticks: wholeTicks(columns), label: 'presynaptic neuron' },
    y: { ...axis, domain: [-0.5, rows - 0.5], ticks: wholeTicks(rows), label: 'postsynaptic neuron' },
    ...(connected === 0 && { empty: 'no synapses' }),
  })
}

interface Matrix extends Cells {
  readonly values: Float64Array
  readonly connected: number
}

/** Cells of the largest matrix that is made; larger ones are drawn of a part of the neurons. */
const mostCells = 2 ** 27

function sparse(
  where: string,
  { from, to, weights }: { from: Uint32Array; to: Uint32Array; weights: (s: number) => number },
  size: readonly [number, number] | undefined,
): Matrix {
  const reach = (ends: Uint32Array) => ends.reduce((most, i) => Math.max(most, i + 1), 1)
  const [columns, rows] = size ?? [reach(from), reach(to)]
  check(
    rows * columns <= mostCells,
    `${where}: ${columns} by ${rows} neurons are more than 2^27 cells; take a part of them`,
  )
  const values = new Float64Array(rows * columns)
  for (let s = 0; s < from.length; s++) {
    check(
      from[s] < columns,
      `${where}: synapse ${s} comes from neuron ${from[s]}, but there are ${columns} (option "size")`,
    )
    check(to[s] < rows, `${where}: synapse ${s} goes to neuron ${to[s]}, but there are ${rows} (option "size")`)
    const weight = weights(s)
    check(Number.isFinite(weight), `${where}: the weight of synapse ${s} is ${String(weight)}`)
    values[to[s] * columns + from[s]] += weight
  }
  return { rows, columns, values, connected: from.length }
}

function dense(where: string, given: readonly ArrayLike<number>[]): Matrix {
  const [rows, columns] = [Math.max(1, given.length), Math.max(1, given[0]?.length ?? 0)]
  const values = new Float64Array(rows * columns)
  given.forEach((row, i) => {
    check(row.length === columns, `${where}: row ${i} has ${row.length} weights, the first ${columns}`)
    values.set(numbers(`${where}: row ${i}`, row), i * columns)
  })
  return { rows, columns, values, connected: given.length * (given[0]?.length ?? 0) }
}

function columnsOf(where: string, synapses: SynapseRows | SynapseColumns, own?: ArrayLike<number>) {
  if (typeof synapses !== 'object' || synapses === null || !('targets' in synapses || 'from' in synapses))
    throw new TypeError(`${where}: expected a projection or rows of weights, got ${kindOf(synapses)}`)
  const compressed = 'targets' in synapses
  const to = Uint32Array.from(compressed ? synapses.targets : synapses.to)
  const from = compressed ? sources(synapses.offsets, to.length) : Uint32Array.from(synapses.from)
  check(from.length === to.length, `${where}: ${from.length} sources, but ${to.length} targets; there must be as many`)
  const held = own ?? (compressed ? (synapses.weights ?? 1) : undefined)
  check(
    held !== undefined,
    `${where}: the weights of a projection are read from its engine: { weights: await projection.read() }`,
  )
  if (typeof held === 'number') return { from, to, weights: () => held }
  check(isNumbers(held), `${where}: weights must be an array of numbers, got ${kindOf(held)}`)
  check(held.length === to.length, `${where}: ${held.length} weights, but ${to.length} synapses; there must be as many`)
  return { from, to, weights: (s: number) => held[s] }
}

function sources(offsets: ArrayLike<number>, synapses: number): Uint32Array {
  const from = new Uint32Array(synapses)
  for (let i = 0; i + 1 < offsets.length; i++) from.fill(i, offsets[i], offsets[i + 1])
  return from
}

const unitOf = (synapses: object): string =>
  'unit' in synapses && typeof synapses.unit === 'string' ? synapses.unit : ''

const sizeOf = (synapses: object): readonly [number, number] | undefined => {
  const { pre, post } = synapses as SynapseColumns
  return typeof pre?.size === 'number' && typeof post?.size === 'number' ? [pre.size, post.size] : undefined
}

/** `exc -> inh`, where the synapses say so. */
function labelOf(synapses: object): string {
  if ('label' in synapses && typeof synapses.label === 'string') return synapses.label.replace('->', '→')
  return 'pre' in synapses && typeof synapses.pre === 'string' && 'post' in synapses
    ? `${synapses.pre} → ${String(synapses.post)}`
    : ''
}

function sentence(
  label: string,
  { rows, columns, connected }: Matrix,
  low: number,
  high: number,
  unit: string,
): string {
  const whose = `Weight matrix${label && ` of ${label.replace('→', 'to')}`}`
  if (connected === 0) return `${whose}: no synapses`
  return `${whose}: ${count(connected, 'synapse')} from ${number(columns, 6)} to ${count(rows, 'neuron')}, weights up to ${number(high)}${unit && ` ${unit}`}${low < 0 ? `, down to ${number(low)}` : ''}`
}
