import type ts from 'typescript'
import type { Resolutions, Snapshot } from '../converter/index.js'

type TypeScript = typeof ts & {
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void
}

/**
 * What the process does of which a snapshot is made, and what a process that starts from it begins with. It runs as the
 * text that it is (snapshot.ts): of Node's snapshots a script is all there is, and Node's own modules.
 *
 * @param typescript the path of the compiler
 * @param folder where imports are looked for
 */
export function snapshotMain(require: NodeJS.Require, typescript: string, folder: string): void {
  const load = <Loaded>(name: string) => require(name) as Loaded
  const { readFileSync, statSync } = load<typeof import('node:fs')>('node:fs')
  const modules = load<typeof import('node:module')>('node:module')
  const path = load<typeof import('node:path')>('node:path')
  const { startupSnapshot } = load<typeof import('node:v8')>('node:v8')
  const vm = load<typeof import('node:vm')>('node:vm')

  const run = vm.runInThisContext(modules.wrap(readFileSync(typescript, 'utf8')), { filename: typescript }) as (
    ...given: unknown[]
  ) => void
  const loaded = { exports: {} }
  run.call(loaded.exports, loaded.exports, require, loaded, typescript, path.dirname(typescript))
  const compiler = loaded.exports as TypeScript
  compiler.sys.getCurrentDirectory = () => process.cwd() // TypeScript would ask once and for all

  // What notebooks import most is read, and what cells ask of the compiler is done once, so that it is compiled.
  const parsed: Snapshot['parsed'] = new Map()
  const resolved: Snapshot['resolved'] = new Map()
  const cell = path.join(folder, '__tslab__.ts')
  const code = `import * as spikelab from 'spikelab'
import * as figures from 'spikelab/plot'
import * as kernel from 'spikelab/kernel'
import * as Plot from '@observablehq/plot'
import * as aq from 'arquero'
export const points = [1, 2, 3].map(x => ({ x, text: \`\${x}\` }))
export class Point { constructor(public x = 0, public y = 0) {} }
export const later = async <T>(value: T) => (await Promise.resolve(points)).length + Math.sqrt(Number(value))`
  const options: ts.CompilerOptions = {
    lib: ['lib.es2023.d.ts'],
    types: ['node'],
    target: compiler.ScriptTarget.ES2023,
    module: compiler.ModuleKind.ESNext,
    moduleResolution: compiler.ModuleResolutionKind.Bundler,
    strict: false,
    declaration: true,
    skipLibCheck: true,
  }
  const host = compiler.createCompilerHost(options)
  host.jsDocParsingMode = compiler.JSDocParsingMode.ParseForTypeInfo
  host.getCurrentDirectory = () => folder
  host.getSourceFile = (name, given) => {
    const text = name === cell ? code : compiler.sys.readFile(name)
    if (text === undefined) return undefined
    const file = compiler.createSourceFile(name, text, given)
    if (name === cell) return file
    const { size, mtimeMs } = statSync(name)
    parsed.set(name, { file, size, modified: mtimeMs })
    return file
  }
  const program = compiler.createProgram([cell], options, host) as Resolutions
  for (const file of program.getSourceFiles()) {
    compiler.bindSourceFile(file, options)
    const names = new Map<string, ts.ResolvedModuleFull | undefined>()
    program.forEachResolvedModule(({ resolvedModule }, name) => void names.set(name, resolvedModule), file)
    resolved.set(file.fileName, names)
  }
  program.getSemanticDiagnostics(program.getSourceFile(cell))
  program.emit(program.getSourceFile(cell), () => undefined)

  startupSnapshot.setDeserializeMainFunction(() => {
    Object.assign(globalThis, { [Symbol.for('spikelab.compiler')]: { compiler, parsed, resolved } })
    modules.createRequire(process.argv[1])(process.argv[1])
  })
}
