import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startKernel, type TestKernel } from './startKernel.js'
import { widgetPage, type State } from './widgetPage.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const view = 'application/vnd.jupyter.widget-view+json'

/** A notebook has a copy of the package, a library that it uses has another, and the kernel is a third. */
describe('copies of the package', () => {
  let folder: string
  let kernel: TestKernel
  let page: ReturnType<typeof widgetPage>
  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'spikelab-copies-')))
    await install(join(folder, 'node_modules'))
    const library = join(folder, 'node_modules', 'library')
    await install(join(library, 'node_modules'))
    const manifest = { name: 'library', type: 'module', exports: { types: './index.d.ts', default: './index.js' } }
    await writeFile(join(library, 'package.json'), JSON.stringify(manifest))
    for (const file of ['index.js', 'index.d.ts'])
      await writeFile(join(library, file), `export * as library from 'spikelab/kernel'\n`)
    kernel = await startKernel({ folder })
    page = widgetPage(kernel)
    const { reply } = await kernel.run(`import { hbox, interact, slider } from 'spikelab/kernel'
      import { library } from 'library'
      if (library.slider === slider) throw new Error('the same copy')`)
    assert.equal(reply.status, 'ok', JSON.stringify(reply))
  })
  after(async () => {
    await kernel?.stop()
    await rm(folder, { recursive: true })
  })

  const modelOf = async (code: string) => {
    const { of, reply } = await kernel.run(code)
    assert.equal(reply.status, 'ok', JSON.stringify(reply))
    const { model_id } = (of('execute_result')[0].data as Record<string, { model_id: string }>)[view]
    return page.model(model_id)
  }
  const childrenOf = ({ state }: { state: State }) => (state.children as string[]).map(page.of)

  it('hold each other’s widgets', async () => {
    const [own, other] = childrenOf(await modelOf(`hbox([slider(0, 20), library.slider(0, 10)])`))
    assert.deepEqual([own.state.max, other.state.max], [20, 10])
    const [control, output] = childrenOf(
      await modelOf(`library.interact({ I: slider(0, 20) }, ({ I }) => 'I is ' + I)`),
    )
    await page.move(control.id, { value: 3 })
    const [{ data }] = page.model(output.id).state.outputs as { data: State }[]
    assert.deepEqual(data, { 'text/plain': `'I is 3'` })
  })

  it('tell a page that is loaded again of all models, once', async () => {
    kernel.send('comm_open', { comm_id: 'control', target_name: 'jupyter.widget.control', data: {} })
    await kernel.idle(page.said('control', { method: 'request_states' }))
    const answers = kernel.published.filter(each => each.content.comm_id === 'control')
    assert.equal(answers.length, 1)
    const { states } = answers[0].content.data as { states: State }
    assert.deepEqual(Object.keys(states).sort(), [...page.models().keys()].sort())
  })

  it('leave no frames in the trace of an error', async () => {
    for (const copy of ['', 'library.']) {
      const drawing = await kernel.run(
        `${copy}interact({ n: slider(0, 1) }, async ({ n }) => {\n  throw new Error('at once')\n})`,
      )
      const refused = await kernel.run(`const range = 3\n${copy}slider(range, 1)`)
      for (const [{ of }, line] of [
        [drawing, /cell \[\d+\]:2:9/],
        [refused, /^ +at cell \[\d+\]:2:\d+$/m],
      ] as const) {
        const traceback = (of('error')[0].traceback as string[]).join('\n').replace(/\u001b\[\d+m/g, '')
        assert.match(traceback, line)
        assert.doesNotMatch(traceback, /dist|node_modules|widgets/)
      }
    }
  })
})

/** Installs what notebooks use of the kernel. */
async function install(modules: string): Promise<void> {
  const own = join(modules, 'spikelab')
  await mkdir(join(own, 'dist'), { recursive: true })
  await cp(join(root, 'package.json'), join(own, 'package.json'))
  await cp(join(root, 'dist', 'kernel'), join(own, 'dist', 'kernel'), { recursive: true })
}
