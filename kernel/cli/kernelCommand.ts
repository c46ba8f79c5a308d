import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The command line of our own kernel: this very program, from the source or from what was built of it. */
export function kernelCommand(): string[] {
  const main = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './main.ts' : './main.js', import.meta.url))
  // A loader that was named without its path would be looked for in the notebook's folder.
  const loader = () => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const options = process.execArgv.map(option => option.replace(/(?<=^|=)tsx$/, loader))
  return [process.execPath, ...options, main, 'kernel', '--connection-file']
}
