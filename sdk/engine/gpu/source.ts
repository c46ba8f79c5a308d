import {
  integration,
  smallPower,
  variablesOf,
  type Expression,
  type NeuronModel,
  type Update,
} from '../../model/index.js'
import type { Values } from '../initial.js'

/** Which of the step's inputs of a population come row by row ([step][neuron]) and which as one row. */
export interface InputShapes {
  readonly jump: 'rows' | 'row'
  readonly current: 'rows' | 'row'
}

/**
 * The text of a gpu.js kernel that yields one output of a step of a population: a variable of the model, or `clock`.
 *
 * Kernels gather and have one output each, so every one of them does the whole step of its neuron and returns its own
 * part. `clock` counts the rest of the refractory period; a neuron that fires in this step has refractory steps + 1.
 *
 * Arguments: the variables in their order, `clock`, `jump`, `current`, `row`. Values given one a neuron are
 * constants of the kernel, the others are written into the text.
 *
 * @param values parameters and the constants of the integration
 * @param dt ms
 */
export function stepSource(
  model: NeuronModel,
  values: Values,
  output: string,
  dt: number,
  shapes: InputShapes,
): string {
  const variables = variablesOf(model)
  const refractory = refractorySteps(model, dt)
  const [{ condition, reset }] = model.events
  const { free, held } = integration(model, dt)
  const name = (n: string) =>
    variables.includes(n)
      ? `x_${n}`
      : n === 'I' || n === 'dt'
        ? n
        : `${Object.hasOwn(values, n) ? 'p' : 'l'}_${word(n)}`
  const text = (e: Expression) => expressionText(e, name)
  const input = (array: 'jump' | 'current') => (shapes[array] === 'rows' ? `${array}[row][i]` : `${array}[i]`)
  const update = (moves: Update) => [
    ...moves.locals.map(local => `    const l_${word(local.name)} = ${text(local.value)};`),
    ...Object.entries(moves.next).map(([v, value]) => `    n_${v} = ${text(value)};`),
  ]
  const jumps = model.frozen.includes('v') ? 'if (waiting < 0.5) { x_v = x_v + JUMP; }' : 'x_v = x_v + JUMP;'

  return [
    `function(${[...variables, 'clock', 'jump', 'current', 'row'].join(', ')}) {`,
    '  const i = this.thread.x;',
    `  const dt = ${literal(dt)};`,
    '  const waiting = Math.max(clock[i] - 1.0, 0.0);',
    ...Object.entries(values).map(([p, value]) =>
      typeof value === 'number'
        ? `  const p_${word(p)} = ${literal(value)};`
        : `  const p_${word(p)} = this.constants.${word(p)}[i];`,
    ),
    ...variables.map(v => `  let x_${v} = ${v}[i];`),
    model.takesCurrent ? `  const I = ${input('current')};` : '',
    variables.includes('v') ? `  ${jumps.replace('JUMP', input('jump'))}` : '',
    ...variables.map(v => `  let n_${v} = x_${v};`),
    ...(held === free
      ? update(free)
      : ['  if (waiting < 0.5) {', ...update(free), '  } else {', ...update(held), '  }']),
    ...variables.map(v => `  x_${v} = n_${v};`),
    '  let next = waiting;',
    `  if (waiting < 0.5) { if (${text(condition)}) {`,
    ...reset.map(({ variable, value }) => `    x_${variable} = ${text(value)};`),
    `    next = ${literal(refractory + 1)};`,
    '  } }',
    `  return ${output === 'clock' ? 'next' : `x_${output}`};`,
    '}',
  ]
    .filter(Boolean)
    .join('\n')
}

/** Whole steps of a refractory period that is a time. */
export const refractorySteps = ({ refractory }: NeuronModel, dt: number) => Math.round((refractory as number) / dt)

/** A name as one word: those of locals have spaces. */
export const word = (name: string) => name.replaceAll(' ', '_')

/**
 * Adds to a row of inputs what arrives over a projection: each neuron gathers from its incoming synapses.
 * `history[r]` says who fired `r + 1` steps ago.
 */
export function deliverySource(base: 'rows' | 'row'): string {
  return `function(base, history, row) {
  const i = this.thread.x;
  const begin = this.constants.offsets[i];
  const count = this.constants.offsets[i + 1] - begin;
  let sum = base${base === 'rows' ? '[row]' : ''}[i];
  for (let j = 0; j < count; j++) {
    const k = begin + j;
    sum = sum + this.constants.weights[k]*history[this.constants.delays[k] - 1][this.constants.sources[k]];
  }
  return sum;
}`
}

/** Shifts the history of spikes by one step. */
export function historySource(refractorySteps: number): string {
  return `function(history, clock) {
  const i = this.thread.x;
  let fired = 0.0;
  if (clock[i] > ${literal(refractorySteps + 0.5)}) { fired = 1.0; }
  let value = fired;
  if (this.thread.y > 0) { value = history[this.thread.y - 1][i]; }
  return value;
}`
}

/** A number as a literal that every back end takes as floating point. */
function literal(value: number): string {
  const text = Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(1) : String(value)
  return value < 0 ? `(${text})` : text
}

function expressionText(e: Expression, name: (n: string) => string): string {
  const text = (part: Expression) => expressionText(part, name)
  switch (e.kind) {
    case 'number':
      return literal(e.value)
    case 'name':
      return name(e.name)
    case 'negate':
      return `(-${text(e.operand)})`
    case 'not':
      return `(!${text(e.operand)})`
    case 'conditional':
      return `(${text(e.test)} ? ${text(e.yes)} : ${text(e.no)})`
    case 'call': {
      const [x, low, high] = e.args.map(text)
      if (e.name === 'exprel')
        return `(Math.abs(${x}) < 1e-3 ? 1.0 + ${x}*(0.5 + ${x}/6.0) : (Math.exp(${x}) - 1.0)/${x})`
      return e.name === 'clip'
        ? `Math.min(Math.max(${x}, ${low}), ${high})`
        : `Math.${e.name}(${e.args.map(text).join(', ')})`
    }
    case 'binary': {
      const times = e.op === '^' ? smallPower(e.right) : undefined
      if (times) return power(text(e.left), times)
      if (e.op === '^') return `Math.pow(${text(e.left)}, ${text(e.right)})`
      const op = { and: '&&', or: '||', '==': '===', '!=': '!==' }[e.op as string] ?? e.op
      return `(${text(e.left)} ${op} ${text(e.right)})`
    }
  }
}

/** In the order of the interpreter: a square, then its product or square. */
function power(x: string, times: 2 | 3 | 4): string {
  const square = `(${x}*${x})`
  return times === 2 ? square : times === 3 ? `(${square}*${x})` : `(${square}*${square})`
}
