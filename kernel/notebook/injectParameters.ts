import { joinLines, type CodeCell, type Notebook } from './nbformat.js'

/** Values for a run, by name, as literals of TypeScript. */
export type Parameters = ReadonlyMap<string, string>

const declares = 'parameters'
const injected = 'injected-parameters'

/**
 * Reads `name=value`. A number, `true`, `false`, `null` and JSON are what they are, anything else is text:
 * `rate=5`, `on=true`, `name=cortex`, `digits="5"`, `sizes=[1, 2]`.
 *
 * @returns the name, and the value as a literal of TypeScript
 * @throws Error if there is no name, or it is none that TypeScript takes
 */
export async function parseParameter(text: string): Promise<[name: string, literal: string]> {
  const [, name, value] = /^([^=]*)=([^]*)$/.exec(text) ?? []
  if (name === undefined) throw new Error(`expected name=value, got '${text}'`)
  const { default: ts } = await import('typescript')
  const isName = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
  if (!isName || ts.transpileModule(`let ${name}`, { reportDiagnostics: true }).diagnostics?.length)
    throw new Error(`'${name}' is no name of a variable`)
  return [name, isNumber(value) || isJson(value) ? value.trim() : JSON.stringify(value)]
}

const isNumber = (text: string) => /^\s*[+-]?((0|[1-9]\d*)\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/**
 * Gives a notebook the values of a run: a cell that declares them anew, after the cell tagged `parameters` or, where
 * there is none, at the top; in the place of an earlier one. A parameter keeps its type, so a value of another type
 * is an error of that cell (papermill's convention, with types).
 *
 * @throws Error naming a parameter that the cell tagged `parameters` does not declare
 */
export async function injectParameters(notebook: Notebook, parameters: Parameters): Promise<void> {
  const cells = notebook.cells.filter(({ metadata }) => !metadata.tags?.includes(injected))
  const at = cells.findIndex(({ cell_type, metadata }) => cell_type === 'code' && metadata.tags?.includes(declares))
  const declared = at < 0 ? undefined : await declaredIn(joinLines(cells[at].source))
  const unknown = [...parameters.keys()].find(name => declared && !declared.has(name))
  if (declared && unknown !== undefined) {
    const known = declared.size ? `has ${[...declared.keys()].join(', ')}` : 'declares nothing'
    throw new Error(`there is no parameter ${unknown}; the cell tagged 'parameters' ${known}`)
  }
  const lines = [...parameters].map(([name, literal]) => {
    const type = declared?.get(name)
    return `let ${name}${type ? `: ${type}` : ''} = ${literal}`
  })
  const cell: CodeCell = {
    ...(notebook.nbformat_minor >= 5 ? { id: injected } : {}),
    cell_type: 'code',
    execution_count: null,
    metadata: { tags: [injected] },
    outputs: [],
    source: ['// Parameters of this run', ...lines].join('\n'),
  }
  cells.splice(at + 1, 0, cell)
  notebook.cells = cells
}

/** The variables that a cell declares, each with its type where it says one or its value is plain. */
async function declaredIn(code: string): Promise<Map<string, string | undefined>> {
  const { default: ts } = await import('typescript')
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ESNext, true)
  const names = new Map<string, string | undefined>()
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue
    for (const { name, type, initializer } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name)) continue
      names.set(name.text, type?.getText(file) ?? (initializer && typeOfLiteral(initializer)))
    }
  }
  return names

  function typeOfLiteral(value: import('typescript').Expression): string | undefined {
    if (ts.isPrefixUnaryExpression(value)) return typeOfLiteral(value.operand)
    if (ts.isNumericLiteral(value)) return 'number'
    if (ts.isStringLiteralLike(value)) return 'string'
    if (value.kind === ts.SyntaxKind.TrueKeyword || value.kind === ts.SyntaxKind.FalseKeyword) return 'boolean'
  }
}
