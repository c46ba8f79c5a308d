import { installKernelspec } from '../kernelspec/index.js'
import { parse, type Command } from './command.js'
import { place, placeOptions } from './place.js'

const help = `Usage: spikelab install [--user | --prefix DIR] [--name NAME] [--display-name TEXT]

Lets Jupyter and VS Code find the kernel: writes a kernelspec that starts this installation with this Node.
One of ours that stands there is replaced; another kernel's stays.

  --user               for you, in every Jupyter of yours (unless told otherwise)
  --prefix DIR         below DIR, such as a Python environment: DIR/share/jupyter/kernels
  --name NAME          its name for programs (spikelab)
  --display-name TEXT  its name for people ("TypeScript (spikelab)")
`

/** `spikelab install`: lets Jupyter find the kernel. */
export const install: Command = {
  help,
  async run(args) {
    const { values } = parse('install', {
      args,
      options: { ...placeOptions, 'display-name': { type: 'string', default: 'TypeScript (spikelab)' } },
    })
    if (import.meta.url.includes('/_npx/'))
      console.error('This copy lies in the cache of npx, which may be emptied: better npm install -g spikelab first.')
    const where = place('install', values)
    const folder = await installKernelspec({ ...where, name: values.name, displayName: values['display-name'] })
    console.log(`Installed the kernel '${values['display-name']}' in ${folder}`)
    return 0
  },
}
