import { Worker } from 'node:worker_threads'

/**
 * Ends this process and those that it has started when its parent is gone, also in the midst of an endless loop, in
 * which nothing else would be heard: a thread of its own looks every second.
 *
 * @param parent its pid, told by itself: it may be gone before this process is asked who it was
 */
export function startWatchdog(parent: number): void {
  const code = `
    const parent = ${parent}
    setInterval(() => {
      try {
        if (process.platform === 'win32') process.kill(parent, 0)
        else if (process.ppid !== parent) throw new Error('the parent is gone')
      } catch {
        try {
          if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL')
        } finally {
          process.kill(process.pid, 'SIGKILL') // no group of its own
        }
      }
    }, 1000)`
  const resourceLimits = { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 }
  const worker = new Worker(code, { eval: true, env: {}, execArgv: [], resourceLimits })
  worker.unref()
  worker.on('error', () => undefined) // without it an orphan is still ended by the closed channel
}

/** Ends this process, and then those that it has started. */
export function endWithChildren(): void {
  process.once('exit', () => {
    if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL')
  })
  process.exit()
}
