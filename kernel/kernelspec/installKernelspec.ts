import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { kernelsFolder, type Place } from './dataFolder.js'
import { kernelspec, specFolder, standing } from './kernelspec.js'
import { logo } from './logo.js'

export interface InstallOptions extends Place {
  name: string
  displayName: string
}

/**
 * Writes a kernelspec where Jupyter finds it, in the place of an older one of ours; beside and renamed, so that there
 * is never half of one.
 *
 * @returns its folder
 * @throws Error if something else has that name, or the place cannot be written to
 */
export async function installKernelspec({ name, displayName, ...place }: InstallOptions): Promise<string> {
  const kernels = kernelsFolder(place)
  const folder = specFolder(kernels, name)
  const before = await standing(folder)
  if (before === 'foreign')
    throw new Error(`${folder} holds something else, which stays; choose another name with --name`)

  const beside = await mkdir(kernels, { recursive: true })
    .then(() => mkdtemp(join(kernels, '.new-')))
    .catch((error: unknown) => {
      throw new Error(`${kernels} cannot be written to (${(error as Error).message}); another place: --prefix DIR`)
    })
  try {
    const fresh = join(beside, name)
    await mkdir(fresh)
    await writeFile(join(fresh, 'kernel.json'), JSON.stringify(kernelspec(displayName), null, 2) + '\n')
    await writeFile(join(fresh, 'logo-svg.svg'), logo)
    if (before === 'ours') await rename(folder, join(beside, 'old'))
    await rename(fresh, folder)
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
  return folder
}
