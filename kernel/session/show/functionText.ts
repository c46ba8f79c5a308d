import { textOf } from './text.js'

/**
 * A function as a line per way of calling it, with its types where TypeScript knows them; a class as Node prints it,
 * with how to make one.
 */
export function functionText(value: object, signature?: string): string {
  const text = textOf(value)
  const [, head, rest] = /^(\[[^\]\n]*\])([^]*)$/.exec(text) ?? []
  if (head === undefined) return text
  if (head.startsWith('[class')) return [head + rest, ...(signature ? [signature] : [])].join('\n')
  return (signature ?? parameters(value) ?? head) + rest
}

/** The head of a function in its source: `async f(a, b = 1)`. */
function parameters(value: object): string | undefined {
  const source = Function.prototype.toString.call(value)
  if (source.includes('[native code]')) return undefined
  const name = (value as { name?: unknown }).name
  const from = source.indexOf('(')
  const arrow = /^(?:async\s+)?([\w$]+)\s*=>/.exec(source)
  const inside = arrow ? `(${arrow[1]})` : source.slice(from, closing(source, from) + 1).replace(/\s+/g, ' ')
  const kind = `${/^async\b/.test(source) ? 'async ' : ''}function${/^(?:async\s+)?(?:function\s*)?\*/.test(source) ? '*' : ''}`
  return `${kind} ${typeof name === 'string' ? name : ''}${inside}`
}

/** Where the bracket that opens at `from` closes. */
function closing(source: string, from: number): number {
  const signs = /(['"`])(?:\\[^]|(?!\1)[^\\])*\1|[([{]|[)\]}]/g
  signs.lastIndex = from
  let depth = 0
  for (let sign; (sign = signs.exec(source));) {
    if ('([{'.includes(sign[0])) depth++
    else if (')]}'.includes(sign[0]) && --depth === 0) return sign.index
  }
  return source.length
}
