import { rm } from 'node:fs/promises'
import { kernelsFolder, type Place } from './dataFolder.js'
import { specFolder, standing } from './kernelspec.js'

/**
 * Removes a kernelspec of ours.
 *
 * @returns the folder it stood in
 * @throws Error if there is none of that name, or it is something else
 */
export async function uninstallKernelspec({ name, ...place }: Place & { name: string }): Promise<string> {
  const folder = specFolder(kernelsFolder(place), name)
  const there = await standing(folder)
  if (there === 'nothing') throw new Error(`there is no kernel in ${folder}`)
  if (there === 'foreign') throw new Error(`${folder} holds something else, which stays`)
  await rm(folder, { recursive: true })
  return folder
}
