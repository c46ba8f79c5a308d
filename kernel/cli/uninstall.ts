import { parseArgs } from 'node:util'
import { uninstallKernelspec } from '../kernelspec/index.js'
import { place, placeOptions } from './place.js'

/** `spikelab uninstall`: removes what `spikelab install` has written. */
export async function uninstall(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: placeOptions })
  const folder = await uninstallKernelspec({ ...place('uninstall', values), name: values.name })
  console.log(`Removed ${folder}`)
  return 0
}
