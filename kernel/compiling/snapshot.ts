import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { packageFolder, packageVersion } from '../packageVersion.js'
import { userFolder } from '../userFolder.js'
import { snapshotMain } from './snapshotMain.js'

/**
 * A snapshot of a process that has loaded TypeScript and has read the declarations which notebooks begin with, kept in
 * the user's cache folder: a process that starts from it is ready in a quarter of the time. Nothing depends on it:
 * files that have changed since are read anew, and where Node can make nothing of it the compiler starts without.
 */
const typescript = createRequire(import.meta.url).resolve('typescript')

const folder = () => userFolder('cache')

function path(): string {
  const of = [packageVersion(), process.version, process.arch, typescript, process.env.NODE_OPTIONS]
  const hash = createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 16)
  return join(folder(), `compiler-${hash}.snapshot`)
}

/** The snapshot that an earlier kernel has left, if there is one. */
export function madeSnapshot(): string | undefined {
  const made = path()
  if (!existsSync(made)) return undefined
  try {
    utimesSync(made, new Date(), new Date()) // in use
  } catch {
    // someone else's
  }
  return made
}

const day = 86_400_000

/** Makes the snapshot for later kernels, in a process that leaves the others the way. */
export function makeSnapshot(): void {
  const made = path()
  // Text of the source would not run.
  if (existsSync(made) || import.meta.url.endsWith('.ts')) return
  const beside = `${made}.${process.pid}`
  const script = `${beside}.cjs`
  const remove = () => {
    for (const file of [beside, script]) rmSync(file, { force: true })
  }
  try {
    mkdirSync(folder(), { recursive: true, mode: 0o700 })
    if (tidy()) return
    writeFileSync(script, `(${snapshotMain})(require, ${JSON.stringify(typescript)}, ${JSON.stringify(packageFolder)})`)
  } catch {
    return // nothing can be written
  }
  const child = spawn(process.execPath, ['--snapshot-blob', beside, '--build-snapshot', script], { stdio: 'ignore' })
  const stop = () => {
    child.kill('SIGKILL')
    remove()
  }
  process.once('exit', stop)
  child.once('error', () => undefined)
  child.once('exit', code => {
    process.off('exit', stop)
    try {
      if (code === 0) {
        chmodSync(beside, 0o600)
        renameSync(beside, made)
      }
    } catch {
      // the next kernel tries again
    }
    remove()
  })
  child.unref()
  try {
    if (child.pid !== undefined) setPriority(child.pid, 10)
  } catch {
    // it is gone already
  }
}

/** Removes what nobody has used for two weeks, or has left half-made; tells whether another is just being made. */
function tidy(): boolean {
  let inTheMaking = false
  for (const name of readdirSync(folder()).filter(each => /^compiler-\w+\.snapshot/.test(each))) {
    const file = join(folder(), name)
    const age = Date.now() - statSync(file).mtimeMs
    const isWhole = name.endsWith('.snapshot')
    if (age > (isWhole ? 14 * day : 60_000)) rmSync(file, { force: true })
    else if (!isWhole) inTheMaking = true
  }
  return inTheMaking
}
