import { packageFolder } from './packageFolder.js'

/** The folder in which the package ships a data set. */
export async function shippedFolder(name: string): Promise<string> {
  const path = await import('node:path')
  const root = await packageFolder()
  if (root === undefined)
    throw new Error(`${name}: the files of the package were not found; name their place: { folder }`)
  return path.join(root, 'notebooks', 'data', name)
}

/** The bytes of a file; undefined if there is none. */
export async function contents(file: string): Promise<Uint8Array | undefined> {
  const { readFile } = await import('node:fs/promises')
  try {
    return await readFile(file)
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new Error(`${file}: could not be read (${code ?? String(error)})`, { cause: error })
  }
}

/** Told by content, not by name: some browsers unzip a download and keep its name. */
export async function unzipped(bytes: Uint8Array, file: string): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  const { gunzip } = await import('node:zlib')
  return new Promise((resolve, reject) => {
    gunzip(bytes, (error, plain) => {
      if (error) {
        const reason = `expected a whole gzip file, found ${bytes.length} bytes (${error.message})`
        reject(new RangeError(`${file}: truncated or damaged: ${reason}`, { cause: error }))
      } else resolve(plain)
    })
  })
}
