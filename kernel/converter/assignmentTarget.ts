import type ts from 'typescript'
import type { Compiler } from './compiler.js'

/** The pattern of a declaration, `{ a, b: [c = 1] }`, as the target of an assignment to the boxes of its names. */
export function assignmentTarget(
  ts: Compiler,
  name: ts.BindingName,
  box: (name: string, at?: ts.Node) => ts.Expression,
  visit: (node: ts.Expression) => ts.Expression,
): ts.Expression {
  const f = ts.factory
  const target = (inner: ts.BindingName) => assignmentTarget(ts, inner, box, visit)
  const withDefault = ({ name, initializer }: ts.BindingElement) =>
    initializer ? f.createAssignment(target(name), visit(initializer)) : target(name)

  if (ts.isIdentifier(name)) return box(name.text, name)
  if (ts.isArrayBindingPattern(name))
    return f.createArrayLiteralExpression(
      name.elements.map(element => {
        if (ts.isOmittedExpression(element)) return element
        return element.dotDotDotToken ? f.createSpreadElement(target(element.name)) : withDefault(element)
      }),
    )
  return f.createObjectLiteralExpression(
    name.elements.map(element => {
      if (element.dotDotDotToken) return f.createSpreadAssignment(target(element.name))
      const key = element.propertyName ?? (element.name as ts.Identifier).text
      const computed =
        typeof key !== 'string' && ts.isComputedPropertyName(key)
          ? f.updateComputedPropertyName(key, visit(key.expression))
          : key
      return f.createPropertyAssignment(computed, withDefault(element))
    }),
  )
}
