import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { installation, node } from '../../kernel/cli/doctor/installation.js'

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const main = fileURLToPath(new URL('../../kernel/cli/main.ts', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

describe('spikelab doctor', function () {
  this.timeout(60_000)
  this.slow(10_000)
  let home: string
  beforeEach(async () => {
    home = await realpath(await mkdtemp(join(tmpdir(), 'spikelab-doctor-test-')))
  })
  afterEach(() => rm(home, { recursive: true, force: true }))

  function spikelab(args: string[]): Promise<{ code: number; stdout: string }> {
    const kept = { PATH: join(home, 'bin'), JUPYTER_DATA_DIR: join(home, 'jupyter'), XDG_DATA_HOME: join(home, 'data') }
    const env = { ...process.env, HOME: home, VIRTUAL_ENV: '', JUPYTER_PATH: '', XDG_CACHE_HOME: '', ...kept }
    return new Promise(resolve =>
      execFile(process.execPath, ['--import', tsx, main, ...args], { env, cwd: home }, (error, stdout) =>
        resolve({ code: error ? Number(error.code) : 0, stdout }),
      ),
    )
  }

  /** A program that answers to its arguments. */
  async function program(name: string, answers: Record<string, string>): Promise<void> {
    await mkdir(join(home, 'bin'), { recursive: true })
    const cases = Object.entries(answers).map(([args, text]) => `  "${args}") echo '${text}';;`)
    await writeFile(join(home, 'bin', name), `#!/bin/sh\ncase "$*" in\n${cases.join('\n')}\nesac\n`)
    await chmod(join(home, 'bin', name), 0o755)
  }

  it('runs a cell, and says of what is not there how to get it', async () => {
    const { code, stdout } = await spikelab(['doctor'])
    assert.equal(code, 0, stdout)
    assert.match(stdout, /^✓ Node v\d+/m)
    assert.match(stdout, new RegExp(`^✓ spikelab .* \\(${root}\\)$`, 'm'))
    assert.match(stdout, /^✓ the kernel starts and runs a cell \(\d+\.\d s\)$/m)
    assert.match(stdout, /^– no kernelspec: .*\n {4}spikelab install$/m)
    assert.match(stdout, /^– no JupyterLab .*\n {4}.*pip install jupyterlab/m)
    assert.match(stdout, /^– no VS Code/m)
    assert.match(stdout, /^✓ a notebook in this folder imports the kernel's own spikelab$/m)
  })

  it('sees the kernelspec, what Jupyter lists, its widgets, and VS Code with its extension', async () => {
    assert.equal((await spikelab(['install'])).code, 0)
    const listed = JSON.stringify({ kernelspecs: { spikelab: { spec: { metadata: { spikelab: true } } } } })
    await program('jupyter-lab', { '--version': '4.6.6' })
    await program('jupyter-kernelspec', { 'list --json': listed })
    await program('jupyter-labextension', { list: '@jupyter-widgets/jupyterlab-manager v5 enabled OK' })
    await mkdir(join(home, '.vscode', 'extensions', 'ms-toolsai.jupyter-2026.1.0'), { recursive: true })
    const { code, stdout } = await spikelab(['doctor'])
    assert.equal(code, 0, stdout)
    for (const words of [
      /^✓ the kernelspec .* starts this installation$/m,
      /^✓ JupyterLab 4\.6\.6/m,
      /^✓ Jupyter lists the kernel as spikelab$/m,
      /^✓ JupyterLab shows widgets/m,
      /^✓ VS Code with its extension Jupyter$/m,
      /^✓ VS Code finds the kernel/m,
    ])
      assert.match(stdout, words)
    assert.doesNotMatch(stdout, /^[–✗]/m)
  })

  it('finds a fault in a kernelspec that starts what is gone, and another installation', async () => {
    const spec = (name: string, argv: string[]) =>
      mkdir(join(home, 'jupyter', 'kernels', name), { recursive: true }).then(() =>
        writeFile(
          join(home, 'jupyter', 'kernels', name, 'kernel.json'),
          JSON.stringify({ argv, metadata: { spikelab: true } }),
        ),
      )
    await spec('gone', ['/no/node', main, 'kernel', '--connection-file', '{connection_file}'])
    const other = join(home, 'other', 'dist', 'kernel', 'cli')
    await mkdir(other, { recursive: true })
    await writeFile(join(other, 'main.js'), '')
    await writeFile(join(home, 'other', 'package.json'), '{"version":"9.8.7"}')
    await spec('other', [process.execPath, join(other, 'main.js'), 'kernel', '--connection-file', '{connection_file}'])
    await program('jupyter-lab', {})
    await mkdir(join(home, 'node_modules', 'spikelab'), { recursive: true })
    await writeFile(join(home, 'node_modules', 'spikelab', 'package.json'), '{"name":"spikelab","version":"3.2.1"}')
    const { code, stdout } = await spikelab(['doctor'])
    assert.equal(code, 1, stdout)
    assert.match(
      stdout,
      /^✗ the kernelspec .*gone starts \/no\/node, which is gone\n {4}spikelab install --name gone$/m,
    )
    assert.match(stdout, /^✓ the kernelspec .* another installation: spikelab 9\.8\.7 in .*other$/m)
    assert.match(stdout, /^– Jupyter does not tell which kernels it has/m)
    assert.match(stdout, /^✓ a notebook in this folder imports spikelab 3\.2\.1 from /m)
  })

  it('knows an old Node and a copy that will not last', () => {
    assert.equal(node('v20.18.3').state, 'fault')
    assert.equal(node('v18.20.0').state, 'fault')
    assert.equal(node('v22.1.0').state, 'good')
    assert.equal(installation(root).state, 'good')
  })
})
