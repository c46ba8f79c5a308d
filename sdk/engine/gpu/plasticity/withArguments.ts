/** The text of a kernel, and the names of what it has to be called with, in order. */
export interface Text {
  readonly source: string
  readonly args: readonly Argument[]
  readonly constants: readonly string[]
  /** How many arrays it needs at once, that of its results among them. */
  readonly arrays: number
}

/**
 * What kernels of a projection that learns may be called with: what arrives already, what is under way on dendrites, the
 * state of its synapses, the states of the neurons at both ends before and after their step, what all share in a step,
 * which synapses have something to do, sums over synapses, and which row of `shared` is that of the step.
 */
export type Argument =
  'base' | 'late' | 'learned' | 'pre' | 'post' | 'preNow' | 'postNow' | 'shared' | 'marks' | `sum${number}` | 'row'

/**
 * A kernel from its lines, called with what they mention.
 *
 * @param sums how many sums over synapses it may mention
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
  const arrays = args.filter(name => name !== 'row').length + constants.length + 1
  return { source: `function(${args.join(', ')}) {\n${body}\n}`, args, constants, arrays }
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
