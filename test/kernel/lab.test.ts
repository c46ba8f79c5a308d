import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const main = fileURLToPath(new URL('../../kernel/cli/main.ts', import.meta.url))
const python = process.env.SPIKELAB_PYTHON

describe('spikelab lab', function () {
  this.timeout(90_000)
  this.slow(20_000)
  let home: string
  let child: ChildProcess | undefined
  let said: string
  beforeEach(async () => {
    home = await realpath(await mkdtemp(join(tmpdir(), 'spikelab-lab-test-')))
  })
  afterEach(async () => {
    if (child?.exitCode === null) child.kill('SIGKILL')
    await rm(home, { recursive: true, force: true })
  })

  function lab(args: string[], env: Record<string, string>): Promise<number | null> {
    const shell = { ...process.env, HOME: home, TMPDIR: home, VIRTUAL_ENV: '', JUPYTER_PATH: '', ...env }
    const started = (child = spawn(process.execPath, ['--import', tsx, main, 'lab', ...args], {
      cwd: home,
      env: shell,
    }))
    said = ''
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (text: Buffer) => (said += text.toString()))
    return new Promise(resolve => started.once('close', resolve))
  }

  /** A program of that name in `folder`, which says what it was given. */
  async function program(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true })
    const path = join(folder, 'jupyter-lab')
    await writeFile(path, `#!/bin/sh\necho "$0 $@"\necho "$JUPYTER_PATH"\nls "\${JUPYTER_PATH%%:*}/kernels"\nexit 7\n`)
    await chmod(path, 0o755)
  }

  it('says what to install where there is none', async () => {
    assert.equal(await lab([], { PATH: '/nowhere' }), 1)
    assert.match(said, /there is no JupyterLab.*PATH[^]*pip install jupyterlab/)
  })

  it('finds it in .venv of a folder above or on the PATH, lends it the kernel, and ends as it does', async () => {
    await program(join(home, 'bin'))
    const path = [join(home, 'bin'), '/usr/bin', '/bin'].join(delimiter)
    assert.equal(await lab(['a folder', '--port', '9'], { PATH: path, JUPYTER_PATH: '/mine' }), 7)
    const [command, paths, kernels] = said.trim().split('\n')
    assert.equal(command, `${home}/bin/jupyter-lab --MultiKernelManager.default_kernel_name=spikelab a folder --port 9`)
    assert.match(paths, /^\/.*spikelab-lab-.*\/share\/jupyter:\/mine$/)
    assert.equal(kernels, 'spikelab')
    assert.equal(existsSync(paths.split(':')[0]), false, 'what was lent is taken back')

    await program(join(home, '.venv', 'bin'))
    assert.equal(await lab([], { PATH: path }), 7)
    assert.match(said, /^\/.*\.venv\/bin\/jupyter-lab /)
  })

  it('starts a JupyterLab in which a new notebook has this kernel', async function () {
    if (!python || !existsSync(join(dirname(python), 'jupyter-lab'))) {
      if (process.env.CI === 'true') throw new Error('no jupyter-lab beside SPIKELAB_PYTHON')
      console.log('      skipped: no jupyter-lab beside SPIKELAB_PYTHON')
      return this.skip()
    }
    const options = ['--no-browser', '--ServerApp.token=secret', '--ServerApp.port_retries=50', '--port=18890']
    const asRoot = process.getuid?.() === 0 ? ['--allow-root'] : []
    const ended = lab([...options, ...asRoot], { PATH: `${dirname(python)}${delimiter}${process.env.PATH}` })
    while (!/http:\/\/127\.0\.0\.1:\d+/.test(said)) {
      assert.equal(child!.exitCode, null, said)
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said)!
    const ask = async (path: string, init?: RequestInit) =>
      (await (await fetch(`${address}/api/${path}?token=secret`, init)).json()) as Record<string, unknown>
    const { default: name, kernelspecs } = await ask('kernelspecs')
    assert.equal(name, 'spikelab')
    assert(Object.hasOwn(kernelspecs as object, 'spikelab'))
    const kernel = await ask('kernels', { method: 'POST', body: '{}' })
    assert.equal(kernel.name, 'spikelab')
    child!.kill('SIGTERM')
    assert.equal(await ended, 0)
    assert.deepEqual(
      (await readdir(home)).filter(each => each.startsWith('spikelab-')),
      [],
    )
  })
})
