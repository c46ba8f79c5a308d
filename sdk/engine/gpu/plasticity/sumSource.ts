import type { Reduction } from '../../../model/index.js'
import { of } from '../deliverySource.js'
import { beyondLines, literal } from '../expressionText.js'
import { chunkOf, type Grid } from '../grid.js'
import type { Sum } from './program.js'
import type { Scene } from './scene.js'
import { drawLines, formulaText, loadLines, mentioned } from './synapseText.js'
import { withArguments, type Text } from './withArguments.js'

/** The text of a sum, as a kernel of synapse `k` is given it as argument `sum0`, `sum1`, ... */
export function sumText({ columns }: Scene, { over }: Reduction, n: number): string {
  if (over === 'projection') return `sum${n}[0][0]`
  const [index, chunk] = over === 'pre' ? [of(0), columns.chunk?.row] : [of(columns.target), columns.targetChunk]
  return `sum${n}${chunk === undefined ? '' : `[${of(chunk)}]`}[0][${index}]`
}

/** Reads a number of synapse `k`, wherever a kernel runs. */
export const anywhere =
  ({ chunks, width }: Grid) =>
  (row: number) =>
    chunks === 1 ? `learned[${row}][k]` : `learned[lot][${row}][k - lot*${literal(width)}]`

/** Lines that {@link anywhere} needs. The width is a power of two, so that the quotient is exact. */
export const lotLines = ({ chunks, width }: Grid): string[] =>
  chunks === 1 ? [] : [`const lot = Math.floor(k*${literal(1 / width)});`]

/**
 * The kernel of a sum over the synapses of each neuron at one end; over those of the projection of parts, one for each
 * target, which {@link totalSource} adds up.
 *
 * @param before sums of the same statement that it may mention
 */
export function sumSource(scene: Scene, { rule, reduction }: Sum, before: readonly Sum[]): Text {
  const { over, op } = reduction
  const end = over === 'pre' ? 'pre' : 'post'
  const chunk = chunkOf(scene.ends[end].grid)
  const sums = new Map(before.map(({ reduction: other }, n) => [other.name, sumText(scene, other, n)]))
  const value = formulaText(scene, rule, reduction, { sums })
  const needed = scene.rules.map((_, r) => (r === rule ? mentioned(scene, r, [reduction]) : new Set<string>()))
  const load = loadLines(scene, anywhere(scene.grid), needed)
  return withArguments(
    [
      'const i = this.thread.x;',
      `const begin = this.constants.offsets${chunk}[i];`,
      `const count = this.constants.offsets${chunk}[i + 1] - begin;`,
      'let sum = 0.0;',
      'for (let j = 0; j < count; j++) {',
      `const k = ${end === 'pre' ? 'this.constants.slots[begin + j]' : 'begin + j'};`,
      ...lotLines(scene.grid),
      ...load,
      ...drawLines(scene, rule, reduction),
      ...beyondLines([value], 'begin'),
      `sum = sum + ${value};`,
      '}',
      `return sum${op === 'mean' && over !== 'projection' ? '/Math.max(count, 1.0)' : ''};`,
    ],
    before.length,
  )
}

/** The kernel that adds up the parts of a sum. */
export function totalSource({ width, chunks }: Grid, divisor: number): string {
  const all = (at: string) => [`  for (let j = 0; j < ${width}; j++) {`, `    sum = sum + ${at};`, '  }']
  return [
    'function(parts) {',
    '  let sum = 0.0;',
    ...(chunks === 1
      ? all('parts[0][j]')
      : [`  for (let c = 0; c < ${chunks}; c++) {`, ...all('parts[c][0][j]'), '  }']),
    `  return sum/${literal(divisor)};`,
    '}',
  ].join('\n')
}
