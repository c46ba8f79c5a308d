import { mkdir, writeFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { startKernel } from '../../client/index.js'
import { packageFolder, packageVersion } from '../../packageVersion.js'
import { userFolder } from '../../userFolder.js'
import { kernelCommand } from '../kernelCommand.js'
import { fault, good, missing, type Finding } from './finding.js'

const oldest = [20, 19]

/** Node, which must be new enough. */
export function node(version = process.version): Finding {
  const [major, minor] = version.slice(1).split('.').map(Number)
  const isOld = major < oldest[0] || (major === oldest[0] && minor < oldest[1])
  const what = `Node ${version} (${process.execPath})`
  return isOld ? fault(what, `Node ${oldest.join('.')} or newer is needed: https://nodejs.org`) : good(what)
}

/** This installation, which should last. */
export function installation(folder = packageFolder): Finding {
  const what = `spikelab ${packageVersion(folder)} (${folder})`
  if (!/[\\/]_npx[\\/]/.test(folder)) return good(what)
  return missing(`${what}, which the cache of npx may lose`, 'npm install -g spikelab, then spikelab install again')
}

const parts = { zeromq: 'sockets', '@resvg/resvg-js': 'figures as PNG', typescript: 'the compiler' }

/** What is built for one machine, and may be missing on another. */
export async function libraries(): Promise<Finding[]> {
  return Promise.all(
    Object.entries(parts).map(async ([name, purpose]) => {
      try {
        await import(name)
        return good(`${name}, for ${purpose}`)
      } catch (error) {
        const [reason] = (error as Error).message.split('\n')
        return fault(`${name}, for ${purpose}, does not load: ${reason}`, `npm rebuild ${name} in ${packageFolder}`)
      }
    }),
  )
}

/** The kernel itself: starts it and runs a cell. */
export async function kernelRuns(): Promise<Finding> {
  const began = performance.now()
  const since = () => `${((performance.now() - began) / 1000).toFixed(1)} s`
  try {
    const kernel = await startKernel({ command: kernelCommand(), folder: process.cwd() })
    try {
      let result: string | undefined
      const reply = await kernel.client.execute(
        '6 * 7',
        (type, { data }) => {
          if (type === 'execute_result') result = (data as Record<string, string>)['text/plain']
        },
        { silent: false, store_history: false },
      )
      if (reply.status === 'ok' && result === '42') return good(`the kernel starts and runs a cell (${since()})`)
      return fault(`the kernel answers 6 * 7 with ${result ?? reply.evalue}`, 'please report this')
    } finally {
      await kernel.stop()
    }
  } catch (error) {
    return fault(`the kernel does not start: ${(error as Error).message}`, 'see what is wrong above, else report this')
  }
}

/** Where the history and the cache are kept, which should be writable. */
export async function folders(): Promise<Finding> {
  const places = [userFolder('data'), userFolder('cache')]
  for (const folder of places)
    try {
      await mkdir(folder, { recursive: true })
      const probe = join(folder, `.doctor-${process.pid}`)
      await writeFile(probe, '')
      await rm(probe)
    } catch (error) {
      return missing(
        `${folder} cannot be written to: ${(error as Error).message}; no history is kept and starts are slower`,
        `make ${folder} yours`,
      )
    }
  return good(`history and cache in ${places.join(' and ')}`)
}

/** Which spikelab a notebook in this folder imports. */
export function notebooksHere(folder = process.cwd()): Finding {
  try {
    const found = dirname(createRequire(join(folder, 'cell.js')).resolve('spikelab/package.json'))
    return good(`a notebook in this folder imports spikelab ${packageVersion(found)} from ${found}`)
  } catch {
    return good("a notebook in this folder imports the kernel's own spikelab")
  }
}
