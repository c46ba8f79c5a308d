/** Writes a file beside its place and renames it, so that a crash leaves the old one or the new one, never half. */
export async function saveFile(path: string, content: string | Uint8Array): Promise<void> {
  const { rename, rm, writeFile } = await import('node:fs/promises')
  const beside = `${path}.${process.pid}.tmp`
  try {
    await writeFile(beside, content)
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
