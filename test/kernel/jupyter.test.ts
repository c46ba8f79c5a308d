import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const python = process.env.SPIKELAB_PYTHON ?? 'python3'

/** Jupyter's own judgement, where there is a Python with `pip install jupyter_kernel_test nbconvert`. */
describe('Jupyter', function () {
  this.timeout(240_000)
  this.slow(60_000)
  let folder: string
  const env = () => ({
    ...process.env,
    JUPYTER_PATH: join(folder, 'share', 'jupyter'),
    IPYTHONDIR: folder,
    XDG_DATA_HOME: folder,
    SPIKELAB_KERNEL: 'spikelab-test',
  })

  before(async function () {
    const found = await execute(python, ['-c', 'import jupyter_kernel_test, nbconvert']).catch(() => undefined)
    if (!found) {
      const missing = `${python} lacks jupyter_kernel_test or nbconvert; name one that has them in SPIKELAB_PYTHON`
      if (process.env.CI === 'true') throw new Error(missing)
      console.log(`    skipped: ${missing}`)
      return this.skip()
    }
    folder = await mkdtemp(join(tmpdir(), 'spikelab-jupyter-'))
    const command = join(root, 'dist', 'kernel', 'cli', 'main.js')
    await execute(process.execPath, [command, 'install', '--prefix', folder, '--name', 'spikelab-test'])
  })
  after(() => folder && rm(folder, { recursive: true, force: true }))

  it('passes the kernel in all of its own tests, none skipped', async () => {
    const suite = join(root, 'test', 'kernel', 'jupyterKernelTest.py')
    const { stderr } = await execute(python, [suite], { env: env(), cwd: root }).catch((error: { stderr: string }) => {
      throw new Error(error.stderr)
    })
    assert.match(stderr, /\nOK\s*$/, stderr)
    assert.match(stderr, /Ran 13 tests/)
  })

  it('runs a notebook with nbconvert', async () => {
    const name = '01-first-spikes.ipynb'
    await cp(join(root, 'notebooks', name), join(folder, name))
    const options = [
      '--execute',
      '--to',
      'notebook',
      '--output',
      'done',
      '--ExecutePreprocessor.kernel_name=spikelab-test',
    ]
    await execute(python, ['-m', 'nbconvert', ...options, join(folder, name)], { env: env(), cwd: root })
    const { cells } = JSON.parse(await readFile(join(folder, 'done.ipynb'), 'utf8')) as {
      cells: { cell_type: string; outputs?: { output_type: string }[]; execution_count?: number }[]
    }
    const code = cells.filter(cell => cell.cell_type === 'code')
    assert(code.length > 3 && code.every(cell => cell.execution_count))
    const outputs = code.flatMap(cell => cell.outputs ?? [])
    assert(outputs.length > 3 && outputs.every(output => output.output_type !== 'error'))
  })
})
