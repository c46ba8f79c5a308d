import type { Assignment, News } from './worker.js'

/** A thread at work. */
export interface RunningWorker {
  tell(news: News): void
  end(): Promise<void>
}

/** Cores of this machine; 0 where there is neither a way to start threads nor memory to share with them. */
export function coresForThreads(): number {
  if (typeof SharedArrayBuffer === 'undefined' || typeof process !== 'object') return 0
  return process.getBuiltinModule?.('node:os').availableParallelism() ?? 0
}

/**
 * Starts a thread and waits until it is ready. From then on it keeps no process alive.
 *
 * @param lost told if the thread ends by itself
 */
export async function startWorker(assignment: Assignment, lost: (error: unknown) => void): Promise<RunningWorker> {
  const { Worker } = await import('node:worker_threads')
  const fromSource = import.meta.url.endsWith('.ts')
  const url = new URL(fromSource ? './worker.ts' : './worker.js', import.meta.url)
  // A thread does not inherit what makes TypeScript run without a build.
  const loading = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(url.href)}) })`
  const worker = fromSource ? new Worker(loading, { eval: true, execArgv: [] }) : new Worker(url, { execArgv: [] })
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
    worker.once('online', () => worker.postMessage(assignment))
  })
  worker.on('error', lost)
  worker.unref()
  return {
    tell: news => worker.postMessage(news),
    end: async () => void (await worker.terminate()),
  }
}
