import type { Graph } from './graph.js'
import type { MathName } from './math/index.js'
import type { Simd } from './simd.js'

/** Writes values of a graph as statements of WebAssembly text. */
export interface Emitter {
  /** Statements, in order, that compute the values and all that they need; afterwards `text` of them is a local. */
  compute(ids: readonly number[], into: string[]): void
  /** What yields a value that was computed. */
  text(id: number): string
  /** Writes what `body` writes so that its values are not taken for computed afterwards: for branches. */
  branch<T>(body: () => T): T
  /** Statements for the values that are the same for all neurons, to stand before the loop. */
  readonly prologue: string[]
  /** Names of the locals in use, all v128. */
  readonly locals: string[]
  /** Functions called by name. */
  readonly calls: Set<MathName>
}

/** Operations that are instructions; the others are functions of the same name. */
const instructions: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
  '==': 'eq',
  '!=': 'ne',
  negate: 'neg',
  sqrt: 'sqrt',
  abs: 'abs',
  floor: 'floor',
  min: 'min',
  max: 'max',
  pmin: 'pmin',
  pmax: 'pmax',
}
const logical: Readonly<Record<string, string>> = {
  and: 'v128.and',
  or: 'v128.or',
  not: 'v128.not',
  select: 'v128.bitselect',
}

export function emitter({ values }: Graph, { float }: Simd): Emitter {
  let computed = new Map<number, string>()
  const prologue: string[] = []
  const locals: string[] = []
  const calls = new Set<MathName>()
  const uniform = new Map<number, string>()

  const text = (id: number): string => {
    const value = values[id]
    const local = (value.uniform ? uniform : computed).get(id)
    if (local) return `(local.get ${local})`
    if (value.op === 'leaf') return value.text
    const args = value.args.map(text).join(' ')
    const instruction = logical[value.op] ?? (instructions[value.op] && `${float}.${instructions[value.op]}`)
    if (instruction) return `(${instruction} ${args})`
    // What is no instruction is one of the functions.
    const name = (value.op === '^' ? 'pow' : value.op) as MathName
    calls.add(name)
    return `(call $${name} ${args})`
  }

  const assign = (id: number, into: string[], table: Map<number, string>) => {
    const local = `$x${id}`
    into.push(`(local.set ${local} ${text(id)})`)
    // What a branch computed may be computed again after it.
    if (!locals.includes(local)) locals.push(local)
    table.set(id, local)
  }

  /** Puts a uniform value into a local before the loop. */
  const hoist = (id: number) => {
    if (uniform.has(id)) return
    values[id].args.forEach(hoist)
    assign(id, prologue, uniform)
  }

  return {
    prologue,
    locals,
    calls,
    text,
    compute(ids, into) {
      const uses = new Map<number, number>()
      const order: number[] = []
      const need = (id: number) => {
        if (values[id].uniform) return hoist(id)
        if (computed.has(id)) return
        uses.set(id, (uses.get(id) ?? 0) + 1)
        if (uses.get(id)! > 1) return
        values[id].args.forEach(need)
        order.push(id)
      }
      ids.forEach(need)
      for (const id of order) {
        const { op, text: leaf } = values[id]
        // A local needs no second one; a load that is used once stays where it is used.
        if (op === 'leaf' && (leaf.startsWith('(local.get') || uses.get(id) === 1)) continue
        if (uses.get(id)! > 1 || ids.includes(id)) assign(id, into, computed)
      }
    },
    branch(body) {
      const before = new Map(computed)
      const result = body()
      computed = before
      return result
    },
  }
}
