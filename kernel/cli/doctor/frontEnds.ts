import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { findKernelspecs, kernelsFolder, kernelsFolders, type FoundKernelspec } from '../../kernelspec/index.js'
import { packageFolder, packageVersion } from '../../packageVersion.js'
import { howToGetLab } from '../lab/lab.js'
import { findProgram, searched } from '../programs.js'
import { fault, good, missing, type Finding } from './finding.js'

const execute = promisify(execFile)

/** Our kernelspecs, each of which must lead to a Node and an installation that exist. */
export async function kernelspecs(): Promise<Finding[]> {
  const ours = (await findKernelspecs(kernelsFolders())).filter(({ spec }) => spec.metadata?.spikelab)
  if (!ours.length)
    return [missing('no kernelspec: Jupyter and VS Code do not know this kernel yet', 'spikelab install')]
  return ours.map(standing)
}

function standing({ name, folder, spec: { argv } }: FoundKernelspec): Finding {
  const option = name === 'spikelab' ? '' : ` --name ${name}`
  const [program] = argv
  const main = argv[argv.indexOf('kernel') - 1] ?? ''
  for (const path of [program, main])
    if (!existsSync(path))
      return fault(`the kernelspec ${folder} starts ${path}, which is gone`, `spikelab install${option}`)
  const home = main.replace(/[\\/](dist[\\/])?kernel[\\/]cli[\\/]main\.[jt]s$/, '')
  if (home === packageFolder.replace(/[\\/]$/, '')) return good(`the kernelspec ${folder} starts this installation`)
  const version = existsSync(join(home, 'package.json')) ? `${packageVersion(home)} ` : ''
  return good(`the kernelspec ${folder} starts another installation: spikelab ${version}in ${home}`)
}

/** JupyterLab, what it knows of the kernel, and its widgets. */
export async function jupyter(): Promise<Finding[]> {
  const lab = findProgram('jupyter-lab')
  if (!lab)
    return [
      missing(`no JupyterLab ${searched}`, `${howToGetLab}; then spikelab lab, or use VS Code or spikelab console`),
    ]
  const version = await execute(lab, ['--version']).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  )
  if (version === undefined) return [fault(`${lab} does not start`, 'pip install --force-reinstall jupyterlab')]
  return [good(`JupyterLab ${version} (${lab})`), await knows(lab), await widgets(lab)]
}

/** What Jupyter itself answers to which kernels it has. */
async function knows(lab: string): Promise<Finding> {
  const program = findProgram('jupyter-kernelspec', { env: { ...process.env, VIRTUAL_ENV: dirname(dirname(lab)) } })
  const listed = program && (await execute(program, ['list', '--json']).catch(() => undefined))
  if (!listed) return missing('Jupyter does not tell which kernels it has', 'pip install jupyter_client')
  const { kernelspecs } = JSON.parse(listed.stdout) as {
    kernelspecs: Record<string, { spec: { metadata?: { spikelab?: boolean } } }>
  }
  const ours = Object.entries(kernelspecs).filter(([, { spec }]) => spec.metadata?.spikelab)
  if (ours.length) return good(`Jupyter lists the kernel as ${ours.map(([name]) => name).join(', ')}`)
  return missing('Jupyter does not list the kernel', 'spikelab install; or spikelab lab, which needs no installation')
}

async function widgets(lab: string): Promise<Finding> {
  const lists = await execute(lab.replace(/jupyter-lab(?=(\.\w+)?$)/, 'jupyter-labextension'), ['list']).then(
    ({ stdout, stderr }) => stdout + stderr,
    () => '',
  )
  if (/@jupyter-widgets\/jupyterlab-manager/.test(lists)) return good('JupyterLab shows widgets (jupyterlab_widgets)')
  return missing('JupyterLab shows no widgets, only a picture beside them', 'pip install jupyterlab_widgets')
}

/** What VS Code needs: its extension, and a kernelspec where it looks. */
export async function vsCode(home = homedir()): Promise<Finding[]> {
  const places = ['.vscode', '.vscode-server', '.vscode-insiders', '.vscode-oss'].map(each => join(home, each))
  const folders = places.map(each => join(each, 'extensions')).filter(each => existsSync(each))
  const code = findProgram('code') ?? findProgram('codium')
  if (!code && !folders.length) return [missing('no VS Code, which would serve too', 'https://code.visualstudio.com')]
  const extensions = folders.flatMap(folder => readdirSync(folder))
  const found: Finding[] = extensions.some(each => /^ms-toolsai\.jupyter-\d/.test(each))
    ? [good(`VS Code${code ? ` (${code})` : ''} with its extension Jupyter`)]
    : [missing('VS Code without its extension Jupyter', 'code --install-extension ms-toolsai.jupyter')]
  const own = await findKernelspecs([kernelsFolder({})])
  if (own.some(({ spec }) => spec.metadata?.spikelab))
    return [...found, good('VS Code finds the kernel: Select Kernel, Jupyter Kernel...')]
  return [
    ...found,
    missing("VS Code does not find the kernel: it looks into the user's folder", 'spikelab install --user'),
  ]
}
