import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import type { Connection } from '../protocol/index.js'
import { connectionFile } from './connectionFile.js'
import { KernelClient, type KernelInfo } from './kernelClient.js'

export interface KernelOptions {
  /** Command line that starts a kernel; the path of the connection file replaces `{connection_file}`, or is added. */
  command: string[]
  /** The folder in which cells run. */
  folder: string
  /** Milliseconds that the kernel may take to answer; 60,000 unless told. */
  patience?: number
  /** Whether to wait until the compiler is loaded, too; unless told, yes. */
  warm?: boolean
  /** What the sockets are made of; unless told, files where there are such. Not every kernel knows them. */
  transport?: 'tcp' | 'ipc'
  /** Additions to the environment. */
  env?: Record<string, string>
}

/** A kernel of our own and the conversation with it. */
export interface RunningKernel {
  client: KernelClient
  info: KernelInfo
  /** Its process. */
  pid: number
  /** Where it listens. */
  connection: Connection
  /** Milliseconds from its start to its first answer. */
  answered: number
  /** Ends the kernel: asks it, then kills it. */
  stop(): Promise<void>
  /** Kills the kernel and its children at once. */
  kill(): void
}

/**
 * Starts a kernel and waits until it can run cells.
 *
 * @throws Error with the last words of the kernel if it ends or does not answer.
 */
export async function startKernel({
  command,
  folder,
  patience = 60_000,
  warm = true,
  transport,
  env,
}: KernelOptions): Promise<RunningKernel> {
  const file = await connectionFile(transport)
  const named = command.includes('{connection_file}') ? command : [...command, '{connection_file}']
  const [program, ...args] = named.map(part => (part === '{connection_file}' ? file.path : part))
  const began = performance.now()
  // A group of its own: Ctrl-C in the terminal is for us, who interrupt the cell, and a kill reaches its children.
  const child = spawn(program, args, {
    cwd: folder,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, JPY_PARENT_PID: String(process.pid) },
  })
  const client = new KernelClient(file.connection)
  let lastWords = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (lastWords = (lastWords + text.toString()).slice(-2000)))

  const kill = () => {
    if (child.pid === undefined) return
    try {
      if (process.platform === 'win32') child.kill()
      else process.kill(-child.pid, 'SIGKILL')
    } catch {
      // nobody of the group is left
    }
  }
  const killAndTidy = () => {
    kill()
    file.remove()
  }
  process.once('exit', killAndTidy)
  const ended = new Promise<void>(resolve => {
    const end = (how: string) => {
      process.off('exit', killAndTidy)
      const words = stripVTControlCharacters(lastWords).trim()
      client.end(new KernelEnded(`the kernel ended ${how}${words && `; its last words:\n${words}`}`))
      file.remove()
      resolve()
    }
    child.once('error', error => end(`before it began: ${error.message}`))
    child.once('exit', (code, signal) => {
      kill() // those it leaves behind, who would also hold its output open
      const how = signal ? `by ${signal}` : `with exit code ${code}`
      void Promise.race([once(child, 'close'), sleep(1000, undefined, { ref: false })]).then(() => end(how))
    })
  })

  const stop = async () => {
    await Promise.race([client.shutdown().catch(() => undefined), sleep(2000, undefined, { ref: false })])
    await Promise.race([ended, sleep(2000, undefined, { ref: false })])
    kill()
    await ended
  }

  try {
    const info = await (warm ? client.ready(patience) : client.connected(patience))
    return {
      client,
      info,
      pid: child.pid!,
      connection: file.connection,
      answered: client.answeredAt - began,
      stop,
      kill,
    }
  } catch (error) {
    kill()
    await ended
    throw error
  }
}

/** The kernel's process has ended; nothing can be run in it any more. */
export class KernelEnded extends Error {
  override name = 'KernelEnded'
}
