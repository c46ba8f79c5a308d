import { parseArgs } from 'node:util'
import { supervise } from '../supervisor/index.js'
import { UsageError } from './usageError.js'

/** `spikelab kernel --connection-file FILE`: what a kernelspec starts. */
export async function kernel(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { 'connection-file': { type: 'string', short: 'f' } } })
  const file = values['connection-file']
  if (file === undefined) throw new UsageError('spikelab kernel: --connection-file FILE is missing')
  await supervise(file)
  return 0
}
