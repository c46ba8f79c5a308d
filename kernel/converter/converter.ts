import type ts from 'typescript'
import type { Cell, CompileError, LocalModule } from './cell.js'
import { completeness, type Completeness } from './completeness.js'
import { compileError, mistakes, type Mistake } from './compileError.js'
import { liveBindings, type Names } from './liveBindings.js'
import { localModule } from './localModule.js'
import { namespacesIn, type Ambient } from './ambient.js'
import { ambientModules } from './ambientModules.js'
import { compiler } from './compiler.js'
import { completionType } from './completionType.js'
import { declarationsOf } from './declarations.js'
import { innerVars } from './innerVars.js'
import { jsxIn, jsxIsOff } from './jsx.js'
import { readMagics } from './magics.js'
import { packageTypes } from './packageTypes.js'
import { plainTypes } from './plainTypes.js'
import { prepare } from './prepare.js'
import { isTyped, located } from './resolve.js'
import type { QuickInfo } from './quickInfo.js'
import { signatureOf } from './signature.js'
import { loadTslab } from './tslab.js'

export interface Completion {
  matches: string[]
  /** What each match is: `function`, `class`, `property`, ... */
  types: string[]
  /** The part of the code that a match replaces, in UTF-16 units. */
  start: number
  end: number
}

export interface Inspection {
  /** The type of the name. */
  signature: string
  documentation: string
  /** How it was declared, where that was written by someone. */
  declaration?: string
}

export interface Compiled {
  /** The cell, unless it was refused. */
  cell?: Cell
  error?: CompileError
  /** Declares the cell's names to later cells: to be called once it has run, or has failed half-way. */
  accept(): void
}

/** Compiles the cells of one notebook, each knowing the declarations of those accepted before it. */
export interface Converter {
  compile(code: string): Compiled
  complete(code: string, position: number): Completion
  /** What is known of the name at `position`. */
  inspect(code: string, position: number): Inspection | undefined
  completeness(code: string): Completeness
  /** Does ahead what the next cell would wait for. */
  prepare(): void
  /** Forgets all declarations, for a new session. */
  reset(): void
  close(): void
}

/**
 * tslab's converter (watch program, accumulated declarations, capture of the last expression) over our own TypeScript.
 * Takes about a second and is synchronous; the notebook's folder is the working directory of the process.
 */
export function createConverter(): Converter {
  const ts = compiler()
  const packages = packageTypes()
  const declaredModules = ambientModules()
  const { createConverter, isCompleteCode, options, resolve, modulesChanged, standing } = loadTslab({
    program: intercept,
    diagnose,
    modules: () => declaredModules.text(),
    resolve: packages.resolve,
  })
  const folder = ts.sys.getCurrentDirectory().replaceAll('\\', '/')
  const cellPath = `${folder}/__tslab__.ts`
  const earlierPath = `${folder}/__prev__.d.ts`

  let declarations = ''
  let ambient: string[] = []
  let namespaces = new Map<string, string>()
  let seen: string | undefined // the declarations that the latest cell was compiled with
  let isChecked = true // %types
  let checking = true // of the cell that is compiled
  let diagnostics: ts.Diagnostic[] = []
  const typed = new Map<string, string>() // how the names of earlier cells were declared
  const prefix = 'export {};' + ts.sys.newLine // tslab puts it before a cell
  let names: Names
  let modules: LocalModule[]
  let signature: string | undefined
  let inner: string
  const tslab = createConverter()
  const strictness = options().strict
  const known = () => [declarations, ...namespaces.values(), ...ambient].join('\n')
  const locate = (from: string) => (specifier: string) => located(resolve, specifier, from, options())

  /** Whether a cell declares a module, and does not add to one that is there with its types. */
  const isNew = ({ module }: Ambient) => module !== undefined && !isTyped(resolve(module, cellPath, options()))

  /** tslab emits the cell and the local modules that it imports; ours runs after its own transformation. */
  function intercept(program: ts.EmitAndSemanticDiagnosticsBuilderProgram) {
    const emit = program.emit.bind(program)
    packages.name(program.getProgram())
    emitAllDeclarations(program.getProgram())
    program.emit = (file, write, token, onlyDeclarations, transformers) => {
      if (file && file.fileName !== cellPath) {
        modules.push(localModule(ts, file, options(), locate(file.fileName)))
        return { emitSkipped: true, diagnostics: [] }
      }
      const checker = program.getProgram().getTypeChecker()
      const cell = program.getSourceFile(cellPath)!
      signature = signatureOf(ts, checker, cell)
      inner = innerVars(ts, checker, cell)
      const live = liveBindings(ts, checker, cell, program.getSourceFile(earlierPath)!, names, locate(cellPath))
      const after = [...(transformers?.after ?? []), live]
      // tslab expects its two files under the names that they have where the notebook's folder is the root.
      const named: ts.WriteFileCallback = (path, ...rest) =>
        write?.(`outDir/__tslab__${path.endsWith('.d.ts') ? '.d.ts' : '.js'}`, ...rest)
      return emit(file, named, token, onlyDeclarations, { ...transformers, after })
    }
  }

  /** Not whether declarations could be published: a cell need not name the types that it uses. */
  function diagnose(program: ts.Program, files: ts.SourceFile[]): ts.Diagnostic[] {
    const types = (file: ts.SourceFile) => (checking ? program.getSemanticDiagnostics(file) : [])
    return (diagnostics = files.flatMap(file => [...program.getSyntacticDiagnostics(file), ...types(file)]))
  }

  function compile(source: string): Compiled {
    const refused = (all: Mistake[]): Compiled => ({ error: compileError(all), accept: () => undefined })
    const { code, shift, ambient: added, magics } = prepare(ts, source)
    if (magics.refused) return refused([{ text: source, ...magics.refused }])
    isChecked = magics.types ?? isChecked
    options().strict = magics.strict ?? options().strict
    checking = isChecked && !magics.unchecked
    names = { bindings: new Set(), declares: new Set(), imports: [] }
    modules = []
    const offered = declaredModules.offer(added.filter(isNew))
    if (offered.changed) modulesChanged()
    const additions = added.filter(each => !isNew(each)).map(({ text }) => text)
    seen = known()
    const result = tslab.convert([seen, ...additions].join('\n'), code)
    if (result.diagnostics.length || !checking || code.includes('@ts-')) standing.spoil()
    if (result.diagnostics.length) {
      const jsx = jsxIn(ts, source)
      if (jsx !== undefined) return refused([{ text: source, start: jsx, end: jsx + 1, message: jsxIsOff }])
      return refused(mistakes(ts, source, diagnostics, { path: cellPath, before: prefix.length, shift }))
    }
    const cell: Cell = {
      code: result.output ?? '',
      shift,
      bindings: [...names.bindings],
      declares: [...names.declares],
      imports: names.imports,
      last: result.lastExpressionVar,
      signature,
      modules,
    }
    const { declares: declared } = names
    const declaredWithin = inner
    const accept = () => {
      const written = declarationsOf(ts, source)
      // tslab forgets namespaces with the next cell.
      namespaces = new Map([...namespaces, ...namespacesIn(ts, declarations)])
      for (const name of [...declared, ...written.keys()]) namespaces.delete(name)
      declarations = (result.declOutput ?? '') + declaredWithin
      ambient = [...new Set([...ambient, ...additions])]
      offered.accept()
      for (const [name, text] of written) typed.set(name, text)
    }
    return { cell, accept }
  }

  function complete(code: string, position: number): Completion {
    const { candidates, start, end, original } = tslab.complete(known(), readMagics(code).code, position)
    standing.spoil()
    const kinds = new Map(original?.entries.map(({ name, kind }) => [name, kind]))
    const types = candidates.map(name => completionType(kinds.get(name) ?? ''))
    return { matches: candidates, types, start, end }
  }

  function inspect(code: string, position: number): Inspection | undefined {
    const info = tslab.inspect(known(), readMagics(code).code, position) as QuickInfo | undefined
    standing.spoil()
    if (!info) return undefined
    const tags = (info.tags ?? []).map(({ name, text }) => `@${name} ${ts.displayPartsToString(text)}`)
    return {
      signature: plainTypes(ts.displayPartsToString(info.displayParts)),
      documentation: [ts.displayPartsToString(info.documentation), ...tags].filter(Boolean).join('\n'),
      declaration: info.declaration && asTyped(info.declaration),
    }
  }

  /** A declaration as it was typed, also one of an earlier cell, of which the compiler knows only the types. */
  function asTyped(declaration: ts.Declaration): string {
    const isVariable = ts.isVariableDeclaration(declaration)
    const whole = isVariable ? declaration.parent.parent : declaration
    const name = ts.getNameOfDeclaration(declaration)?.getText()
    const earlier = whole.getSourceFile().fileName === earlierPath && whole.parent === whole.getSourceFile()
    return (earlier && name !== undefined ? typed.get(name) : undefined) ?? whole.getText()
  }

  return {
    compile,
    complete,
    inspect,
    completeness: code => completeness(ts, prepare(ts, code).code, isCompleteCode),
    prepare() {
      if (!standing.stands() || known() !== seen) compile('')
    },
    reset() {
      declarations = ''
      ambient = []
      declaredModules.reset()
      namespaces.clear()
      typed.clear()
      isChecked = true
      options().strict = strictness
    },
    close: () => tslab.close(),
  }
}

const writesAll = new WeakSet<ts.Program>()

/** Lets a program write declarations also where a type cannot be named outside its package: there they say `any`. */
function emitAllDeclarations(program: ts.Program): void {
  if (writesAll.has(program)) return
  writesAll.add(program)
  const emit = program.emit.bind(program) as (...args: unknown[]) => ts.EmitResult
  const forced = true
  program.emit = (file, write, token, onlyDeclarations, transformers) =>
    emit(file, write, token, onlyDeclarations, transformers, forced)
}
