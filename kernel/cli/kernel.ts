import { supervise } from '../supervisor/index.js'
import { parse, UsageError, type Command } from './command.js'

const help = `Usage: spikelab kernel --connection-file FILE

Runs a kernel on the sockets that FILE names: what a kernelspec starts. Nobody need type this.
`

/** `spikelab kernel --connection-file FILE`: what a kernelspec starts. */
export const kernel: Command = {
  help,
  async run(args) {
    const { values } = parse('kernel', { args, options: { 'connection-file': { type: 'string', short: 'f' } } })
    const file = values['connection-file']
    if (file === undefined) throw new UsageError('spikelab kernel: --connection-file FILE is missing')
    await supervise(file)
    return 0
  },
}
