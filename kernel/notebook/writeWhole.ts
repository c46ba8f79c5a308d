import { randomUUID } from 'node:crypto'
import { open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Writes a file in one piece: beside its place under another name, then renamed, so that a reader, or a crash,
 * never finds half of it. A file that was there keeps its permissions, a symbolic link its target.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const place = await realpath(path).catch(() => path)
  const mode = await stat(place).then(
    ({ mode }) => mode & 0o777,
    () => 0o644,
  )
  const beside = join(dirname(place), `.${basename(place)}.${randomUUID().slice(0, 8)}.part`)
  try {
    const file = await open(beside, 'wx', mode)
    try {
      await file.writeFile(text)
      await file.sync() // else a power cut may leave the new name on an empty file
    } finally {
      await file.close()
    }
    await rename(beside, place)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
