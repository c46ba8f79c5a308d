import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

interface Where {
  env?: NodeJS.ProcessEnv
  cwd?: string
  platform?: NodeJS.Platform
}

/**
 * The path of a program of Python's or of the system: in the active environment, in `.venv` of this folder or of one
 * above, then on the PATH; undefined if it is nowhere.
 */
export function findProgram(name: string, where: Where = {}): string | undefined {
  const { env = process.env, cwd = process.cwd(), platform = process.platform } = where
  const bin = platform === 'win32' ? 'Scripts' : 'bin'
  const names = platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name]
  const above: string[] = []
  for (let folder = cwd; ; folder = dirname(folder)) {
    above.push(join(folder, '.venv', bin))
    if (dirname(folder) === folder) break
  }
  const folders = [
    ...(env.VIRTUAL_ENV ? [join(env.VIRTUAL_ENV, bin)] : []),
    ...above,
    ...(env.PATH ?? '').split(delimiter).filter(Boolean),
  ]
  return folders.flatMap(folder => names.map(each => join(folder, each))).find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** Where `findProgram` looks, in words. */
export const searched = 'in $VIRTUAL_ENV, in .venv from here upward, or on the PATH'
