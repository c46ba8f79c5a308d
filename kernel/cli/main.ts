#!/usr/bin/env node
import { readFile } from 'node:fs/promises'
import { UsageError } from './usageError.js'

const help = `spikelab: spiking neural networks in TypeScript notebooks

  spikelab install [--user | --prefix DIR] [--name NAME] [--display-name TEXT]
      let Jupyter find the kernel
  spikelab uninstall [--user | --prefix DIR] [--name NAME]
      remove it again
  spikelab run NOTEBOOK... [--output DIR] [--html] [--timeout SECONDS] [--allow-errors] [--jobs N]
      run notebooks and save them with their outputs

  spikelab --help, spikelab --version
`

type Command = (args: string[]) => Promise<number>

/** Each command loads only what it needs. */
const commands: Record<string, () => Promise<Command>> = {
  install: async () => (await import('./install.js')).install,
  uninstall: async () => (await import('./uninstall.js')).uninstall,
  run: async () => (await import('./run.js')).run,
  kernel: async () => (await import('./kernel.js')).kernel,
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === '--version' || name === '-v') {
    console.log(await version())
    return 0
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help' || args.includes('--help')) {
    console.log(help)
    return name === undefined ? 2 : 0
  }
  if (!Object.hasOwn(commands, name)) throw new UsageError(`spikelab: there is no command '${name}'`)
  const command = await commands[name]()
  return command(args)
}

async function version(): Promise<string> {
  const up = import.meta.url.endsWith('.ts') ? '../../' : '../../../'
  const text = await readFile(new URL(`${up}package.json`, import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

const isUsage = (error: unknown) =>
  error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')

main(process.argv.slice(2)).then(
  code => process.exit(code),
  (error: unknown) => {
    console.error((error as Error).message)
    if (isUsage(error)) console.error('Try: spikelab --help')
    process.exit(isUsage(error) ? 2 : 1)
  },
)
