import { check, kindOf } from '../check.js'
import { suggestion } from '../options.js'
import { checkNames, checkQuiet, meaning } from './checkNames.js'
import { EquationError } from './equationError.js'
import type { Lines } from './lines.js'
import type { ModelEvent } from './neuronModel.js'
import { parseAssignments, parseExpression, type Assignment } from './parse.js'
import { substitute } from './symbolic.js'

/** One text for `spike`, or texts by event. */
export type EventTexts = string | Readonly<Record<string, string>>

interface Known {
  readonly where: string
  /** All that may be mentioned, besides lines. */
  readonly names: readonly string[]
  readonly variables: readonly string[]
  readonly parameters: readonly string[]
  readonly lines: Lines
}

/**
 * The events of a neuron in the order of its thresholds.
 *
 * @throws EquationError for a fault in a text; RangeError for a reset without its threshold, or a name that is taken
 */
export function eventsOf(threshold: EventTexts | undefined, reset: EventTexts | undefined, known: Known): ModelEvent[] {
  const { where, variables } = known
  const conditions = byEvent(threshold, `${where}: threshold`)
  const resets = byEvent(reset, `${where}: reset`)
  const events = Object.keys(conditions)
  for (const event of Object.keys(resets)) {
    check(
      events.includes(event),
      events.length
        ? `${where}: reset of unknown event "${event}"; the thresholds are ${events.join(', ')}${suggestion(event, events)}`
        : `${where}: a reset without a threshold never happens; add threshold: 'v >= 30' or the like`,
    )
  }
  const taken = [...known.names, ...known.lines.keys(), 'spikes', 'rate']
  for (const event of events) {
    check(/^[A-Za-z_]\w*$/.test(event), `${where}: "${event}" cannot name an event: expected a word such as spike`)
    const is = variables.includes(event) ? 'a variable' : 'taken'
    check(!taken.includes(event), `${where}: "${event}" cannot name an event: it is ${is}`)
  }
  const names = [...known.names, ...known.lines.keys()]
  return events.map(event => {
    const prefix = event === 'spike' ? '' : ` of "${event}"`
    const text = conditions[event]
    const condition = parseExpression(text, `${where}: threshold${prefix}`, 'condition')
    checkQuiet(condition, known.lines, `${where}: threshold${prefix}`, text)
    checkNames(condition, names, where, text, 'variable', `threshold "${text}"`)
    return {
      name: event,
      condition: substitute(condition, known.lines),
      reset: resetOf(resets[event] ?? '', `${where}: reset${prefix}`, names, known),
    }
  })
}

function resetOf(text: string, where: string, names: readonly string[], known: Known): Assignment[] {
  const { variables, lines } = known
  return parseAssignments(text, where).map(assignment => {
    const { variable, value, at } = assignment
    if (!variables.includes(variable)) {
      const what = known.parameters.includes(variable)
        ? `"${variable}" is a parameter and cannot be assigned`
        : meaning(variable)
          ? `"${variable}" is ${meaning(variable)} and cannot be assigned`
          : `unknown variable "${variable}"`
      const hint = `variables are ${variables.join(', ')}${suggestion(variable, variables)}`
      throw new EquationError(where, `${what}; ${hint}`, text, at)
    }
    checkQuiet(value, lines, where, text)
    checkNames(value, names, where, text)
    return { ...assignment, value: substitute(value, lines) }
  })
}

function byEvent(given: EventTexts | undefined, what: string): Readonly<Record<string, string>> {
  if (given === undefined) return {}
  const texts = typeof given === 'string' ? { spike: given } : given
  check(
    typeof texts === 'object' && texts !== null,
    `${what} must be a text, or texts by event such as { spike: 'v >= 30' }, got ${kindOf(given)}`,
  )
  for (const text of Object.values(texts))
    check(typeof text === 'string', `${what} must be a text, got ${kindOf(text)}`)
  return texts
}

/** The texts as they were given, for display. */
export const eventText = (given: EventTexts | undefined): string =>
  given === undefined || typeof given === 'string'
    ? (given ?? '')
    : Object.entries(given)
        .map(([event, text]) => `${event}: ${text}`)
        .join('\n')
