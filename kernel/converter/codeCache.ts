import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire, Module } from 'node:module'
import { dirname, join } from 'node:path'
import { constants, Script } from 'node:vm'
import { userFolder } from '../userFolder.js'

interface Loaded {
  exports: unknown
  /** Keeps what V8 has compiled by now for the next process, unless this one began with it. */
  keep: () => void
}

/**
 * Loads a large CommonJS file by way of the code that V8 compiled in an earlier process, kept in the user's cache
 * folder. Nothing depends on it: code of another version of Node or of the file is made anew, and where nothing can be
 * written nothing is kept.
 */
export function requireCached(path: string, version: string): Loaded {
  const folder = userFolder('cache')
  const kept = join(folder, `${version}-node-${process.version}-${process.arch}.code`)
  const source = Module.wrap(readFileSync(path, 'utf8'))
  const cachedData = read(kept)
  const script = new Script(source, {
    filename: path,
    cachedData,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  const require = createRequire(path)
  const module = { id: path, filename: path, path: dirname(path), exports: {}, loaded: true, children: [], paths: [] }
  require.cache[path] = module as unknown as NodeJS.Module // before it runs, as Node does
  const run = script.runInThisContext() as (...given: unknown[]) => void
  run.call(module.exports, module.exports, require, module, path, dirname(path))
  return {
    exports: module.exports,
    keep() {
      if (cachedData && !script.cachedDataRejected) return
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        const beside = `${kept}.${process.pid}`
        writeFileSync(beside, script.createCachedData(), { mode: 0o600 })
        renameSync(beside, kept)
      } catch {
        // the next process compiles anew
      }
    },
  }
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
