/** One name that an import statement brings into a cell. */
export interface ImportedName {
  local: string
  /** The name in the module, `default`, or `*` for the module itself. */
  imported: string
}

export interface Import {
  from: string
  names: ImportedName[]
}

/** A module of the person's own beside the notebook, compiled to CommonJS. */
export interface LocalModule {
  path: string
  code: string
}

/** A cell ready to run: the body of a generator function over live bindings (liveBindings.ts). */
export interface Cell {
  /** JavaScript with an inline source map; line n of the cell is line n + 1 of the mapped source. */
  code: string
  /** By how many columns the first line of the mapped source lies to the right of what was typed. */
  shift: number
  /** Names of all bindings that the code reads or writes. */
  bindings: string[]
  /** Names that this cell declares. */
  declares: string[]
  imports: Import[]
  /** The binding that holds the value of the last expression, if the cell ends with one. */
  last?: string
  /** How the value of the last expression is called, if it is a function, with its types. */
  signature?: string
  /** Local modules that are new or have changed. */
  modules: LocalModule[]
}

/** Why a cell was refused before it ran. */
export interface CompileError {
  ename: string
  evalue: string
  /** Lines with ANSI colours, for people. */
  traceback: string[]
}
