import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Script } from 'node:vm'
import type { Cell, Import } from '../converter/index.js'
import { binding, checkDefined, take } from './bindings.js'
import { bundleOf } from './bundle.js'
import { each, interruptible, wait } from './interrupt.js'
import type { ToSession } from './messages.js'
import { addLocalModules, load, meta } from './modules.js'
import type { CellOutput } from './output.js'
import { addSource } from './trace.js'

type Run = Extract<ToSession, { type: 'run' }>
type Body = (...parameters: unknown[]) => Generator<unknown, void, unknown>

const here = meta(join(process.cwd(), 'notebook.ts'))
const require = createRequire(here.url)

/** What every cell is given (kernel/converter/liveBindings.ts), beside its bindings. */
const given = ['$$import', '$$meta', '$$wait', '$$each', 'require', '__filename', '__dirname']

/** Runs a cell to its end: imports, body, the value of its last expression, all outputs sent. */
export async function runCell({ name, source, cell }: Run, output: CellOutput): Promise<void> {
  addSource(name, cell.code, { before: 1, shift: cell.shift, text: source })
  addLocalModules(cell.modules)
  for (const each of cell.imports) await importInto(each)
  checkDefined(cell.bindings.filter(binding => !cell.declares.includes(binding)))

  const body = compile(name, cell)
  const boxes = cell.bindings.map(binding)
  await drive(body(load, here, wait, each, require, here.filename, here.dirname, ...boxes))

  const value = cell.last === undefined ? undefined : take(cell.last)
  if (value !== undefined) output.put({ type: 'result', bundle: await wait(bundleOf(value, cell.signature)) })
  await wait(output.settled())
}

function compile(filename: string, { code, bindings }: Cell): Body {
  const parameters = [...given, ...bindings.map(name => '$$' + name)]
  const wrapped = `(function* (${parameters.join(', ')}) { 'use strict';\n${code}\n})`
  return new Script(wrapped, { filename, lineOffset: -1 }).runInThisContext() as Body
}

/** Loads a module and puts its names into their boxes. */
async function importInto({ from, names }: Import): Promise<void> {
  const module = await wait(load(from))
  for (const { local, imported } of names) {
    if (imported === '*') binding(local).live = module
    else if (imported in module) binding(local).live = module[imported]
    else binding(local).live = ofDefault(from, module, imported)
  }
}

/** A name of a CommonJS package that Node did not foresee lies in its default. */
function ofDefault(from: string, { default: whole }: Record<string, unknown>, name: string): unknown {
  if (Object(whole) === whole && name in (whole as object)) return (whole as Record<string, unknown>)[name]
  throw new SyntaxError(`The module '${from}' does not export ${name === 'default' ? 'a default' : `'${name}'`}`)
}

/** Runs the body from one top-level await to the next, each stretch where SIGINT can stop it. */
async function drive(body: Generator<unknown, void, unknown>): Promise<void> {
  let step = interruptible(() => body.next())
  while (!step.done) {
    let resume: () => typeof step
    try {
      const value = await wait(step.value)
      resume = () => body.next(value)
    } catch (error) {
      resume = () => body.throw(error)
    }
    step = interruptible(resume)
  }
}
