import { builtinModules } from 'node:module'

/** A mistake as far as what to do about it depends on it. */
interface Known {
  code: number
  /** What is marked: a name, a module with its quotes. */
  marked: string
  /** The line on which it stands. */
  line: string
}

/** What to do about a mistake in a cell, where the compiler's own words do not say it to someone in a notebook. */
export function hint({ code, marked, line }: Known): string | undefined {
  switch (code) {
    case 2307:
      return missing(marked.slice(1, -1))
    case 7016:
      return `npm install @types/${typesOf(packageOf(marked.slice(1, -1)))}, or %strict off`
    case 2304:
      return `no cell that has run in this session declares ${marked}`
    case 2584:
      return 'cells run in Node, which has no page; for the types of one, "lib": ["dom"] in a tsconfig.json'
    case 2451:
      return 'a later cell may declare it anew, the same cell may not'
    case 2448:
    case 2349:
      return /^\s*[[(]/.test(line)
        ? `a line that begins with ${line.trim()[0]} goes on with the one before: end that with ;`
        : undefined
  }
}

function missing(specifier: string): string | undefined {
  if (/^\.{0,2}\//.test(specifier)) return 'no such file; relative paths begin at the folder of the notebook'
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return undefined
  return `npm install ${packageOf(specifier)}, in the folder of the notebook or above`
}

const packageOf = (specifier: string) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')

/** The name of a package's types: `@a/b` has them in `@types/a__b`. */
const typesOf = (name: string) => name.replace(/^@/, '').replace('/', '__')
