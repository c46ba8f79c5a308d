import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { constants, Script } from 'node:vm'
import type { LocalModule } from '../converter/index.js'
import { wait } from './interrupt.js'
import { addSource } from './trace.js'

type Namespace = Record<string, unknown>
type Load = (specifier: string) => Promise<Namespace>

interface Loaded {
  exports: Namespace
  done: Promise<void>
}

/** Modules beside the notebook, compiled by the supervisor. */
const local = new Map<string, LocalModule>()
const loaded = new Map<string, Loaded>()

/** Takes new and changed local modules; all are run anew, since one may import another. */
export function addLocalModules(modules: LocalModule[]): void {
  if (modules.length) loaded.clear()
  for (const each of modules) local.set(each.path, each)
}

const folder = process.cwd()

/** What `import` in a cell means: from the notebook's folder upward, then from the kernel's own installation. */
export const load: Load = specifier => loadFrom(folder, specifier, [])

async function loadFrom(from: string, specifier: string, importers: string[]): Promise<Namespace> {
  const path = /^(\.{0,2}|[A-Za-z]:)[\\/]/.test(specifier) ? resolve(from, specifier) : undefined
  if (path !== undefined) {
    const known = candidates(path).find(each => local.has(each))
    if (known !== undefined) return loadLocal(known, importers)
    if (extname(path) === '.json') return json(path)
    return native(from)(pathToFileURL(path).href)
  }
  if (specifier.endsWith('.json')) return json(createRequire(join(from, 'cell.js')).resolve(specifier))
  try {
    return await native(from)(specifier)
  } catch (error) {
    if (!isMissing(error, specifier)) throw error
    return (await import(specifier).catch((inner: unknown) => {
      throw isMissing(inner, specifier) ? missing(specifier) : inner
    })) as Namespace
  }
}

function isMissing(error: unknown, specifier: string) {
  const { code, message = '' } = error as NodeJS.ErrnoException
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  return code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${name}'`)
}

function missing(specifier: string) {
  const error: NodeJS.ErrnoException = new Error(
    `Cannot find package '${specifier}' from ${folder} upward, nor in the kernel's installation; install it there: npm install ${specifier}`,
  )
  error.code = 'ERR_MODULE_NOT_FOUND'
  return error
}

const importers = new Map<string, Load>()

/** Node's own `import()`, as a file in the folder `from` would call it. */
function native(from: string): Load {
  let found = importers.get(from)
  if (!found) {
    const script = new Script('specifier => import(specifier)', {
      filename: join(from, 'cell.js'),
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    })
    importers.set(from, (found = script.runInThisContext() as Load))
  }
  return found
}

async function json(path: string): Promise<Namespace> {
  const value = JSON.parse(await readFile(path, 'utf8')) as Namespace
  return { ...value, default: value }
}

/** Where TypeScript's Bundler resolution finds the source of a relative import. */
function candidates(path: string): string[] {
  const at = path.replaceAll('\\', '/')
  const [, bare, kind = ''] = /^(.*)\.([cm]?)js$/.exec(at) ?? [at, at]
  return [at, `${bare}.${kind}ts`, `${bare}.tsx`, `${at}.js`, `${at}/index.ts`, `${at}/index.js`]
}

async function loadLocal(path: string, importers: string[]): Promise<Namespace> {
  let module = loaded.get(path)
  if (!module) {
    const exports = Object.defineProperty({}, '__esModule', { value: true }) as Namespace
    loaded.set(path, (module = { exports, done: runLocal(local.get(path)!, exports, [...importers, path]) }))
  }
  // In a circle of imports one of them must be content with what is there so far.
  if (!importers.includes(path)) await module.done
  return module.exports
}

async function runLocal({ path, code }: LocalModule, exports: Namespace, importers: string[]) {
  const here = dirname(path)
  const loadHere: Load = specifier => loadFrom(here, specifier, importers)
  const needed = new Map<string, Namespace>()
  for (const [, specifier] of code.matchAll(/\brequire\("([^"]+)"\)/g))
    if (!needed.has(specifier)) needed.set(specifier, asCommonJs(await wait(loadHere(specifier))))

  addSource(path, code, {})
  const wrapped = `(async function (exports, require, $$import, $$meta) {\n${code}\n})`
  const run = new Script(wrapped, { filename: path, lineOffset: -1 }).runInThisContext() as (
    ...parameters: unknown[]
  ) => Promise<void>
  await run(exports, (specifier: string) => needed.get(specifier), loadHere, meta(path))
}

/** What `require` answers in a compiled local module: Node's namespace, which knows its default from its names. */
function asCommonJs(namespace: Namespace): Namespace {
  return '__esModule' in namespace ? namespace : { ...namespace, __esModule: true }
}

/** `import.meta` of a file. */
export function meta(path: string) {
  const url = pathToFileURL(path).href
  return { url, filename: path, dirname: dirname(path), resolve: (specifier: string) => new URL(specifier, url).href }
}
