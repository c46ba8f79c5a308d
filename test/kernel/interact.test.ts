import assert from 'node:assert/strict'
import { startKernel, type Outcome, type TestKernel } from './startKernel.js'
import { widgetPage, type State } from './widgetPage.js'

const view = 'application/vnd.jupyter.widget-view+json'

describe('interact', () => {
  let kernel: TestKernel
  let page: ReturnType<typeof widgetPage>
  before(async () => {
    kernel = await startKernel()
    page = widgetPage(kernel)
    await kernel.run(`import { button, display, hbox, interact, output, slider, update, vbox } from 'spikelab/kernel'
      const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
      /** A figure whose full form takes its time. */
      const figure = (name: string) => ({
        [Symbol.for('Jupyter.quick')]: async () => ({ 'image/svg+xml': name, 'text/plain': name }),
        [Symbol.for('Jupyter.display')]: async () => ({ 'image/svg+xml': name, 'image/png': 'full ' + name, 'text/plain': name,
          [Symbol.for('Jupyter.metadata')]: { 'image/png': { width: 3 } } }),
      })
      const drawn: unknown[] = []`)
  })
  after(() => kernel.stop())

  const ok = (outcome: Outcome) => {
    assert.equal(outcome.reply.status, 'ok', JSON.stringify(outcome.reply))
    return outcome
  }
  /** Runs a cell whose value is an interaction; its controls and its output on the page. */
  async function shown(code: string) {
    await kernel.run('drawn.length = 0')
    const request = kernel.start(code)
    const data = ok(await kernel.outcome(request)).of('execute_result')[0].data as Record<string, unknown>
    const { state } = page.model((data[view] as { model_id: string }).model_id)
    const parts = (state.children as string[]).map(each => page.of(each).id)
    const output = parts.at(-1)!
    const outputs = () => page.model(output).state.outputs as Record<string, unknown>[]
    return { data, controls: parts.slice(0, -1), output, outputs, request }
  }
  const besideView = (data: unknown) =>
    Object.fromEntries(Object.entries(data as State).filter(([type]) => type !== view))
  const bundles = (outputs: Record<string, unknown>[]) => outputs.map(each => each.data)
  const valueOf = async (code: string) => ok(await kernel.run(code)).result
  const updatesOf = (id: string) => page.model(id).updates.map(({ outputs }) => outputs as Record<string, unknown>[])

  it('shows controls, named by their keys, above what they draw; the picture stands beside them', async () => {
    const { data, controls, outputs } = await shown(
      `interact({ I: slider(0, 20), p: slider(0, 1, { label: 'chance' }) }, ({ I, p }) => figure(I + ' ' + p))`,
    )
    assert.deepEqual(
      controls.map(id => page.model(id).state.description),
      ['I', 'chance'],
    )
    const full = { 'image/svg+xml': '10 0.5', 'image/png': 'full 10 0.5', 'text/plain': '10 0.5' }
    assert.deepEqual(outputs(), [{ output_type: 'display_data', data: full, metadata: { 'image/png': { width: 3 } } }])
    assert.deepEqual(besideView(data), { 'image/png': 'full 10 0.5', 'text/plain': 'I = 10, chance = 0.5\n10 0.5' })
  })

  it('draws again in place as a control moves: quickly, and in full when it rests', async () => {
    const { controls, output, outputs } = await shown(`interact({ I: slider(0, 20) }, ({ I }) => figure('I ' + I))`)
    const before = updatesOf(output).length
    await page.move(controls[0], { value: 11 })
    await page.move(controls[0], { value: 12 })
    await kernel.until(() => (outputs()[0].data as State)['image/png'], 'full figure')
    const all = updatesOf(output).slice(before).map(bundles) as State[][]
    assert.deepEqual(
      all.filter(([bundle]) => !bundle['image/png']),
      [[{ 'image/svg+xml': 'I 11', 'text/plain': 'I 11' }], [{ 'image/svg+xml': 'I 12', 'text/plain': 'I 12' }]],
    )
    const full = { 'image/svg+xml': 'I 12', 'image/png': 'full I 12', 'text/plain': 'I 12' }
    assert.deepEqual(all.at(-1), [full])
  })

  it('sends the SVG of a figure as a control moves, and its PNG when it rests', async () => {
    await kernel.run(`import * as plot from 'spikelab/plot'`)
    const { controls, output, outputs } = await shown(
      `interact({ most: slider(1, 9) }, ({ most }) => plot.histogram([1, 2, most]))`,
    )
    const before = updatesOf(output).length
    await page.move(controls[0], { value: 8 })
    await kernel.until(() => (outputs()[0].data as State)['image/png'], 'PNG')
    const [first, last, ...more] = updatesOf(output).slice(before).map(bundles) as State[][]
    assert.deepEqual(more, [])
    assert.deepEqual(Object.keys(first[0]), ['image/svg+xml', 'text/plain'])
    assert(String(first[0]['image/svg+xml']).startsWith('<svg '))
    assert.equal(last[0]['image/svg+xml'], first[0]['image/svg+xml'])
    assert('application/vnd.vegalite.v5+json' in last[0])
    assert.equal(Buffer.from(String(last[0]['image/png']), 'base64').toString('latin1', 1, 4), 'PNG')
  })

  it('draws only the newest of the values that came while it was drawing, with none at the same time', async () => {
    const { controls, outputs } = await shown(`let open = () => {}, running = 0, most = 0
      interact({ a: slider(0, 100), b: slider(0, 100) }, async ({ a, b }) => {
        drawn.push([a, b].join())
        most = Math.max(most, ++running)
        if (a === 1) await new Promise<void>(resolve => { open = resolve })
        running--
        return a + ',' + b
      })`)
    const moves = [page.push(controls[0], { value: 1 })]
    await kernel.run('while (drawn.length < 2) await pause(5)')
    for (const value of [2, 3, 4])
      moves.push(page.push(controls[0], { value }), page.push(controls[1], { value: 10 * value }))
    await kernel.run('open()')
    await Promise.all(moves.map(id => kernel.idle(id)))
    assert.deepEqual(bundles(outputs()), [{ 'text/plain': `'4,40'` }])
    assert.equal(await valueOf('[drawn, most]'), `[ [ '50,50', '1,50', '4,40' ], 1 ]`)
  })

  it('draws once for all that code changes at once, also while a cell awaits', async () => {
    const { outputs } = await shown(
      `const I = slider(0, 20), w = slider(0, 1); interact({ I, w }, ({ I, w }) => { drawn.push(I + ' ' + w); return drawn.at(-1) })`,
    )
    await kernel.run(`I.value = 1; w.value = 0; I.value = 2; while (drawn.length < 2) await pause(5)`)
    assert.deepEqual(bundles(outputs()), [{ 'text/plain': `'2 0'` }])
    assert.equal(await valueOf('drawn.length'), '2')
  })

  it('shows what a drawing displays and prints with what it returns, and nothing of it below the cell', async () => {
    const { controls, outputs, request } = await shown(`display('elsewhere', { id: 'elsewhere' })
      interact({ n: slider(0, 10, { step: 1 }) }, async ({ n }) => {
        console.log('n is', n)
        display('first', { id: 'own' })
        update('own', 'changed')
        update('elsewhere', n)
        console.log('a'); console.log('b')
        return [{ n }]
      })`)
    await page.move(controls[0], { value: 3 })
    const [printed, displayed, more, value] = outputs()
    assert.deepEqual(printed, { output_type: 'stream', name: 'stdout', text: 'n is 3\n' })
    assert.deepEqual(displayed.data, { 'text/plain': `'changed'` })
    assert.deepEqual(more, { output_type: 'stream', name: 'stdout', text: 'a\nb\n' })
    assert('text/html' in (value.data as State), 'a table')
    const { text, of } = await kernel.outcome(request)
    assert.equal(text('stdout'), '')
    assert.equal(of('display_data').length, 1)
    assert.deepEqual(
      of('update_display_data').map(each => (each.data as State)['text/plain']),
      ['5', '3'],
    )
  })

  it('shows what a later callback of a drawing prints, until the next one', async () => {
    const { controls, outputs } = await shown(`interact({ n: slider(0, 10, { step: 1 }) }, ({ n }) => {
        setTimeout(() => console.log('late', n), 60)
        return n
      })`)
    const texts = () => outputs().map(each => each.text)
    await kernel.until(() => (texts().includes('late 5\n') ? true : undefined), 'late text')
    await page.move(controls[0], { value: 6 })
    assert(!texts().includes('late 5\n'))
    await kernel.until(() => (texts().includes('late 6\n') ? true : undefined), 'late text')
  })

  it('shows what there is of a drawing that takes long', async () => {
    const { controls, outputs } = await shown(`interact({ n: slider(0, 10, { step: 1 }) }, async ({ n }) => {
        if (n === 5) return n
        console.log('working'); await pause(600); return n
      })`)
    const moved = page.push(controls[0], { value: 7 })
    await kernel.until(() => (outputs()[0].text === 'working\n' ? true : undefined), 'first text')
    assert.equal(outputs().length, 1)
    await kernel.idle(moved)
    assert.deepEqual((outputs()[1].data as State)['text/plain'], '7')
  })

  it('shows the error of a drawing where it would stand, with the line typed, and goes on', async () => {
    const { controls, outputs, request } = await shown(`interact({ n: slider(0, 10, { step: 1 }) }, async ({ n }) => {
        console.log('before')
        if (n > 5) throw new RangeError('too much: ' + n)
        return n
      })`)
    await page.move(controls[0], { value: 8 })
    const [printed, error] = outputs() as Record<string, string & string[]>[]
    assert.equal(printed.text, 'before\n')
    assert.deepEqual([error.output_type, error.ename, error.evalue], ['error', 'RangeError', 'too much: 8'])
    assert.match(error.traceback.join('\n'), />.* 3 \| .*throw new RangeError/)
    assert.doesNotMatch(error.traceback.join('\n'), /widgets|drawing/)
    assert.equal((await kernel.outcome(request)).text('stderr'), '')
    await page.move(controls[0], { value: 2 })
    assert.deepEqual((outputs()[1].data as State)['text/plain'], '2')
  })

  it('fails its cell if the first drawing fails, and says what else is wrong', async () => {
    const failing = await kernel.run(`interact({ n: slider(0, 10) }, ({ n }) => { throw new Error('at once ' + n) })`)
    assert.equal(failing.of('error')[0].evalue, 'at once 5')
    const wrong = await kernel.run(`interact({ n: 5 as never }, () => 1)`)
    assert.match(String(wrong.of('error')[0].evalue), /interact: "n" is no control; use slider/)
  })

  it('is drawn again by a button, whose value makes a new seed', async () => {
    const { controls, outputs } = await shown(`interact({ seed: button('Another') }, ({ seed }) => 'seed ' + seed)`)
    await page.click(controls[0])
    await page.click(controls[0])
    assert.deepEqual(bundles(outputs()), [{ 'text/plain': `'seed 2'` }])
    assert.equal(page.model(controls[0]).state.description, 'Another')
  })

  it('is drawn again on demand, and stands in boxes', async () => {
    const { outputs } = await shown(
      `let colour = 'red'; const it = interact({ n: slider(0, 2) }, ({ n }) => colour); it`,
    )
    await kernel.run(`colour = 'blue'; await it.redraw()`)
    assert.deepEqual(bundles(outputs()), [{ 'text/plain': `'blue'` }])
    const { of } = ok(
      await kernel.run(`hbox([interact({ n: slider(0, 2) }, ({ n }) => figure('n' + n)), button('b')])`),
    )
    assert.deepEqual(besideView(of('execute_result')[0].data), {
      'image/png': 'full n1',
      'text/plain': 'n = 1\nn1\n[b]',
    })
  })

  it('can be interrupted in a loop and in an await; variables stay', async () => {
    await kernel.run(`const begun = () => (globalThis as any)[Symbol.for('Jupyter.host')].comm('begun')`)
    const begun = () => kernel.published.filter(each => each.content.target_name === 'begun').length
    for (const [i, work] of ['for (;;);', 'await new Promise(() => {})', 'return new Promise(() => {})'].entries()) {
      const { controls, outputs } = await shown(
        `interact({ n: slider(0, 10, { step: 1 }) }, async ({ n }) => { if (n === 5) return 'ok ' + ${i}; begun(); ${work} })`,
      )
      const moved = page.push(controls[0], { value: 6 })
      await kernel.until(() => (begun() > i ? true : undefined), 'beginning')
      await kernel.interrupt()
      await kernel.idle(moved)
      assert.equal(outputs()[0].ename, 'Interrupted', work)
      await page.move(controls[0], { value: 5 })
      assert.deepEqual(bundles(outputs()), [{ 'text/plain': `'ok ${i}'` }])
    }
  })
})

describe('an output widget', () => {
  let kernel: TestKernel
  let page: ReturnType<typeof widgetPage>
  before(async () => {
    kernel = await startKernel()
    page = widgetPage(kernel)
  })
  after(() => kernel.stop())

  it('holds what is displayed, printed and thrown in it, and nothing of it is below the cell', async () => {
    const { of, text } = await kernel.run(`import { display, output } from 'spikelab/kernel'
      const log = output()
      display(log)
      log.display({ 'text/html': '<b>' })
      const four = await log.run(async () => { console.log('one'); console.error('two'); return 4 })
      await log.run(() => { throw new TypeError('three') })
      four`)
    assert.equal(text('stdout') + text('stderr'), '')
    assert.equal((of('execute_result')[0].data as State)['text/plain'], '4')
    const { model_id } = (of('display_data')[0].data as Record<string, { model_id: string }>)[view]
    const outputs = () => page.model(model_id).state.outputs as Record<string, unknown>[]
    assert.deepEqual(outputs().slice(0, 3), [
      { output_type: 'display_data', data: { 'text/html': '<b>' }, metadata: {} },
      { output_type: 'stream', name: 'stdout', text: 'one\n' },
      { output_type: 'stream', name: 'stderr', text: 'two\n' },
    ])
    assert.equal(outputs()[3].ename, 'TypeError')
    await kernel.run('log.clear(); log.display(1)')
    await kernel.until(() => (outputs().length === 1 ? true : undefined), 'one output')
  })
})
