import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What kernel.json holds. */
export interface Kernelspec {
  argv: string[]
  display_name: string
  language: string
  interrupt_mode: 'message'
  metadata: { debugger: boolean; spikelab?: true }
}

/** A kernelspec that starts this very installation with the Node that runs now. */
export function kernelspec(displayName: string): Kernelspec {
  const main = fileURLToPath(new URL(`../cli/main${extname(import.meta.url)}`, import.meta.url))
  return {
    argv: [process.execPath, ...process.execArgv, main, 'kernel', '--connection-file', '{connection_file}'],
    display_name: displayName,
    language: 'typescript',
    interrupt_mode: 'message',
    metadata: { debugger: false, spikelab: true },
  }
}

/**
 * The path of a kernelspec in a folder of kernelspecs.
 *
 * @throws Error if Jupyter would not accept the name
 */
export function specFolder(kernels: string, name: string): string {
  if (!/^[a-z0-9._-]+$/i.test(name) || /^\.+$/.test(name))
    throw new Error(`kernel name '${name}': only letters, digits, '-', '.' and '_' are allowed`)
  return join(kernels, name)
}

/** What stands in a folder: a kernelspec of ours, something else, or nothing. */
export async function standing(folder: string): Promise<'ours' | 'foreign' | 'nothing'> {
  let text
  try {
    text = await readFile(join(folder, 'kernel.json'), 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error
    const isEmpty = await readdir(folder).then(
      names => names.length === 0,
      (reason: NodeJS.ErrnoException) => reason.code === 'ENOENT' || !existsSync(folder),
    )
    return isEmpty ? 'nothing' : 'foreign'
  }
  try {
    return (JSON.parse(text) as Partial<Kernelspec>).metadata?.spikelab ? 'ours' : 'foreign'
  } catch {
    return 'foreign'
  }
}
