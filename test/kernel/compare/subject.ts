import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { KernelClient, startKernel, type ExecuteOptions, type RunningKernel } from '../../../kernel/client/index.js'
import type { Contender } from './contenders.js'

export interface Output {
  type: string
  content: Record<string, unknown>
}

/** What came of a cell. */
export interface Outcome {
  status: string
  executionCount: number
  outputs: Output[]
  /** What it wrote. */
  text: string
  /** What it shows of its value as text, in whatever way, without colours. */
  result: string
}

/** What the streams among the outputs say. */
export function textOf(outputs: readonly Output[]): string {
  const streams = outputs.filter(({ type }) => type === 'stream')
  return streams.map(({ content }) => String(content.text)).join('')
}

/** A kernel under examination, in a folder of its own with packages and a module beside it. */
export class Subject {
  readonly #kernel: RunningKernel
  readonly folder: string
  readonly contender: Contender

  private constructor(contender: Contender, kernel: RunningKernel, folder: string) {
    this.contender = contender
    this.#kernel = kernel
    this.folder = folder
  }

  static async start(contender: Contender): Promise<Subject> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'spikelab-compare-')))
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(folder, path, '..'), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    const options = { command: contender.argv, folder, transport: 'tcp', warm: false } as const
    return new Subject(contender, await startKernel(options), folder)
  }

  get client(): KernelClient {
    return this.#kernel.client
  }

  /** Runs a cell to its end. */
  run(code: string, options: ExecuteOptions = {}, limit = 20_000): Promise<Outcome> {
    const outputs: Output[] = []
    return within(
      limit,
      this.client
        .execute(code, (type, content) => outputs.push({ type, content }), options)
        .then(({ status, execution_count }) => {
          const text = textOf(outputs)
          const shown = ['execute_result', 'display_data'].flatMap(kind => outputs.filter(({ type }) => type === kind))
          const data = shown[0]?.content.data as Record<string, string> | undefined
          const result = (data?.['text/plain'] ?? text).replace(/\x1b\[[\d;]*m/g, '').trim()
          return { status, executionCount: execution_count, outputs, text, result }
        }),
    )
  }

  ask(type: string, content: Record<string, unknown>, limit = 10_000): Promise<Record<string, unknown>> {
    return within(limit, this.client.ask(type, content))
  }

  /** A second client, which signs with another key. */
  forger(): KernelClient {
    return new KernelClient({ ...this.#kernel.connection, key: 'another key' })
  }

  /** Interrupts as the kernelspec says. */
  async interrupt(): Promise<void> {
    if (this.contender.interruptMode === 'message') await within(5000, this.client.interrupt())
    else process.kill(this.#kernel.pid, 'SIGINT')
  }

  /** Asks the kernel to end and tells whether its process has done so in time. */
  async shutsDown(limit: number): Promise<boolean> {
    await within(limit, this.client.shutdown())
    for (const end = Date.now() + limit; Date.now() < end; await sleep(100))
      try {
        process.kill(this.#kernel.pid, 0)
      } catch {
        return true
      }
    return false
  }

  async stop(): Promise<void> {
    this.#kernel.kill()
    await this.#kernel.stop()
    await rm(this.folder, { recursive: true, force: true })
  }
}

const files = {
  'package.json': '{ "private": true }',
  'part.ts': 'export const part: number = 1\n',
  'part.js': 'module.exports = { part: 1 }\n',
  'node_modules/esm-only/package.json':
    '{ "name": "esm-only", "version": "1.0.0", "type": "module", "exports": "./a.js" }',
  'node_modules/esm-only/a.js': 'export const answer = await Promise.resolve(42)\n',
  'node_modules/with-exports/package.json':
    '{ "name": "with-exports", "version": "1.0.0", "type": "module", "exports": { "./sub": { "types": "./lib/b.d.ts", "default": "./lib/b.js" } } }',
  'node_modules/with-exports/lib/b.js': 'export const answer = 43\n',
  'node_modules/with-exports/lib/b.d.ts': 'export declare const answer: number\n',
}

function within<Value>(limit: number, promise: Promise<Value>): Promise<Value> {
  const late = sleep(limit, undefined, { ref: false }).then(() => {
    throw new Error(`no answer within ${limit / 1000} s`)
  })
  return Promise.race([promise, late])
}
