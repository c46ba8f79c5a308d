import assert from 'node:assert/strict'
import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { missingForJupyterLab, startJupyterLab, type JupyterLab } from './startJupyterLab.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The kernel where people meet it, where there is JupyterLab and a Chromium. Pictures are kept in output/lab. */
describe('JupyterLab', function () {
  this.timeout(180_000)
  this.slow(60_000)
  let lab: JupyterLab

  before(async function () {
    const missing = await missingForJupyterLab()
    if (missing && process.env.CI === 'true') throw new Error(missing)
    if (missing) {
      console.log(`    skipped: ${missing}`)
      return this.skip()
    }
    lab = await startJupyterLab(join(root, 'output', 'lab'))
  })
  after(() => lab?.stop())
  afterEach(function () {
    if (this.currentTest?.state === 'failed')
      return lab.picture(`failed ${this.currentTest.title}`).then(() => undefined)
  })

  const courseNotebook = '01-first-spikes.ipynb'

  it('runs all of a course notebook, with its interactive figure, on a light and a dark page', async () => {
    await cp(join(root, 'notebooks', courseNotebook), join(lab.folder, courseNotebook))
    await lab.open(courseNotebook)
    await lab.command('notebook:clear-all-cell-outputs')
    await lab.runAll()
    const cells = await lab.page.evaluate(() => {
      const { cells } = window.jupyterapp.shell.currentWidget.content.model.toJSON()
      return cells.filter(cell => cell.cell_type === 'code')
    })
    assert(cells.length > 3 && cells.every(cell => cell.execution_count))
    const outputs = cells.flatMap(cell => cell.outputs ?? [])
    assert(outputs.length > 3 && outputs.every(output => output.output_type !== 'error'))

    const live = lab.page.locator('.vega-embed canvas, .vega-embed svg.marks')
    await live.first().scrollIntoViewIfNeeded()
    await live.first().waitFor()
    await lab.picture('course-light')
    await lab.theme('Dark')
    await lab.picture('course-dark')
    await lab.theme('Light')
  })

  describe('with a notebook of controls', () => {
    const cells = [
      `import { button, checkbox, dropdown, hbox, html, interact, progress, progressBar, slider, text, vbox } from 'spikelab/kernel'
import { izhikevich, network } from 'spikelab'
import * as plot from 'spikelab/plot'
let drawn = 0
for (const step of progress([1, 2, 3], { label: 'steps' })) drawn += 0 * step`,
      `interact({ I: slider(0, 20), type: dropdown(['RS', 'FS']) }, async ({ I, type }) => {
  if (I > 19) throw new RangeError('that is too much')
  const net = network()
  const cell = net.population('cell', 1, izhikevich(type))
  net.stimulate(cell, I)
  const v = net.record(cell, 'v')
  await net.run('300 ms')
  drawn++
  return plot.trace(v, { title: 'I = ' + I })
})`,
      `const presses = html('not yet')
vbox([
  hbox([button('Press', n => { presses.value = n + ' times' }, { look: 'primary' }), presses]),
  checkbox(true, { label: 'plastic' }), text('', { label: 'equation', placeholder: 'dv/dt = ...' }),
  progressBar(3, { max: 10, label: 'epochs', look: 'success' }),
])`,
      '',
    ]
    const part = (name: string) => lab.cell(1).locator(name)
    const slider = () => part('.noUi-handle')
    /** Waits until the figure has this title. */
    const shows = (title: string) =>
      lab.page.waitForFunction(
        title => {
          const pictures = document.querySelectorAll<HTMLImageElement>('.widget-output .jp-RenderedSVG img')
          return [...pictures].some(({ src }) => decodeURIComponent(src).includes(`>${title}<`))
        },
        title,
        { polling: 'raf' },
      )

    it('redraws a figure as its slider moves', async () => {
      await writeFile(join(lab.folder, 'controls.ipynb'), JSON.stringify(notebook(cells)))
      await lab.open('controls.ipynb')
      await lab.runAll()
      await shows('I = 10')
      await slider().focus()
      const times = []
      for (let i = 1; i <= 20; i++) {
        const began = performance.now()
        await lab.page.keyboard.press('ArrowRight')
        await shows(`I = ${Number((10 + i / 5).toFixed(1))}`)
        times.push(performance.now() - began)
      }
      const sorted = times.sort((a, b) => a - b)
      console.log(`      slider to figure: median ${sorted[10].toFixed(0)} ms, least ${sorted[0].toFixed(0)} ms`)
      await lab.picture('controls-light')
      await lab.theme('Dark')
      await lab.picture('controls-dark')
      await lab.theme('Light')
    })

    it('shows the error of a drawing in its place, and the figure again after it', async () => {
      await part('.widget-readout').fill('19.6')
      await lab.page.keyboard.press('Enter')
      await part('.widget-output').getByText('RangeError: that is too much').waitFor()
      await lab.picture('error')
      await slider().press('Home')
      await shows('I = 0')
      await slider().press('PageUp')
    })

    it('hears a button, and changes what it shows', async () => {
      const cell = lab.cell(2)
      await cell.locator('.widget-html-content', { hasText: 'not yet' }).waitFor()
      await cell.getByRole('button', { name: 'Press' }).click()
      await cell.locator('.widget-html-content', { hasText: '1 times' }).waitFor()
      await cell.getByRole('button', { name: 'Press' }).click()
      await cell.locator('.widget-html-content', { hasText: '2 times' }).waitFor()
      await lab.picture('button')
    })

    it('has its widgets again, as they are now, when the page is loaded anew', async () => {
      const value = await part('.widget-readout').textContent()
      await lab.save()
      await lab.page.reload()
      await lab.open('controls.ipynb')
      await slider().waitFor()
      assert.equal(await part('.widget-readout').textContent(), value)
      await lab.cell(2).locator('.widget-html-content', { hasText: '2 times' }).waitFor()
      await slider().press('End')
      await slider().press('Home')
      await slider().press('ArrowRight')
      await shows('I = 0.2')
      await lab.picture('reloaded')
    })

    it('completes names', async () => {
      await lab.type(3, 'plot.ra')
      await lab.page.keyboard.press('Tab')
      await lab.page.locator('.jp-Completer', { hasText: 'raster' }).waitFor()
      await lab.picture('completion')
      await lab.page.keyboard.press('Escape')
    })

    it('inspects them', async () => {
      await lab.type(3, 'izhikevich')
      await lab.page.keyboard.press('Shift+Tab')
      await lab.page.locator('.jp-Tooltip', { hasText: 'Izhikevich' }).waitFor()
      await lab.picture('inspection')
      await lab.page.keyboard.press('Escape')
    })

    it('interrupts a loop, and keeps its variables', async () => {
      await lab.type(3, 'let turns = 0; for (;;) turns++')
      await lab.page.keyboard.press('Shift+Enter')
      await lab.kernelIs('busy')
      await lab.button('Interrupt the kernel').click()
      await lab.cell(3).locator('.jp-OutputArea-output', { hasText: 'Interrupted' }).first().waitFor()
      await lab.type(4, '[typeof turns, drawn > 20]')
      await lab.page.keyboard.press('Shift+Enter')
      await lab.cell(4).locator('.jp-OutputArea-output', { hasText: "[ 'number', true ]" }).waitFor()
      await lab.picture('interrupt')
    })

    it('restarts with a new session', async () => {
      await lab.button('Restart the kernel').click()
      await lab.page.locator('.jp-Dialog .jp-mod-accept').click()
      await lab.kernelIs('idle')
      await lab.type(5, 'drawn')
      await lab.page.keyboard.press('Shift+Enter')
      await lab.cell(5).getByText("Cannot find name 'drawn'").first().waitFor()
      await lab.picture('restart')
    })
  })
})

const notebook = (sources: string[]) => ({
  cells: sources.map((source, i) => ({
    ...{ cell_type: 'code', id: `cell-${i}`, source },
    ...{ execution_count: null, metadata: {}, outputs: [] },
  })),
  metadata: { kernelspec: { name: 'spikelab-test', display_name: 'TypeScript (spikelab)', language: 'typescript' } },
  nbformat: 4,
  nbformat_minor: 5,
})
