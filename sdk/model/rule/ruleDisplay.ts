import { expressionLatex, symbol } from '../latex.js'
import { display, inspect, type Displayed } from '../neuronDisplay.js'
import { parseEquations } from '../parse.js'
import type { SynapseModel } from './synapseModel.js'

/** What makes a rule show itself: typeset equations, statements and a table of parameters; elsewhere text. */
export function describeRule(model: SynapseModel): Displayed {
  return {
    [display]: () => ({ 'text/markdown': markdown(model), 'text/plain': plain(model) }),
    [inspect]: () => plain(model),
  }
}

const oneLine = (text: string) => text.trim().replace(/\s*\n\s*/g, '; ')

function markdown({ name, text, variables, parameters, units }: SynapseModel): string {
  const lines = parseEquations(text.equations, `rule "${name}"`).map(line =>
    'right' in line
      ? `\\frac{d${symbol(line.variable)}}{dt} &= ${expressionLatex(line.right)}`
      : `${symbol(line.name)} &= ${expressionLatex(line.value)}`,
  )
  const parts = Object.entries(text.parts).map(([part, statements]) => `${part}: \`${oneLine(statements)}\``)
  const rows = Object.entries(parameters).map(([p, value]) => `| $${symbol(p)}$ | ${value} | ${units[p] ?? ''} |`)
  return [
    `**${name}**`,
    ...(lines.length ? [`$$\n\\begin{aligned}\n${lines.join(' \\\\\n')}\n\\end{aligned}\n$$`] : []),
    parts.join('  \n'),
    variables.map(({ name, scope, length }) => `$${symbol(name)}$: ${placeOf(scope, length)}`).join('  \n'),
    ...(rows.length ? [['| parameter | value | unit |', '|:--|--:|:--|', ...rows].join('\n')] : []),
  ]
    .filter(Boolean)
    .join('\n\n')
}

const placeOf = (scope: string, length: number) => {
  const each = scope === 'synapse' ? 'one a synapse' : `one a ${scope}synaptic neuron`
  return length === 1 ? each : `${length} numbers, ${each}`
}

function plain({ name, text, variables, parameters, units }: SynapseModel): string {
  const equations = text.equations.split('\n').map(line => line.trim())
  return [
    `rule "${name}"`,
    ...equations.filter(Boolean),
    ...Object.entries(text.parts).map(([part, statements]) => `${part}: ${oneLine(statements)}`),
    ...variables.map(({ name, scope, length }) => `${name}: ${placeOf(scope, length)}`),
    ...(Object.keys(parameters).length
      ? [
          Object.entries(parameters)
            .map(([p, value]) => `${p} = ${value}${units[p] ? ` ${units[p]}` : ''}`)
            .join(', '),
        ]
      : []),
  ].join('\n  ')
}
