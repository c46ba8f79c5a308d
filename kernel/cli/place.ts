import { UsageError } from './command.js'

/** The options that say which kernelspec is meant. */
export const placeOptions = {
  user: { type: 'boolean' },
  prefix: { type: 'string' },
  name: { type: 'string', default: 'spikelab' },
} as const

/** Checks the options of place; without any it is the user's own. */
export function place(command: string, { user, prefix }: { user?: boolean; prefix?: string }): { prefix?: string } {
  if (user && prefix !== undefined) throw new UsageError(`spikelab ${command}: give --user or --prefix, not both`)
  return { prefix }
}
