import { isCondition, partsOf, type Expression } from '../expression.js'
import type { Update } from '../integration.js'
import { mapped, named, withParts } from '../symbolic.js'

/**
 * A step in which what is computed more than once is a local, so that its size grows with what is written and not with
 * how often lines are mentioned. Values stay, bit for bit.
 */
export function shared({ locals, next }: Update): Update {
  const unique = uniquely()
  const given = locals.map(({ name, value }) => ({ name, value: unique(value) }))
  const last = Object.entries(next).map(([variable, value]) => ({ variable, value: unique(value) }))
  const uses = countUses([...given, ...last].map(({ value }) => value))

  const bound: { name: string; value: Expression }[] = []
  const written = new Map<Expression, Expression>()
  let count = 0
  const reduced = (e: Expression) => withParts(e, write)
  function write(e: Expression): Expression {
    const known = written.get(e)
    if (known) return known
    const value = reduced(e)
    if (uses.get(e)! < 2 || partsOf(e).length === 0 || isCondition(e)) return value
    const name = `shared ${++count}`
    bound.push({ name, value })
    written.set(e, named(name))
    return named(name)
  }
  for (const { name, value } of given) {
    bound.push({ name, value: written.get(value) ?? reduced(value) })
    if (partsOf(value).length > 0 && !isCondition(value)) written.set(value, named(name))
  }
  const entries = last.map(({ variable, value }) => [variable, written.get(value) ?? reduced(value)] as const)
  return { locals: bound, next: Object.fromEntries(entries) }
}

/** A function that makes equal expressions one object. */
function uniquely(): (e: Expression) => Expression {
  const known = new Map<string, Expression>()
  const ids = new Map<Expression, number>()
  return e =>
    mapped(e, part => {
      const key = `${head(part)} ${partsOf(part)
        .map(inner => ids.get(inner))
        .join(' ')}`
      const found = known.get(key)
      if (found) return found
      known.set(key, part)
      ids.set(part, ids.size)
      return part
    })
}

function head(e: Expression): string {
  switch (e.kind) {
    case 'number':
      return `number ${Object.is(e.value, -0) ? '-0' : e.value}`
    case 'name':
      return `name ${e.name}`
    case 'binary':
      return `binary ${e.op}`
    case 'call':
      return `call ${e.name}`
    default:
      return e.kind
  }
}

/** How many expressions each is a part of, the whole ones counted as used once. */
function countUses(wholes: readonly Expression[]): Map<Expression, number> {
  const uses = new Map<Expression, number>()
  const use = (e: Expression): void => {
    const before = uses.get(e) ?? 0
    uses.set(e, before + 1)
    if (before === 0) partsOf(e).forEach(use)
  }
  wholes.forEach(use)
  return uses
}
