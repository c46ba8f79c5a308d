import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium, type Page } from 'playwright-core'

const execute = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const python = process.env.SPIKELAB_PYTHON ?? 'python3'
const browserPath = process.env.SPIKELAB_CHROMIUM ?? '/usr/bin/chromium'

/** What is missing for JupyterLab in a browser, in a sentence; undefined if all is there. */
export async function missingForJupyterLab(): Promise<string | undefined> {
  if (!existsSync(browserPath)) return `${browserPath} does not exist; name a Chromium in SPIKELAB_CHROMIUM`
  const find = 'import jupyterlab, jupyterlab_widgets'
  const found = await execute(python, ['-c', find]).catch(() => undefined)
  if (!found) return `${python} lacks jupyterlab or jupyterlab_widgets; name one that has them in SPIKELAB_PYTHON`
}

export type JupyterLab = Awaited<ReturnType<typeof startJupyterLab>>

/** JupyterLab with this kernel, in a headless Chromium, with settings of its own. */
export async function startJupyterLab(pictures: string) {
  const home = await mkdtemp(join(tmpdir(), 'spikelab-lab-'))
  const folder = join(home, 'notebooks')
  await mkdir(join(home, 'config', 'labconfig'), { recursive: true })
  await mkdir(folder)
  await mkdir(pictures, { recursive: true })
  // Without the question whether one wants news.
  const pageConfig = { disabledExtensions: { '@jupyterlab/apputils-extension:announcements': true } }
  await writeFile(join(home, 'config', 'labconfig', 'page_config.json'), JSON.stringify(pageConfig))
  const command = join(root, 'dist', 'kernel', 'cli', 'main.js')
  await execute(process.execPath, [command, 'install', '--prefix', home, '--name', 'spikelab-test'])

  const token = crypto.randomUUID()
  const options = ['--no-browser', '--expose-app-in-browser', '--allow-root', '--ServerApp.ip=127.0.0.1']
  const place = ['--ServerApp.port=0', `--ServerApp.root_dir=${folder}`]
  const server = spawn(python, ['-m', 'jupyterlab', ...options, ...place], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      HOME: home,
      XDG_DATA_HOME: home,
      JUPYTER_TOKEN: token,
      JUPYTER_PATH: join(home, 'share', 'jupyter'),
      JUPYTER_CONFIG_DIR: join(home, 'config'),
      JUPYTER_DATA_DIR: join(home, 'data'),
      JUPYTER_RUNTIME_DIR: join(home, 'runtime'),
      IPYTHONDIR: home,
    },
  })
  const stopped = new Promise<void>(resolve => server.once('exit', () => resolve()))
  const launched = chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] })

  async function stop() {
    await launched.then(
      browser => browser.close(),
      () => undefined,
    )
    server.kill('SIGTERM')
    await stopped
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }

  try {
    const [address, browser] = await Promise.all([addressOf(server), launched])
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } })
    page.setDefaultTimeout(60_000)
    await page.goto(`${address}/lab?token=${token}`)
    return lab(page, { folder, pictures, stop })
  } catch (error) {
    await stop()
    throw error
  }
}

/** Where the server listens, as it says itself. */
function addressOf(server: ReturnType<typeof spawn>): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    server.stderr!.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? []
      if (address) resolve(address)
    })
    server.once('exit', () => reject(new Error(`JupyterLab ended: ${said}`)))
    server.once('error', reject)
  })
}

interface NotebookCell {
  cell_type: string
  execution_count?: number | null
  outputs?: { output_type: string }[]
}

/** The part of JupyterLab's own objects that is used here. */
interface Panel {
  content: { model: { toJSON(): { cells: NotebookCell[] } } }
  context: { ready: Promise<void>; save(): Promise<void> }
  sessionContext: { ready: Promise<void>; session?: { kernel?: { info: Promise<unknown>; status: string } } }
}
declare global {
  interface Window {
    jupyterapp: {
      restored: Promise<void>
      shell: { currentWidget: Panel }
      commands: { execute(name: string, args?: object): Promise<unknown> }
    }
  }
}

/** What a person does in JupyterLab. */
function lab(page: Page, { folder, pictures, stop }: { folder: string; pictures: string; stop: () => Promise<void> }) {
  /** The cell of the notebook in front at this place, from 0. */
  const cell = (index: number) => page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook .jp-Cell').nth(index)
  /** Does what the command palette offers under a name, and does not wait. */
  const command = (name: string, args: object = {}) =>
    page.evaluate(([name, args]) => void window.jupyterapp.commands.execute(name, args), [name, args] as const)
  return {
    page,
    /** The folder that JupyterLab shows. */
    folder,
    stop,
    cell,
    command,
    /** Opens a notebook, and waits for its kernel. */
    async open(name: string) {
      await page.waitForFunction(() => 'jupyterapp' in window)
      await page.evaluate(async name => {
        await window.jupyterapp.restored
        const panel = (await window.jupyterapp.commands.execute('docmanager:open', { path: name })) as Panel
        await panel.context.ready
        await panel.sessionContext.ready
        await panel.sessionContext.session?.kernel?.info
      }, name)
    },
    /** Runs all cells of the notebook in front; resolved when they have run. */
    runAll: () => page.evaluate(async () => void (await window.jupyterapp.commands.execute('notebook:run-all-cells'))),
    /** Puts text in the place of what a cell holds, letter by letter. */
    async type(index: number, text: string) {
      await cell(index).locator('.cm-content').click()
      await page.keyboard.press('Control+A')
      await page.keyboard.type(text)
    },
    /** A button of the toolbar, by what it says when one points at it. */
    button: (title: string) => page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)').getByTitle(title, { exact: true }),
    async theme(name: 'Light' | 'Dark') {
      await command('apputils:change-theme', { theme: `JupyterLab ${name}` })
      await page.locator(`body[data-jp-theme-light="${name === 'Light'}"]`).waitFor({ state: 'attached' })
    },
    save: () => page.evaluate(() => window.jupyterapp.shell.currentWidget.context.save()),
    /** Waits until the kernel of the notebook in front is in a state. */
    kernelIs: (state: 'busy' | 'idle') =>
      page.waitForFunction(
        state => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === state,
        state,
      ),
    /** Keeps a picture of the window. */
    picture: (name: string) => page.screenshot({ path: join(pictures, `${name}.png`) }),
  }
}
