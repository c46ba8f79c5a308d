import { parseArgs, type ParseArgsConfig } from 'node:util'
import { nearest } from './nearest.js'

/** A command of `spikelab`. */
export interface Command {
  /** What `spikelab COMMAND --help` prints. */
  help: string
  /** Does it, and resolves with the exit code. */
  run(args: string[]): Promise<number>
}

/** A command that was not understood: exit code 2. */
export class UsageError extends Error {}

/**
 * `parseArgs` of Node, its errors in our words.
 *
 * @throws UsageError naming the command, the option and, if it is near one that exists, that one
 */
export function parse<T extends ParseArgsConfig>(command: string, config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (!code?.startsWith('ERR_PARSE_ARGS')) throw error
    const [said] = message.split('\n')
    const [, unknown] = /^Unknown option '(--?[^']+)'/.exec(said) ?? []
    const text = unknown
      ? `there is no option ${unknown}${nearest(unknown, optionsOf(config))}`
      : said.charAt(0).toLowerCase() + said.slice(1)
    throw new UsageError(`spikelab ${command}: ${text}`)
  }
}

const optionsOf = ({ options = {} }: ParseArgsConfig) => Object.keys(options).map(name => `--${name}`)
