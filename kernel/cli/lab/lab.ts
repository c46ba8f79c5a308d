import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { installKernelspec } from '../../kernelspec/index.js'
import type { Command } from '../command.js'
import { findProgram, searched } from '../programs.js'

const help = `Usage: spikelab lab [FOLDER | NOTEBOOK] [OPTIONS OF JUPYTER LAB]

Starts JupyterLab with this kernel ready, and the one of new notebooks; nothing is installed. What stands behind goes
to JupyterLab: spikelab lab notebooks --no-browser --port 8890. It is looked for
${searched}.
`

const name = 'spikelab'

/** What to do where there is no JupyterLab. */
export const howToGetLab = `python3 -m venv .venv && .venv/bin/pip install jupyterlab jupyterlab_widgets`

/** `spikelab lab`: JupyterLab, which finds the kernel in a folder that lives as long as it does. */
export const lab: Command = {
  help,
  async run(args) {
    const program = findProgram('jupyter-lab')
    if (!program) {
      console.error(`spikelab lab: there is no JupyterLab (jupyter-lab) ${searched}. Get it with`)
      console.error(`  ${howToGetLab}\nand try again here; or open the notebook in VS Code after: spikelab install`)
      return 1
    }
    const folder = mkdtempSync(join(tmpdir(), 'spikelab-lab-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    await installKernelspec({ prefix: folder, name, displayName: 'TypeScript (spikelab)' })
    const paths = [join(folder, 'share', 'jupyter'), ...(process.env.JUPYTER_PATH ? [process.env.JUPYTER_PATH] : [])]
    return start(program, [`--MultiKernelManager.default_kernel_name=${name}`, ...args], {
      ...process.env,
      JUPYTER_PATH: paths.join(delimiter),
    })
  },
}

/** Runs a program to its end, which alone decides about Ctrl-C; resolves with its exit code. */
function start(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env })
  process.on('SIGINT', () => undefined) // the terminal tells JupyterLab too, which asks whether that was meant
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', error => reject(new Error(`${program} cannot be started: ${error.message}`)))
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal!]))
  })
}
