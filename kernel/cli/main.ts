#!/usr/bin/env node
import { UsageError, type Command } from './command.js'
import { packageVersion } from '../packageVersion.js'
import { nearest } from './nearest.js'

interface Entry {
  summary: string
  /** Each command loads only what it needs. */
  load: () => Promise<Command>
}

const commands: Record<string, Entry> = {
  install: {
    summary: 'let Jupyter and VS Code find the kernel',
    load: async () => (await import('./install.js')).install,
  },
  uninstall: { summary: 'remove it again', load: async () => (await import('./uninstall.js')).uninstall },
  doctor: {
    summary: 'say what is found, and what to do about the rest',
    load: async () => (await import('./doctor/doctor.js')).doctor,
  },
  lab: { summary: 'start JupyterLab with the kernel ready', load: async () => (await import('./lab/lab.js')).lab },
  console: {
    summary: 'a prompt in this terminal',
    load: async () => (await import('./console/console.js')).consoleCommand,
  },
  run: {
    summary: 'run notebooks and save them with their outputs',
    load: async () => (await import('./run/run.js')).run,
  },
}

const hidden: Record<string, Entry> = {
  kernel: { summary: 'what a kernelspec starts', load: async () => (await import('./kernel.js')).kernel },
}

const help = `Usage: spikelab COMMAND [OPTIONS]

TypeScript notebooks, and spiking neural networks in them.

${Object.entries(commands)
  .map(([name, { summary }]) => `  spikelab ${name.padEnd(10)} ${summary}`)
  .join('\n')}

  spikelab COMMAND --help    more about one of them
  spikelab --version
`

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined) {
    process.stderr.write(help)
    return 2
  }
  if (name === '--version' || name === '-v') return print(`${packageVersion()}\n`)
  if (name === '--help' || name === '-h') return print(help)
  if (name === 'help') return args.length ? print((await find(args[0])).help) : print(help)
  const command = await find(name)
  return asksForHelp(args) ? print(command.help) : command.run(args)
}

function find(name: string): Promise<Command> {
  if (Object.hasOwn(commands, name)) return commands[name].load()
  if (Object.hasOwn(hidden, name)) return hidden[name].load()
  const isOption = name.startsWith('-')
  const known = isOption ? ['--help', '--version'] : Object.keys(commands)
  throw new UsageError(`spikelab: there is no ${isOption ? 'option' : 'command'} '${name}'${nearest(name, known)}`)
}

function asksForHelp(args: string[]): boolean {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).some(arg => arg === '--help' || arg === '-h')
}

function print(text: string): number {
  process.stdout.write(text)
  return 0
}

// A reader that has seen enough, such as `head`, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

main(process.argv.slice(2)).then(
  code => process.exit(code),
  (error: unknown) => {
    const isUsage = error instanceof UsageError
    console.error((error as Error).message)
    if (isUsage) console.error(`Try: spikelab ${helpFor(error.message)}`)
    process.exit(isUsage ? 2 : 1)
  },
)

/** Where to read on: the help of the command that was misused, or of all. */
function helpFor(message: string): string {
  const [, name] = /^spikelab (\w+):/.exec(message) ?? []
  return name ? `${name} --help` : '--help'
}
