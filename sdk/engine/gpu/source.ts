import { smallPower, variablesOf, type Expression, type NeuronModel } from '../../model/index.js'

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
 * Arguments: the variables in their order, `clock`, `jump`, `current`, `row`; parameters given one a neuron are
 * constants of the kernel, the others are written into the text.
 *
 * @param dt ms
 */
export function stepSource(model: NeuronModel, output: string, dt: number, shapes: InputShapes): string {
  const variables = variablesOf(model)
  const refractory = Math.round(model.refractory / dt)
  const name = (n: string) => (variables.includes(n) ? `x_${n}` : n === 'I' ? 'I' : `p_${n}`)
  const text = (e: Expression) => expressionText(e, name)
  const input = (array: 'jump' | 'current') => (shapes[array] === 'rows' ? `${array}[row][i]` : `${array}[i]`)
  const held = (variable: string, statement: string) =>
    model.frozen.includes(variable) ? `if (waiting < 0.5) { ${statement} }` : statement

  return [
    `function(${[...variables, 'clock', 'jump', 'current', 'row'].join(', ')}) {`,
    '  const i = this.thread.x;',
    '  const waiting = Math.max(clock[i] - 1.0, 0.0);',
    ...Object.entries(model.parameters).map(([p, value]) =>
      typeof value === 'number' ? `  const p_${p} = ${literal(value)};` : `  const p_${p} = this.constants.${p}[i];`,
    ),
    ...variables.map(v => `  let x_${v} = ${v}[i];`),
    model.takesCurrent ? `  const I = ${input('current')};` : '',
    variables.includes('v') ? `  ${held('v', `x_v = x_v + ${input('jump')};`)}` : '',
    ...model.equations.map(({ variable, right }) => `  const d_${variable} = ${text(right)};`),
    ...variables.map(v => `  ${held(v, `x_${v} = x_${v} + ${literal(dt)}*d_${v};`)}`),
    '  let next = waiting;',
    `  if (waiting < 0.5) { if (${text(model.threshold)}) {`,
    ...model.reset.map(({ variable, value }) => `    x_${variable} = ${text(value)};`),
    `    next = ${literal(refractory + 1)};`,
    '  } }',
    `  return ${output === 'clock' ? 'next' : `x_${output}`};`,
    '}',
  ]
    .filter(Boolean)
    .join('\n')
}

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
