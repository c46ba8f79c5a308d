import { mkdir, open, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A lock this old was left by a process that died, in ms. */
const stale = 5000
/** How long to wait for a lock before going on without it, in ms. */
const patience = 2000

/**
 * Does `work` while no other process does work on the same file: a lock is a file beside it. The folder is made, for
 * its owner alone.
 */
export async function locked<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const lock = `${path}.lock`
  const held = await take(lock)
  try {
    return await work()
  } finally {
    if (held) await rm(lock, { force: true })
  }
}

async function take(lock: string): Promise<boolean> {
  for (const end = Date.now() + patience; Date.now() < end; await pause(5)) {
    try {
      await (await open(lock, 'wx', 0o600)).close()
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const made = (await stat(lock).catch(() => undefined))?.mtimeMs ?? Date.now()
    if (Date.now() - made > stale) await rm(lock, { force: true })
  }
  return false
}
