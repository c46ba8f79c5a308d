import { wichmannHill } from '../../../sdk/engine/index.js'

const { jumpsPerStep, uniformLines } = wichmannHill

/**
 * Columns of `strengths`, a row for each move of each sweep: 2b, 2K, the chance that equal neighbours join, then the
 * jumps of the random numbers that decide flips, and of those that join.
 */
export const columns = {
  b: 0,
  coupling: 1,
  join: 2,
  jumps: 3,
  joinJumps: 3 + jumpsPerStep,
  count: 3 + 2 * jumpsPerStep,
}

/** What the kernels are made for. */
export interface KernelShape {
  readonly slices: number
  /** Colours of the spins, and one more where there is one: neighbouring slices must not change together. */
  readonly turns: number
  /** Spins of the largest colour. */
  readonly tallest: number
}

/** Lines of kernels that draw a uniform number of spin i and slice `slice`, as `let NAME`. */
const uniform = (name: string, slice: string, jumps: number) =>
  uniformLines(
    name,
    s => `this.constants.seeds[3*i + ${s}][${slice}]`,
    j => `strengths[row][${jumps + j}]`,
  )

/** The local field of spin i in slice x, as `let f`. */
const field = [
  'let f = this.constants.nodes[0][i];',
  'const begin = this.constants.nodes[1][i];',
  'const count = this.constants.nodes[1][i + 1] - begin;',
  'for (let j = 0; j < count; j++) {',
  '  const e = begin + j;',
  '  f = f + this.constants.edges[1][e]*spins[this.constants.edges[0][e]][x];',
  '}',
]

/** `u (1 + e^cost) < 1`, for a number that is never 0 and a cost that does not overflow. */
const flips = 'Math.max(u, 3e-8)*(1.0 + Math.exp(Math.min(cost, 60.0))) < 1.0'

const kernel = (parameters: string, ...body: string[]) =>
  [`function(${parameters}) {`, 'const x = this.thread.x;', ...body, '}'].join('\n')

/**
 * Texts of the kernels of the moves. They gather, and one thread yields one number: `local`, `pieces`, `cluster` and
 * `global` have a thread for each slice and each spin of one colour, no two of which are coupled, and `merge` puts what
 * they yield in the place of what was. Slices lie in a row, even ones before odd ones, spins by their colours. In a local
 * move odd slices are a colour ahead of even ones, so that neighbours in the ring never change together.
 *
 * Constants are few, since WebGPU binds eight arrays: `nodes` has rows of own fields, where the edges of a spin begin,
 * colours, and where the spins of a colour begin; `edges` neighbours and couplings; `ring` the slices before and after.
 */
export function worldlineSources({ slices, turns, tallest }: KernelShape) {
  /** The colour whose turn it is in this slice, as `let now`. */
  const turnOf = (ahead: string) => [
    'let now = turn;',
    `if (x >= ${slices / 2}) { now = turn + ${ahead}; }`,
    `if (now >= ${turns}) { now = 0; }`,
  ]
  /** Spin i of the colour, and `mine`, whether there is one for this thread. */
  const spinOf = (y: string) => [
    `const i = Math.min(this.constants.nodes[3][now] + ${y}, this.constants.last);`,
    'let mine = 0.0;',
    `if (this.constants.nodes[3][now] + ${y} < this.constants.nodes[3][now + 1]) { mine = 1.0; }`,
    'let result = 0.0;',
  ]
  const local = kernel(
    'spins, strengths, row, turn',
    ...turnOf('1'),
    ...spinOf('this.thread.y'),
    'if (mine > 0.5) {',
    ...field,
    ...uniform('u', 'x', columns.jumps),
    '  const s = spins[i][x];',
    '  const beside = spins[i][this.constants.ring[0][x]] + spins[i][this.constants.ring[1][x]];',
    `  const cost = s*(strengths[row][${columns.b}]*f + strengths[row][${columns.coupling}]*beside);`,
    '  result = s;',
    `  if (${flips}) { result = -s; }`,
    '}',
    'return result;',
  )
  /** Costs of all spins of a colour, then, of each, whether it is joined to the next slice. */
  const pieces = kernel(
    'spins, strengths, row, turn',
    'const now = turn;',
    'let y = this.thread.y;',
    `if (y >= ${tallest}) { y = y - ${tallest}; }`,
    ...spinOf('y'),
    'const s = spins[i][x];',
    'if (mine > 0.5) {',
    `  if (this.thread.y < ${tallest}) {`,
    ...field,
    `    result = strengths[row][${columns.b}]*s*f;`,
    '  } else {',
    ...uniform('v', 'x', columns.joinJumps),
    `    if (v < strengths[row][${columns.join}]) {`,
    '      if (spins[i][this.constants.ring[1][x]] === s) { result = 1.0; }',
    '    }',
    '  }',
    '}',
    'return result;',
  )
  const deciding = (...body: string[]) =>
    kernel(
      'spins, pieces, strengths, row, turn',
      'const now = turn;',
      'const y = this.thread.y;',
      ...spinOf('y'),
      'if (mine > 0.5) {',
      '  const s = spins[i][x];',
      ...body,
      '  result = s;',
      `  if (${flips}) { result = -s; }`,
      '}',
      'return result;',
    )
  /** All threads of a piece add its costs in one order, so that they decide alike. */
  const cluster = deciding(
    '  let first = x;',
    '  let open = 0.0;',
    `  for (let q = 0; q < ${slices}; q++) {`,
    '    const before = this.constants.ring[0][first];',
    `    if (pieces[${tallest} + y][before] < 0.5) { open = 1.0; }`,
    '    if (open < 0.5) { first = before; }',
    '  }',
    '  if (open < 0.5) { first = 0; }',
    '  let k = first;',
    '  let cost = pieces[y][k];',
    '  let ended = 0.0;',
    `  for (let q = 1; q < ${slices}; q++) {`,
    `    if (pieces[${tallest} + y][k] < 0.5) { ended = 1.0; }`,
    '    if (ended < 0.5) {',
    '      k = this.constants.ring[1][k];',
    '      cost = cost + pieces[y][k];',
    '    }',
    '  }',
    ...uniform('u', 'first', columns.jumps),
  )
  const global = deciding(
    '  let cost = 0.0;',
    `  for (let k = 0; k < ${slices}; k++) { cost = cost + pieces[y][k]; }`,
    ...uniform('u', '0', columns.jumps),
  )
  const merge = kernel(
    'spins, fresh, turn, ahead',
    ...turnOf('ahead'),
    'const i = this.thread.y;',
    'let result = spins[i][x];',
    'if (this.constants.nodes[2][i] === now) { result = fresh[i - this.constants.nodes[3][now]][x]; }',
    'return result;',
  )
  return { local, pieces, cluster, global, merge }
}
