import { readdir, readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { kernelsFolder } from './dataFolder.js'
import type { Kernelspec } from './kernelspec.js'

/** A kernelspec and where it stands. */
export interface FoundKernelspec {
  name: string
  folder: string
  spec: Partial<Kernelspec> & { argv: string[] }
}

/**
 * The folders in which Jupyter looks for kernelspecs, the first found of a name counting (jupyter_core, "Data files"):
 * JUPYTER_PATH, the user's, those of Python environments, the machine's.
 *
 * @param prefixes folders of Python environments, whose own Jupyter also looks there
 */
export function kernelsFolders(prefixes: readonly string[] = [], env = process.env): string[] {
  const shared =
    process.platform === 'win32'
      ? [join(env.PROGRAMDATA ?? 'C:\\ProgramData', 'jupyter')]
      : ['/usr/local/share/jupyter', '/usr/share/jupyter']
  const named = (env.JUPYTER_PATH ?? '').split(delimiter).filter(Boolean)
  return [
    ...named.map(folder => join(folder, 'kernels')),
    kernelsFolder({}, process.platform, env),
    ...prefixes.map(prefix => kernelsFolder({ prefix })),
    ...shared.map(folder => join(folder, 'kernels')),
  ]
}

/** The kernelspecs in these folders; what cannot be read is passed over, and a name counts once. */
export async function findKernelspecs(folders: readonly string[]): Promise<FoundKernelspec[]> {
  const found = new Map<string, FoundKernelspec>()
  for (const kernels of folders)
    for (const name of await readdir(kernels).catch(() => [])) {
      const folder = join(kernels, name)
      const spec = await readSpec(folder)
      if (spec && !found.has(name)) found.set(name, { name, folder, spec })
    }
  return [...found.values()]
}

async function readSpec(folder: string): Promise<FoundKernelspec['spec'] | undefined> {
  try {
    const spec = JSON.parse(await readFile(join(folder, 'kernel.json'), 'utf8')) as Partial<FoundKernelspec['spec']>
    return Array.isArray(spec.argv) ? { ...spec, argv: spec.argv } : undefined
  } catch {
    return undefined
  }
}
