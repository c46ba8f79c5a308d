import type ts from 'typescript'
import type { Compiler } from './compiler.js'

/** A node with the comments that document it. */
type Documented = ts.Node & { jsDoc?: ts.JSDoc[] }

/** The text of files whose comments were read; that of a cell's file changes. */
const read = new WeakMap<ts.SourceFile, string>()

/**
 * Reads the comments that document a name. Programs are made without them: to read those of all packages takes a tenth
 * of the time to the first cell, and people ask for one at a time.
 */
export function readDocumentation(ts: Compiler, symbol: ts.Symbol | undefined): void {
  for (const declaration of symbol?.declarations ?? []) {
    const file = declaration.getSourceFile()
    if (read.get(file) === file.text) continue
    read.set(file, file.text)
    const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseAll }
    copy(ts, ts.createSourceFile(file.fileName, file.text, options, true), file)
  }
}

/** Gives every node of a file the comments of its like in a file of the same text. */
function copy(ts: Compiler, from: Documented, to: Documented): void {
  if (from.jsDoc && !to.jsDoc) {
    to.jsDoc = from.jsDoc
    for (const each of from.jsDoc) Object.assign(each, { parent: to })
  }
  const children: ts.Node[] = []
  ts.forEachChild(to, child => void children.push(child))
  let at = 0
  ts.forEachChild(from, child => {
    const like = children[at++]
    if (like?.kind === child.kind) copy(ts, child, like)
  })
}
