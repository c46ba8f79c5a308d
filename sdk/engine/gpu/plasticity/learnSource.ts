import type { Statement } from '../../../model/index.js'
import { bitOf, wholeText } from '../deliverySource.js'
import { beyondLines, literal } from '../expressionText.js'
import { chunkOf } from '../grid.js'
import type { Phase, Segment } from './program.js'
import type { Scene } from './scene.js'
import { sumText } from './sumSource.js'
import { atTarget, drawLines, formulaText, loadLines, local, type Meaning } from './synapseText.js'
import { withArguments, type Text } from './withArguments.js'

/**
 * The kernel that says which synapses have something to do in a step: 1 where a spike arrives, and 2 where the spike of
 * the neuron is heard of.
 */
export function markSource(scene: Scene): Text {
  const { rules, grid, rows } = scene
  const arrivals = rules.some(({ onPre }) => onPre.length > 0)
  const spikes = rules.some(({ onPost }) => onPost.length > 0)
  const marks = [...(arrivals ? ['came'] : []), ...(spikes ? ['2.0*heard'] : [])]
  return withArguments([
    'const i = this.thread.x;',
    slotLine(scene),
    'let mark = 0.0;',
    `if (${existing(scene)}learned${chunkOf(grid)}[${rows.age}][i] >= 0.0) {`,
    ...(arrivals ? comesLines(scene) : []),
    ...(spikes ? hearsLines(scene) : []),
    `mark = ${marks.join(' + ')};`,
    '}',
    'return mark;',
  ])
}

/**
 * The kernel that does one part of a step at the synapses: the thread of a synapse and a row of its state does all of it
 * and returns its own row, which in most steps is as it was.
 *
 * @param ends whether the step ends with it, so that time passes
 */
export function learnSource(scene: Scene, { phases, sums }: Segment, ends: boolean): Text {
  const { rows, grid } = scene
  const chunk = chunkOf(grid)
  const own = (row: number) => `learned${chunk}[${row}][i]`
  const meaning = { sums: new Map(sums.map(({ reduction }, n) => [reduction.name, sumText(scene, reduction, n)])) }
  const acts = phases.flatMap(phase => phaseLines(scene, phase, meaning))
  const atAll = phases.some(({ kind }) => kind === 'all')
  const mark = `marks${chunk}[0][i]`
  return withArguments(
    [
      'const i = this.thread.x;',
      `let result = learned${chunk}[this.thread.y][i];`,
      ...(phases.length
        ? [
            slotLine(scene),
            `if (${atAll ? existing(scene) : `${mark} > 0.5 && `}${own(rows.age)} >= 0.0) {`,
            ...(phases.some(({ kind }) => kind !== 'all')
              ? [`const mark = ${mark};`, 'const heard = Math.floor(mark*0.5);', 'const came = mark - 2.0*heard;']
              : []),
            ...loadLines(scene, own),
            'let wrong = 0.0;',
            ...beyondLines(acts, 'Math.abs(w)'),
            ...acts,
            `if (this.thread.y === ${rows.weight}) { result = w; }`,
            ...rows.variables.flatMap((variables, r) =>
              [...variables].map(([name, row]) => `if (this.thread.y === ${row}) { result = ${local(r, name)}; }`),
            ),
            `if (this.thread.y === ${rows.age}) { result = -wrong; }`,
            '}',
          ]
        : []),
      ...(ends && rows.flows
        ? [`if (this.thread.y === ${rows.age}) { if (result >= 0.0) { result = result + 1.0; } }`]
        : []),
      'return result;',
    ],
    sums.length,
  )
}

/** The slot of the thread's synapse. */
const slotLine = ({ grid: { chunks, width } }: Scene) =>
  `const k = ${chunks === 1 ? 'i' : `this.thread.z*${literal(width)} + i`};`

/** A condition, to be followed by another, that there is a synapse: the last chunk is filled up. */
const existing = ({ grid: { chunks, size } }: Scene) => (chunks === 1 ? '' : `k < ${literal(size)} && `)

/** Lines that say whether a spike arrives at synapse `k`. */
export const comesLines = ({ columns, ends }: Scene): string[] => [
  `const whole = ${wholeText('pre', columns, ends.pre.history)};`,
  'const came = whole - 2.0*Math.floor(whole*0.5);',
]

/** Lines that say whether it hears of a spike of its neuron. */
function hearsLines({ columns, ends, dendritic }: Scene): string[] {
  const { row, scale } = bitOf(dendritic + 1)
  return [
    `const back = Math.floor(${atTarget('postNow', columns, ends.post.history + row)}*${literal(scale)});`,
    'const heard = back - 2.0*Math.floor(back*0.5);',
  ]
}

function phaseLines(scene: Scene, phase: Phase, meaning: Meaning): string[] {
  if (phase.kind === 'all') {
    const { rule, statement, last } = phase
    return guarded([...statementLines(scene, rule, statement, meaning), ...(last ? checkLines(scene, rule) : [])])
  }
  const [event, part, neurons] =
    phase.kind === 'arrivals' ? (['came', 'onPre', 'before'] as const) : (['heard', 'onPost', 'after'] as const)
  const acts = scene.rules.flatMap((model, rule) =>
    model[part].length
      ? guarded([
          ...model[part].flatMap(statement => statementLines(scene, rule, statement, { neurons })),
          ...checkLines(scene, rule),
        ])
      : [],
  )
  return [`if (${event} > 0.5) {`, ...acts, '}']
}

const guarded = (lines: readonly string[]) => ['if (wrong < 0.5) {', ...lines, '}']

const statementLines = (scene: Scene, rule: number, statement: Statement, meaning: Meaning) => [
  ...drawLines(scene, rule, statement),
  `${statement.variable === 'w' ? 'w' : local(rule, statement.variable)} = ${formulaText(scene, rule, statement, meaning)};`,
]

/** Lines that note a rule that made the weight leave its bounds, or a value that is not finite. */
function checkLines({ rules, bounds }: Scene, rule: number): string[] {
  const finite = (x: string) => `${x} > -3e38 && ${x} < 3e38`
  const sound = [
    bounds ? `w >= ${literal(bounds[0])} && w <= ${literal(bounds[1])}` : finite('w'),
    ...rules[rule].variables.map(({ name }) => finite(local(rule, name))),
  ]
  // Nothing that is not a number fulfils a condition: it is the contrary that has to be noted.
  return [`wrong = ${literal(rule + 1)};`, `if (${sound.join(' && ')}) { wrong = 0.0; }`]
}
