import { parseArgs } from 'node:util'
import { installKernelspec } from '../kernelspec/index.js'
import { place, placeOptions } from './place.js'

/** `spikelab install`: lets Jupyter find the kernel. */
export async function install(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { ...placeOptions, 'display-name': { type: 'string', default: 'TypeScript (spikelab)' } },
  })
  if (import.meta.url.includes('/_npx/'))
    console.error('This copy lies in the cache of npx, which may be emptied: better npm install -g spikelab first.')
  const where = place('install', values)
  const folder = await installKernelspec({ ...where, name: values.name, displayName: values['display-name'] })
  console.log(`Installed the kernel '${values['display-name']}' in ${folder}`)
  return 0
}
