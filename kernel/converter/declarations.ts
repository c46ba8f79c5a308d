import type ts from 'typescript'
import type { Compiler } from './compiler.js'

/** The statements of a cell that declare something, as they were typed, by the names that they declare. */
export function declarationsOf(ts: Compiler, code: string): Map<string, string> {
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.Latest)
  const found = new Map<string, string>()
  const add = (name: string, statement: ts.Statement) => {
    const text = statement.getText(file)
    const earlier = found.get(name)
    found.set(name, earlier === undefined ? text : `${earlier}\n${text}`) // overloads, merged interfaces
  }
  for (const statement of file.statements)
    if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations)
        for (const each of namesIn(ts, name)) add(each, statement)
    else if (isNamed(ts, statement) && statement.name) add(statement.name.text, statement)
  return found
}

type Named =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.EnumDeclaration
  | ts.ModuleDeclaration

const isNamed = (ts: Compiler, statement: ts.Statement): statement is Named =>
  ts.isFunctionDeclaration(statement) ||
  ts.isClassDeclaration(statement) ||
  ts.isInterfaceDeclaration(statement) ||
  ts.isTypeAliasDeclaration(statement) ||
  ts.isEnumDeclaration(statement) ||
  ts.isModuleDeclaration(statement)

function namesIn(ts: Compiler, name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text]
  return name.elements.flatMap(element => (ts.isOmittedExpression(element) ? [] : namesIn(ts, element.name)))
}
