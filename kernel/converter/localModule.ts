import type ts from 'typescript'
import type { LocalModule } from './cell.js'
import type { Compiler } from './compiler.js'
import type { Locate } from './imports.js'

/**
 * A module beside the notebook as CommonJS, whose `require` answers with modules that were loaded before
 * (kernel/session/modules.ts), so that it may import ES modules and await at its top level.
 */
export function localModule(
  ts: Compiler,
  file: ts.SourceFile,
  { experimentalDecorators, emitDecoratorMetadata }: ts.CompilerOptions,
  locate: Locate,
): LocalModule {
  const { outputText } = ts.transpileModule(file.text, {
    fileName: file.fileName,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
      jsx: ts.JsxEmit.React,
      inlineSourceMap: true,
      experimentalDecorators,
      emitDecoratorMetadata,
    },
    transformers: { before: [ownImports(ts, locate)] },
  })
  return { path: file.fileName, code: outputText }
}

/**
 * `import(x)` and `import.meta`, which CommonJS code in a script has not, become `$$import(x)` and `$$meta`; what is
 * imported is named so that the session finds it.
 */
function ownImports(ts: Compiler, locate: Locate): ts.TransformerFactory<ts.SourceFile> {
  const f = ts.factory
  return context => {
    const visit = (node: ts.Node): ts.Node => {
      if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
        return f.createIdentifier('$$meta')
      if (ts.isStringLiteral(node) && isSpecifier(ts, node)) return f.createStringLiteral(locate(node.text))
      const visited = ts.visitEachChild(node, visit, context)
      return ts.isCallExpression(visited) && visited.expression.kind === ts.SyntaxKind.ImportKeyword
        ? f.updateCallExpression(visited, f.createIdentifier('$$import'), undefined, visited.arguments)
        : visited
    }
    return file => ts.visitEachChild(file, visit, context)
  }
}

const isSpecifier = (ts: Compiler, node: ts.StringLiteral) =>
  ts.isImportDeclaration(node.parent) ||
  ts.isExportDeclaration(node.parent) ||
  (ts.isCallExpression(node.parent) && node.parent.expression.kind === ts.SyntaxKind.ImportKeyword)
