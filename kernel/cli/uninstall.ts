import { uninstallKernelspec } from '../kernelspec/index.js'
import { parse, type Command } from './command.js'
import { place, placeOptions } from './place.js'

const help = `Usage: spikelab uninstall [--user | --prefix DIR] [--name NAME]

Removes what spikelab install has written there; another kernel's stays.

  --user        from where it is for you (unless told otherwise)
  --prefix DIR  from below DIR
  --name NAME   the one of this name (spikelab)
`

/** `spikelab uninstall`: removes what `spikelab install` has written. */
export const uninstall: Command = {
  help,
  async run(args) {
    const { values } = parse('uninstall', { args, options: placeOptions })
    const folder = await uninstallKernelspec({ ...place('uninstall', values), name: values.name })
    console.log(`Removed ${folder}`)
    return 0
  },
}
