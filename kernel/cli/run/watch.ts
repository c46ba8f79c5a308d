import { watch as watchFolder, type FSWatcher } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { joinLines, readNotebook } from '../../notebook/index.js'

/** How long to wait for more changes, in ms: an editor writes in several steps. */
const calm = 150

/**
 * Runs notebooks, and again each whose code changes, or a file of whose relative imports. That a notebook got outputs
 * is no change.
 *
 * @returns 0 when it is left by Ctrl-C
 */
export async function watch(paths: readonly string[], run: (paths: readonly string[]) => Promise<boolean>) {
  const seen = new Map<string, string>()
  let changed: () => void
  const watchers = new Map<string, FSWatcher>()
  let next = new Promise<void>(resolve => (changed = resolve))
  const leave = new AbortController()
  const left = new Promise<'left'>(resolve => leave.signal.addEventListener('abort', () => resolve('left')))

  const watchFolders = (files: Iterable<string>) => {
    for (const folder of new Set([...files].map(file => dirname(file))))
      if (!watchers.has(folder))
        watchers.set(
          folder,
          watchFolder(folder, () => changed()),
        )
  }

  async function changes(): Promise<string[]> {
    const found: string[] = []
    for (const path of paths) {
      const { text, files } = await stateOf(path)
      watchFolders([resolve(path), ...files])
      if (text !== undefined && seen.get(path) !== text) found.push(path)
      if (text !== undefined) seen.set(path, text)
    }
    return found
  }

  const onInterrupt = () => leave.abort()
  try {
    await changes()
    await run(paths)
    for (;;) {
      // While notebooks run, Ctrl-C is for their cells (`runTasks`).
      process.on('SIGINT', onInterrupt)
      console.log(`waiting for changes of ${paths.map(path => basename(path)).join(', ')}; Ctrl-C leaves`)
      let dirty: string[] = []
      while (!dirty.length) {
        if ((await Promise.race([next, left])) === 'left') return 0
        await sleep(calm)
        next = new Promise<void>(resolve => (changed = resolve))
        dirty = await changes()
      }
      process.off('SIGINT', onInterrupt)
      await run(dirty)
    }
  } finally {
    process.off('SIGINT', onInterrupt)
    for (const watcher of watchers.values()) watcher.close()
  }
}

/** What a run of the notebook hangs on, as one text; undefined while it cannot be read, as when it is half written. */
async function stateOf(path: string): Promise<{ text?: string; files: string[] }> {
  const notebook = await readNotebook(path).catch(() => undefined)
  if (!notebook) return { files: [] }
  const code = notebook.cells.map(({ cell_type, source }) => [cell_type, joinLines(source)])
  const files = imports(code.map(([, source]) => source).join('\n'), dirname(resolve(path)))
  const texts = await Promise.all(files.map(file => readFile(file, 'utf8').catch(() => '')))
  return { text: JSON.stringify([code, texts]), files }
}

/** The files that relative imports of the code may mean. */
function imports(code: string, folder: string): string[] {
  const found = code.matchAll(/\b(?:from|import)\s*\(?\s*(['"])(\.{1,2}\/[^'"]+)\1/g)
  return [...new Set([...found].map(([, , specifier]) => specifier))].flatMap(specifier => {
    const file = resolve(folder, specifier)
    return [file, `${file}.ts`, file.replace(/js$/, 'ts')]
  })
}
