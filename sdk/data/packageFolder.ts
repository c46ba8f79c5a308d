/**
 * The folder of the package itself, looked for upward from this module, so that data shipped with it are found from the
 * sources, from `dist` and from an installation.
 *
 * @returns its path, or undefined where there is none, as in a bundle
 */
export async function packageFolder(): Promise<string | undefined> {
  const { readFile } = await import('node:fs/promises')
  const path = await import('node:path')
  const { fileURLToPath } = await import('node:url')
  let folder = path.dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const manifest = await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => '{}')
    if ((JSON.parse(manifest) as { name?: string }).name === 'spikelab') return folder
    const parent = path.dirname(folder)
    if (parent === folder) return undefined
    folder = parent
  }
}
