import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this installation of spikelab: one up in the source, two in what is built. */
export const packageFolder = dirname(
  fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json', import.meta.url)),
)

/** The version of the installation in a folder; of this one, unless told. */
export function packageVersion(folder = packageFolder): string {
  return (JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version: string }).version
}
