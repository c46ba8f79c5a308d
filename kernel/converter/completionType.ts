/** What TypeScript calls the kinds of names, in the words for which front ends have icons. */
const types: Record<string, string> = {
  'local function': 'function',
  'local class': 'class',
  getter: 'property',
  setter: 'property',
  accessor: 'property',
  construct: 'constructor',
  'enum member': 'enumMember',
  const: 'constant',
  let: 'variable',
  var: 'variable',
  'local var': 'variable',
  parameter: 'variable',
  using: 'variable',
  'await using': 'variable',
  alias: 'module',
  'external module name': 'module',
  type: 'interface',
  'type parameter': 'typeParameter',
  'primitive type': 'keyword',
  string: 'text',
  '': 'text',
}

/** The type of a completion for `_jupyter_types_experimental`, from the kind that TypeScript gives it. */
export const completionType = (kind: string): string => types[kind] ?? kind
