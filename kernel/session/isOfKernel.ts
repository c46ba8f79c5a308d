import { readFileSync } from 'node:fs'

/** Whether folders, named by their URLs, hold a copy of this package. */
const known = new Map<string, boolean>()

/**
 * Whether a file, named by its URL, belongs to the kernel: to the one that runs, or to the copy of this package that a
 * notebook has in its `node_modules`, whose displays and widgets its cells call.
 */
export function isOfKernel(file: string): boolean {
  const inKernel = /^(file:.*\/)kernel\//.exec(file)
  if (!inKernel) return false
  const folder = inKernel[1].replace(/dist\/$/, '')
  if (!known.has(folder)) known.set(folder, isOurs(folder))
  return known.get(folder)!
}

function isOurs(folder: string): boolean {
  try {
    const { name } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as { name?: unknown }
    return name === 'spikelab'
  } catch {
    return false
  }
}
