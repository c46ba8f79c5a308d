import { check } from '../../../check.js'

/** The text of a kernel, and the names of what it has to be called with, in order. */
export interface Text {
  readonly source: string
  readonly args: readonly Argument[]
  readonly constants: readonly string[]
}

/**
 * What kernels of a projection that learns may be called with: what arrives already, what is under way on dendrites, the
 * state of its synapses, the states of the neurons at both ends before and after their step, what all share in a step,
 * which synapses have something to do, sums over synapses, and which row of `shared` is that of the step.
 */
export type Argument =
  'base' | 'late' | 'learned' | 'pre' | 'post' | 'preNow' | 'postNow' | 'shared' | 'marks' | `sum${number}` | 'row'

/** Buffers that a kernel may have on WebGPU, the one it writes to among them. */
const mostBuffers = 8

/**
 * A kernel from its lines, called with what they mention.
 *
 * @param sums how many sums over synapses it may mention
 * @throws RangeError if it needs more buffers than devices have
 */
export function withArguments(lines: readonly string[], sums = 0): Text {
  const body = indented(lines).join('\n')
  const all: Argument[] = [
    ...(['base', 'late', 'learned', 'pre', 'post', 'preNow', 'postNow', 'shared', 'marks'] as const),
    ...Array.from({ length: sums }, (_, n) => `sum${n}` as const),
    'row',
  ]
  const args = all.filter(name => new RegExp(`(?<![.\\w])${name}\\b`).test(body))
  const constants = [...new Set(Array.from(body.matchAll(/this\.constants\.(\w+)/g), ([, name]) => name))]
  const buffers = args.filter(name => name !== 'row').length + constants.length + 1
  check(
    buffers <= mostBuffers,
    `engine "gpu": statements that need ${buffers} arrays at once, where a kernel has ${mostBuffers}; mention fewer sums and variables of neurons in one`,
  )
  return { source: `function(${args.join(', ')}) {\n${body}\n}`, args, constants }
}

function indented(lines: readonly string[]): string[] {
  let depth = 1
  return lines.map(line => {
    if (line.startsWith('}')) depth--
    const text = '  '.repeat(depth) + line
    if (line.endsWith('{')) depth++
    return text
  })
}
