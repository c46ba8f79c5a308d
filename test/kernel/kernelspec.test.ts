import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { kernelsFolder } from '../../kernel/kernelspec/index.js'
import { startKernel } from './startKernel.js'

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const main = fileURLToPath(new URL('../../kernel/cli/main.ts', import.meta.url))

interface Ended {
  code: number
  stdout: string
  stderr: string
}

describe('the command spikelab', function () {
  this.timeout(90_000)
  this.slow(10_000)
  let home: string
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'spikelab-home-'))
  })
  afterEach(() => rm(home, { recursive: true }))

  function spikelab(...args: string[]): Promise<Ended> {
    const env = { ...process.env, HOME: home, JUPYTER_DATA_DIR: join(home, 'jupyter') }
    return new Promise(resolve =>
      execFile(process.execPath, ['--import', tsx, main, ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
      ),
    )
  }
  const kernels = () => join(home, 'jupyter', 'kernels')
  const spec = async (folder: string) =>
    JSON.parse(await readFile(join(folder, 'kernel.json'), 'utf8')) as { argv: string[]; display_name: string }

  it('installs a kernelspec that starts this kernel, replaces it, and removes it', async () => {
    assert.equal((await spikelab('install', '--user')).code, 0)
    const folder = join(kernels(), 'spikelab')
    const { argv, ...rest } = await spec(folder)
    assert.deepEqual(rest, {
      display_name: 'TypeScript (spikelab)',
      language: 'typescript',
      interrupt_mode: 'message',
      metadata: { debugger: false, spikelab: true },
    })
    assert.deepEqual(argv.slice(-3), ['kernel', '--connection-file', '{connection_file}'])
    assert.deepEqual(await readdir(folder), ['kernel.json', 'logo-svg.svg'])

    const kernel = await startKernel({ node: argv.slice(1, -3) })
    assert.equal((await kernel.ask('kernel_info_request')).implementation, 'spikelab')
    await kernel.stop()

    await writeFile(join(folder, 'left-over'), '')
    assert.equal((await spikelab('install', '--display-name', 'Mine')).code, 0)
    assert.equal((await spec(folder)).display_name, 'Mine')
    assert.deepEqual(await readdir(folder), ['kernel.json', 'logo-svg.svg'])
    assert.deepEqual(await readdir(kernels()), ['spikelab'])

    assert.equal((await spikelab('uninstall')).code, 0)
    assert.deepEqual(await readdir(kernels()), [])
    const again = await spikelab('uninstall')
    assert.equal(again.code, 1)
    assert.match(again.stderr, /there is no kernel in .*spikelab/)
  })

  it('installs below a prefix under another name', async () => {
    const { code, stdout } = await spikelab('install', '--prefix', join(home, 'env'), '--name', 'ts')
    assert.equal(code, 0)
    assert.match(stdout, /env.share.jupyter.kernels.ts/)
    await spec(join(home, 'env/share/jupyter/kernels/ts'))
  })

  it("leaves another kernel's folder alone", async () => {
    const theirs = join(kernels(), 'spikelab', 'kernel.json')
    await mkdir(join(kernels(), 'spikelab'), { recursive: true })
    await writeFile(theirs, '{"argv": ["theirs"]}')
    for (const command of ['install', 'uninstall']) {
      const { code, stderr } = await spikelab(command)
      assert.equal(code, 1)
      assert.match(stderr, /holds something else, which stays/)
    }
    assert.equal(await readFile(theirs, 'utf8'), '{"argv": ["theirs"]}')
  })

  it('keeps what is no kernelspec, and says where it cannot write', async () => {
    await mkdir(join(kernels(), 'notes'), { recursive: true })
    await writeFile(join(kernels(), 'notes', 'text'), '')
    await writeFile(join(kernels(), 'file'), '')
    for (const name of ['notes', 'file']) {
      const { code, stderr } = await spikelab('install', '--name', name)
      assert.equal(code, 1)
      assert.match(stderr, /holds something else, which stays; choose another name with --name/)
    }
    assert.deepEqual((await readdir(kernels())).sort(), ['file', 'notes'])
    const { code, stderr } = await spikelab('install', '--prefix', join(kernels(), 'file'))
    assert.equal(code, 1)
    assert.match(stderr, /cannot be written to .*; another place: --prefix DIR/)
  })

  it('says what it did not understand, with exit code 2', async () => {
    const cases: [string[], RegExp][] = [
      [['instal'], /^spikelab: there is no command 'instal'; did you mean install\?\nTry: spikelab --help$/m],
      [['frobnicate'], /^spikelab: there is no command 'frobnicate'\n/],
      [['--verison'], /^spikelab: there is no option '--verison'; did you mean --version\?\n/],
      [['help', 'rnu'], /did you mean run\?/],
      [['install', '--color'], /^spikelab install: there is no option --color\nTry: spikelab install --help$/m],
      [['install', '--nmae', 'x'], /no option --nmae; did you mean --name\?/],
      [['install', '--name'], /^spikelab install: option '--name <value>' argument missing/],
      [['install', 'here'], /^spikelab install: unexpected argument 'here'/],
      [['console', '--graphics', 'sixel'], /--graphics is one of auto, kitty, iterm2, none, got sixel/],
      [['doctor', '--fix'], /no option --fix/],
      [[], /^Usage: spikelab COMMAND/],
      [['install', '--user', '--prefix', 'x'], /not both/],
      [['kernel'], /--connection-file FILE is missing/],
    ]
    for (const [args, words] of cases) {
      const { code, stderr } = await spikelab(...args)
      assert.equal(code, 2, stderr)
      assert.match(stderr, words)
    }
    const bad = await spikelab('install', '--name', 'a b')
    assert.equal(bad.code, 1)
    assert.match(bad.stderr, /kernel name 'a b'/)
    const none = await spikelab('kernel', '--connection-file', join(home, 'none.json'))
    assert.equal(none.code, 1)
    assert.match(none.stderr, /none\.json cannot be read/)
  })

  it('tells its version and its commands', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    assert.equal((await spikelab('--version')).stdout, `${version}\n`)
    const { stdout, code } = await spikelab('--help')
    assert.equal(code, 0)
    assert.equal((await spikelab('help')).stdout, stdout)
    for (const command of ['install', 'uninstall', 'doctor', 'lab', 'console', 'run']) {
      assert.match(stdout, new RegExp(`spikelab ${command} `))
      const help = await spikelab(command, '--help')
      assert.equal(help.code, 0)
      assert.match(help.stdout, new RegExp(`^Usage: spikelab ${command}`))
      assert.equal((await spikelab('help', command)).stdout, help.stdout)
    }
  })
})

describe("Jupyter's folder of kernels", () => {
  it('differs by platform, and follows the environment', () => {
    const at = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv) =>
      kernelsFolder({}, platform, env).replaceAll('\\', '/')
    assert.equal(at('linux', { HOME: '/h' }), '/h/.local/share/jupyter/kernels')
    assert.equal(at('linux', { HOME: '/h', XDG_DATA_HOME: '/d' }), '/d/jupyter/kernels')
    assert.equal(at('linux', { HOME: '/h', JUPYTER_DATA_DIR: '/j' }), '/j/kernels')
    assert.equal(at('darwin', { HOME: '/h' }), '/h/Library/Jupyter/kernels')
    assert.equal(at('win32', { HOME: '/h', APPDATA: '/a' }), '/a/jupyter/kernels')
    assert.equal(kernelsFolder({ prefix: '/p' }), '/p/share/jupyter/kernels')
  })
})
