import type ts from 'typescript'
import type { Import } from './cell.js'
import { assignmentTarget } from './assignmentTarget.js'
import { readImport, type Locate } from './imports.js'
import type { Compiler } from './compiler.js'

/** What the transformation learns about a cell. */
export interface Names {
  bindings: Set<string>
  declares: Set<string>
  imports: Import[]
}

/**
 * Turns a cell, an ES module, into the body of a generator function over live bindings.
 *
 * - A top-level name `x` becomes `$$x.live`, a box shared by all cells that use the name: closures of earlier cells see
 *   new values and new declarations. Functions, classes and enums keep their declaration, and so their name.
 * - A top-level `await e` becomes `yield e`, so that every stretch between two awaits runs where SIGINT can stop it;
 *   within functions it becomes `await $$wait(e)`, which an interrupt rejects.
 * - Imports are taken out, to be loaded first; `import(x)` and `import.meta` become `$$import(x)` and `$$meta`.
 *
 * Runs after tslab's own transformation, which has put the last expression into an exported constant.
 */
export function liveBindings(
  ts: Compiler,
  checker: ts.TypeChecker,
  cell: ts.SourceFile,
  earlier: ts.SourceFile,
  names: Names,
  locate: Locate,
): ts.TransformerFactory<ts.SourceFile> {
  const f = ts.factory
  const localsOf = (file: ts.SourceFile) => (file as unknown as { locals?: Map<ts.__String, ts.Symbol> }).locals
  const locals = localsOf(cell) ?? new Map<ts.__String, ts.Symbol>()
  /** Not what earlier cells add to the global scope. */
  const isEarlier = (name: string) => localsOf(earlier)?.has(ts.escapeLeadingUnderscores(name)) ?? false
  const declaring: (ts.Node | undefined)[] = [] // the declarations that keep their own name within themselves

  const box = (name: string, at?: ts.Node): ts.Expression => {
    names.bindings.add(name)
    const live = f.createPropertyAccessExpression(f.createIdentifier('$$' + name), 'live')
    return at ? ts.setTextRange(live, at) : live
  }
  const call = (name: string, args: readonly ts.Expression[]) =>
    f.createCallExpression(f.createIdentifier(name), undefined, args)
  const set = (name: string, value: ts.Expression) => f.createExpressionStatement(f.createAssignment(box(name), value))

  const declare = (name: string) => {
    names.bindings.add(name)
    names.declares.add(name)
  }

  /** Whether an identifier of the source means a top-level name of this or of an earlier cell. */
  function isBound(node: ts.Identifier): boolean {
    const source = ts.getParseTreeNode(node)
    if (!source?.parent) return false
    const { parent } = source
    const symbol =
      ts.isShorthandPropertyAssignment(parent) && parent.name === source
        ? checker.getShorthandAssignmentValueSymbol(parent)
        : checker.getSymbolAtLocation(source)
    if (!symbol?.declarations || symbol.declarations.some(each => declaring.includes(each))) return false
    if (symbol.declarations.some(each => each.getSourceFile() === earlier)) return isEarlier(symbol.name)
    return locals.get(symbol.escapedName) === symbol && !symbol.declarations.some(isUsing)
  }
  // `using` names live and die within their cell.
  const isUsing = (each: ts.Declaration) =>
    ts.isVariableDeclaration(each) && (ts.getCombinedNodeFlags(each) & ts.NodeFlags.Using) !== 0

  return context => {
    let functions = 0 // how many functions we are in; 0 is the top level, where await is yield

    const visit = (node: ts.Node): ts.VisitResult<ts.Node | undefined> => {
      if (ts.isIdentifier(node)) return isBound(node) ? box(node.text, node) : node
      if (ts.isPropertyAccessExpression(node)) return propertyAccess(node)
      if (ts.isShorthandPropertyAssignment(node)) return shorthand(node)
      if (ts.isCallExpression(node)) return callExpression(node)
      if (ts.isTaggedTemplateExpression(node)) {
        const visited = ts.visitEachChild(node, visit, context)
        return f.updateTaggedTemplateExpression(visited, withoutThis(visited.tag), undefined, visited.template)
      }
      if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
        return f.createIdentifier('$$meta')
      if (ts.isAwaitExpression(node)) return awaitExpression(node)
      if (ts.isForOfStatement(node)) return forOf(node)
      if (ts.isVariableStatement(node)) return variableStatement(node)
      if (ts.isForStatement(node) || ts.isForInStatement(node)) return forLoop(node)
      if (ts.isFunctionLike(node)) return inFunction(() => ts.visitEachChild(node, visit, context))
      return ts.visitEachChild(node, visit, context)
    }
    const expression = (node: ts.Expression) => ts.visitNode(node, visit) as ts.Expression

    function inFunction<T>(visitIt: () => T): T {
      functions++
      try {
        return visitIt()
      } finally {
        functions--
      }
    }

    function propertyAccess(node: ts.PropertyAccessExpression) {
      // tslab writes `exports.x` for a name of an earlier cell.
      if (node.pos < 0 && ts.isIdentifier(node.expression) && node.expression.text === 'exports')
        return isEarlier(node.name.text) ? box(node.name.text, node.name) : node.name
      return f.updatePropertyAccessExpression(node, expression(node.expression), node.name)
    }

    function shorthand(node: ts.ShorthandPropertyAssignment) {
      if (!isBound(node.name)) return ts.visitEachChild(node, visit, context)
      const value = box(node.name.text, node.name)
      const preset = node.objectAssignmentInitializer
      return f.createPropertyAssignment(node.name.text, preset ? f.createAssignment(value, expression(preset)) : value)
    }

    /** `(0, $$f.live)(x)`: a plain call has no `this`. */
    function withoutThis(callee: ts.Expression) {
      const isBox =
        ts.isPropertyAccessExpression(callee) &&
        ts.isIdentifier(callee.expression) &&
        callee.expression.text.startsWith('$$') &&
        callee.name.text === 'live'
      if (!isBox) return callee
      return ts.setTextRange(f.createParenthesizedExpression(f.createComma(f.createNumericLiteral(0), callee)), callee)
    }

    function callExpression(node: ts.CallExpression) {
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return call('$$import', node.arguments.map(imported))
      const visited = ts.visitEachChild(node, visit, context)
      const callee = withoutThis(visited.expression)
      if (callee === visited.expression) return visited
      return visited.questionDotToken
        ? f.updateCallChain(visited as ts.CallChain, callee, visited.questionDotToken, undefined, visited.arguments)
        : f.updateCallExpression(visited, callee, undefined, visited.arguments)
    }

    const imported = (node: ts.Expression) =>
      ts.isStringLiteralLike(node) ? f.createStringLiteral(locate(node.text)) : expression(node)

    function awaitExpression(node: ts.AwaitExpression) {
      const operand = expression(node.expression)
      if (functions) return f.updateAwaitExpression(node, call('$$wait', [operand]))
      return f.createParenthesizedExpression(ts.setTextRange(f.createYieldExpression(undefined, operand), node))
    }

    function forOf(node: ts.ForOfStatement) {
      if (!node.awaitModifier) return forLoop(node)
      const loop = inFunction(() => forLoop(node))
      const each = f.updateForOfStatement(
        loop,
        loop.awaitModifier,
        loop.initializer,
        call('$$each', [loop.expression]),
        loop.statement,
      )
      if (functions) return each
      // A generator has no `for await`: the loop becomes an async function that the cell waits for.
      const asynchronous = f.createArrowFunction(
        [f.createModifier(ts.SyntaxKind.AsyncKeyword)],
        undefined,
        [],
        undefined,
        undefined,
        f.createBlock([each], true),
      )
      return f.createExpressionStatement(
        f.createYieldExpression(undefined, f.createCallExpression(asynchronous, undefined, [])),
      )
    }

    function forLoop<Loop extends ts.ForStatement | ts.ForInStatement | ts.ForOfStatement>(node: Loop): Loop {
      const { initializer } = node
      if (!initializer || !ts.isVariableDeclarationList(initializer) || !isBoundList(initializer))
        return ts.visitEachChild(node, visit, context)
      for (const { name } of initializer.declarations) for (const { text } of namesIn(name)) declare(text)
      const target = ts.isForStatement(node)
        ? (assignments(initializer) ?? f.createVoidZero())
        : assignmentTarget(ts, initializer.declarations[0].name, box, expression)
      const bare = ts.visitEachChild(node, child => (child === initializer ? child : visit(child)), context)
      return ts.visitEachChild(bare, child => (child === initializer ? target : child), context)
    }

    const isBoundList = (list: ts.VariableDeclarationList) =>
      list.declarations.some(({ name }) => namesIn(name).some(isBound))
    const namesIn = (name: ts.BindingName): ts.Identifier[] =>
      ts.isIdentifier(name)
        ? [name]
        : name.elements.flatMap(element => (ts.isOmittedExpression(element) ? [] : namesIn(element.name)))

    function variableStatement(node: ts.VariableStatement) {
      const exported = node.modifiers?.some(modifier => modifier.kind === ts.SyntaxKind.ExportKeyword)
      if (!exported && !isBoundList(node.declarationList)) return ts.visitEachChild(node, visit, context)
      const value = assignments(node.declarationList)
      return value && ts.setTextRange(f.createExpressionStatement(value), node.pos < 0 ? value : node)
    }

    /** `let a = 1, { b } = o` as assignments to the boxes of a and b. */
    function assignments(list: ts.VariableDeclarationList) {
      const isVar = (list.flags & ts.NodeFlags.BlockScoped) === 0
      const each = list.declarations.flatMap((declaration): ts.Expression[] => {
        const { name, initializer } = declaration
        for (const { text } of namesIn(name)) declare(text)
        if (!initializer && isVar) return [] // `var x` leaves x as it is
        const value = initializer ? expression(initializer) : f.createVoidZero()
        const target = assignmentTarget(ts, name, box, expression)
        const assigned = ts.isIdentifier(name) ? named(name.text, value) : value
        const assignment = ts.setTextRange(
          f.createAssignment(target, assigned),
          declaration.pos < 0 ? value : declaration,
        )
        return [ts.isObjectBindingPattern(name) ? f.createParenthesizedExpression(assignment) : assignment]
      })
      return each.length ? each.reduce((a, b) => f.createComma(a, b)) : undefined
    }

    /** A function takes its name from the variable it is assigned to, which a box would not give it. */
    function named(name: string, value: ts.Expression): ts.Expression {
      const anonymous =
        ts.isArrowFunction(value) || ((ts.isFunctionExpression(value) || ts.isClassExpression(value)) && !value.name)
      if (!anonymous) return value
      const holder = f.createObjectLiteralExpression([f.createPropertyAssignment(f.createStringLiteral(name), value)])
      return f.createElementAccessExpression(holder, f.createStringLiteral(name))
    }

    function topLevel(statement: ts.Statement): ts.Statement[] {
      if (ts.isImportDeclaration(statement)) {
        const read = readImport(ts, statement, locate)
        names.imports.push(read)
        for (const { local } of read.names) declare(local)
        return []
      }
      if (ts.isExportDeclaration(statement)) return []
      if (ts.isNotEmittedStatement(statement)) return [statement] // an interface, an overload, `declare`
      if (ts.isExportAssignment(statement)) return [f.createExpressionStatement(expression(statement.expression))]
      const source = ts.getOriginalNode(statement)
      const name = declaredName(source)
      if (!name) return toArray(ts.visitNode(statement, visit) as ts.Statement | undefined)
      declare(name)
      if (ts.isFunctionDeclaration(statement)) {
        hoisted.push(set(name, f.createIdentifier(name)))
        const { asteriskToken, parameters, body } = inFunction(() => ts.visitEachChild(statement, visit, context))
        const modifiers = statement.modifiers?.filter(modifier => modifier.kind === ts.SyntaxKind.AsyncKeyword)
        const kept = f.createIdentifier(name)
        const bare = f.updateFunctionDeclaration(
          statement,
          modifiers,
          asteriskToken,
          kept,
          undefined,
          parameters,
          undefined,
          body,
        )
        return [bare]
      }
      declaring.push(source)
      const kept = ts.visitEachChild(withoutExport(statement), visit, context)
      declaring.pop()
      return [kept, set(name, f.createIdentifier(name))]
    }
    const toArray = <T>(one: T | undefined) => (one ? [one] : [])
    const declaredName = (node: ts.Node) =>
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isEnumDeclaration(node) ||
      ts.isModuleDeclaration(node)
        ? node.name?.text
        : undefined
    const withoutExport = (statement: ts.Statement) =>
      ts.isClassDeclaration(statement)
        ? f.updateClassDeclaration(
            statement,
            statement.modifiers?.filter(each => !isExport(each)),
            statement.name,
            undefined,
            statement.heritageClauses,
            statement.members,
          )
        : statement
    const isExport = ({ kind }: ts.ModifierLike) =>
      kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword

    const hoisted: ts.Statement[] = []
    return file => {
      const statements = file.statements.flatMap(topLevel)
      return f.updateSourceFile(file, [...hoisted, ...statements])
    }
  }
}
