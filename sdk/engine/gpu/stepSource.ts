import { integration, namesIn, type Expression, type NeuronModel, type Update } from '../../model/index.js'
import type { Values } from '../initial.js'
import { beyondLines, expressionText, literal, word } from './expressionText.js'
import { chunkOf, stepOf, type Grid } from './grid.js'
import { historyBits, type Rows } from './rows.js'
import { jumpsPerStep, normalLines, seedsPerNoise } from './wichmannHill.js'

/** What the kernel of a population's step is made for. */
export interface StepShape {
  readonly grid: Grid
  readonly rows: Rows
  /** Parameters, constants of the integration and `I`: a number goes into the text, an array is a row of `values`. */
  readonly values: Values
  /** What receives something, in the order of the rows of `arrivals`: variables, and `I`. */
  readonly targets: readonly string[]
  /** Whether arrivals come for all steps of a call, `[step][target][neuron]`, or for this one. */
  readonly arrivals: 'steps' | 'step'
}

/** Columns of `shared`, one row a step: the time, then the jumps of the noise. */
export const sharedColumns = 1 + jumpsPerStep

/** Whether a model's kernel needs the row of `shared`: it mentions the time, or noise. */
export function needsShared(model: NeuronModel): boolean {
  const { refractory, events, equations } = model
  const expressions: Expression[] = [
    ...equations.map(({ right }) => right),
    ...events.flatMap(({ condition, reset }) => [condition, ...reset.map(({ value }) => value)]),
    ...(typeof refractory === 'number' ? [] : [refractory]),
  ]
  return model.noises.length > 0 || expressions.some(e => namesIn(e).includes('t'))
}

/** What the kernel of a step is called with, in order. */
export const stepArguments = (model: NeuronModel, targets: readonly string[]): string[] => [
  'state',
  ...(targets.length ? ['arrivals'] : []),
  ...(needsShared(model) ? ['shared'] : []),
  'row',
]

/**
 * The text of the gpu.js kernel that moves a population on by one step, in the order of docs/engines.md.
 *
 * A kernel gathers, and one thread yields one number: the thread of a neuron and a row of the state does the whole step
 * of its neuron and returns its own part.
 *
 * @param dt ms
 */
export function stepSource(model: NeuronModel, dt: number, shape: StepShape): string {
  const { grid, rows, values, targets } = shape
  const { variables, history, events, refractory } = rows
  const { free, held } = integration(model, dt)
  const arrays = Object.keys(values).filter(name => typeof values[name] !== 'number')
  const name = (n: string) => {
    if (variables.includes(n)) return `x_${n}`
    if (n === 'I' || n === 'dt' || n === 't') return n
    return `${Object.hasOwn(values, n) ? 'p' : 'l'}_${word(n)}`
  }
  const text = (e: Expression) => expressionText(e, name)
  const chunk = chunkOf(grid)
  const old = (row: number) => `state${chunk}[${row}][i]`
  const arrivals = `arrivals${shape.arrivals === 'steps' ? stepOf(grid) : chunk}`
  const arriving = (target: string) => `${arrivals}[${targets.indexOf(target)}][i]`
  const value = (n: string) =>
    typeof values[n] === 'number' ? literal(values[n]) : `this.constants.values${chunk}[${arrays.indexOf(n)}][i]`
  const update = ({ locals, next }: Update) => [
    ...locals.map(local => `    const l_${word(local.name)} = ${text(local.value)};`),
    ...Object.entries(next).map(([v, moved]) => `    n_${v} = ${text(moved)};`),
  ]
  const spike = model.events.findIndex(event => event.name === 'spike')
  const spikes = spike < 0 ? '0.0' : `e_${spike}`
  const bits = [...Array(history.count).keys()].map(r => ({
    row: history.row + r,
    came: r ? `Math.floor(h_${r - 1}*${literal(2 ** (1 - historyBits))})` : spikes,
  }))
  const finite = variables.map(v => `x_${v} > -3e38 && x_${v} < 3e38`).join(' && ')
  const moves = [
    ...waitingLines(refractory, text, old),
    ...(model.takesCurrent
      ? [`  const I = ${[value('I'), ...(targets.includes('I') ? [arriving('I')] : [])].join(' + ')};`]
      : []),
    ...targets
      .filter(target => target !== 'I')
      .map(target => {
        const jump = `x_${target} = x_${target} + ${arriving(target)};`
        return model.frozen.includes(target) ? `  if (waits < 0.5) { ${jump} }` : `  ${jump}`
      }),
    ...variables.map(v => `  let n_${v} = x_${v};`),
    ...(held === free ? update(free) : ['  if (waits < 0.5) {', ...update(free), '  } else {', ...update(held), '  }']),
    ...variables.map(v => `  x_${v} = n_${v};`),
    ...model.events.flatMap(({ condition }, e) => [
      `  let e_${e} = 0.0;`,
      e === spike
        ? `  if (waits < 0.5) { if (${text(condition)}) { e_${e} = 1.0; } }`
        : `  if (${text(condition)}) { e_${e} = 1.0; }`,
    ]),
    ...model.events.flatMap(({ reset }, e) => [
      `  if (e_${e} > 0.5) {`,
      ...reset.map(({ variable, value }) => `    x_${variable} = ${text(value)};`),
      '  }',
    ]),
  ]

  return [
    `function(${stepArguments(model, targets).join(', ')}) {`,
    '  const i = this.thread.x;',
    `  const dt = ${literal(dt)};`,
    ...(needsShared(model) ? ['  const t = shared[row][0];'] : []),
    ...Object.keys(values)
      .filter(n => n !== 'I')
      .map(n => `  const p_${word(n)} = ${value(n)};`),
    ...model.noises.flatMap((noise, n) =>
      normalLines(
        `l_${word(noise)}`,
        s => `this.constants.seeds${chunk}[${n * seedsPerNoise + s}][i]`,
        j => `shared[row][${1 + j}]`,
      ).map(line => `  ${line}`),
    ),
    ...variables.map((v, k) => `  let x_${v} = ${old(k)};`),
    ...bits.map(({ row }, r) => `  const h_${r} = ${old(row)};`),
    ...beyondLines(moves, 'Math.abs(h_0)').map(line => `  ${line}`),
    ...moves,
    ...(variables.length ? [] : ['  let result = 0.0;']),
    ...variables.map((v, k) => (k ? `  if (this.thread.y === ${k}) { result = x_${v}; }` : `  let result = x_${v};`)),
    ...bits.map(({ row, came }, r) => `  if (this.thread.y === ${row}) { result = ${shifted(`h_${r}`, came)}; }`),
    ...events.flatMap((row, e) =>
      e === spike ? [] : [`  if (this.thread.y === ${row}) { result = ${shifted(old(row), `e_${e}`)}; }`],
    ),
    ...nextWaiting(refractory, spikes),
    ...(finite
      ? [
          `  if (this.thread.y === ${history.row}) {`,
          '    let sound = 0.0;',
          `    if (h_0 >= 0.0 && ${finite}) { sound = 1.0; }`,
          '    if (sound < 0.5) { result = -1.0; }',
          '  }',
        ]
      : []),
    '  return result;',
    '}',
  ].join('\n')
}

/** A history one step later: all bits move up by one, the last is lost, and what came is the first. */
const shifted = (history: string, came: string) =>
  `2.0*(${history} - ${literal(2 ** (historyBits - 1))}*Math.floor(${history}*${literal(2 ** (1 - historyBits))})) + ${came}`

/** Lines that say whether the neuron is refractory in this step. */
function waitingLines(refractory: Refractory, text: (e: Expression) => string, old: (row: number) => string): string[] {
  switch (refractory.kind) {
    case 'none':
      return ['  const waits = 0.0;']
    case 'history': {
      const span = 2 ** refractory.steps
      return [`  const waits = h_0 - ${literal(span)}*Math.floor(h_0*${literal(1 / span)});`]
    }
    case 'count':
      return [`  const waits = ${old(refractory.row)};`]
    case 'condition':
      return [
        `  let waits = ${old(refractory.row)};`,
        `  let prolongs = 0.0;`,
        `  if (${text(refractory.prolongs)}) { prolongs = 1.0; }`,
        `  waits = waits*prolongs;`,
      ]
  }
}

/** Lines for the row of the refractory period, if there is one. */
function nextWaiting(refractory: Refractory, spikes: string): string[] {
  if (refractory.kind !== 'count' && refractory.kind !== 'condition') return []
  const [left, whole] =
    refractory.kind === 'count' ? ['Math.max(waits - 1.0, 0.0)', literal(refractory.steps)] : ['waits', '1.0']
  return [
    `  if (this.thread.y === ${refractory.row}) {`,
    `    result = ${left};`,
    `    if (${spikes} > 0.5) { result = ${whole}; }`,
    '  }',
  ]
}

type Refractory = Rows['refractory']
