import assert from 'node:assert/strict'
import { startKernel, type Outcome, type TestKernel } from './startKernel.js'
import { widgetPage, type State } from './widgetPage.js'

const view = 'application/vnd.jupyter.widget-view+json'

describe('widgets', () => {
  let kernel: TestKernel
  let page: ReturnType<typeof widgetPage>
  before(async () => {
    kernel = await startKernel()
    page = widgetPage(kernel)
    await kernel.run(`import { button, checkbox, display, dropdown, hbox, html, interact, output, progressBar, slider,
      text, vbox } from 'spikelab/kernel'`)
  })
  after(() => kernel.stop())

  const resultOf = ({ of, reply }: Outcome) => {
    assert.equal(reply.status, 'ok', JSON.stringify(reply))
    return of('execute_result')[0].data as Record<string, unknown>
  }
  /** Runs a cell whose value is a widget, and finds its model. */
  const shown = async (code: string) => {
    const data = resultOf(await kernel.run(code))
    const { version_major, version_minor, model_id } = data[view] as Record<string, unknown>
    assert.deepEqual([version_major, version_minor], [2, 0])
    return { data, ...page.model(model_id as string) }
  }

  describe('on the page', () => {
    const controls = (name: string, view = name.replace(/Model$/, 'View')) => ({
      _model_module: '@jupyter-widgets/controls',
      _model_module_version: '2.0.0',
      _model_name: name,
      _view_module: '@jupyter-widgets/controls',
      _view_module_version: '2.0.0',
      _view_name: view,
      _view_count: null,
    })
    const kinds: [string, State, string | undefined, string][] = [
      [
        `slider(0, 20, { label: 'I' })`,
        {
          ...controls('FloatSliderModel'),
          ...{
            description: 'I',
            min: 0,
            max: 20,
            step: 0.2,
            value: 10,
            readout_format: '.1f',
            continuous_update: true,
          },
        },
        'SliderStyleModel',
        'I = 10',
      ],
      [
        `slider(100, 1000, { step: 100, value: 300, continuous: false })`,
        {
          ...controls('IntSliderModel'),
          ...{
            description: '',
            min: 100,
            max: 1000,
            step: 100,
            value: 300,
            readout_format: 'd',
            continuous_update: false,
          },
        },
        'SliderStyleModel',
        '300',
      ],
      [
        `checkbox(true, { label: 'plastic' })`,
        { ...controls('CheckboxModel'), description: 'plastic', value: true, indent: false },
        'CheckboxStyleModel',
        'plastic = true',
      ],
      [
        `dropdown({ ring: 0, random: 1 }, { value: 1 })`,
        { ...controls('DropdownModel'), description: '', index: 1, _options_labels: ['ring', 'random'] },
        'DescriptionStyleModel',
        '1',
      ],
      [
        `text('a', { label: 'name', placeholder: '?' })`,
        { ...controls('TextModel'), description: 'name', value: 'a', placeholder: '?', continuous_update: false },
        'TextStyleModel',
        'name = a',
      ],
      [
        `button('Go', undefined, { look: 'primary', tooltip: 'runs' })`,
        { ...controls('ButtonModel'), description: 'Go', tooltip: 'runs', button_style: 'primary' },
        'ButtonStyleModel',
        '[Go]',
      ],
      [`html('<b>bold</b>')`, { ...controls('HTMLModel'), value: '<b>bold</b>' }, 'HTMLStyleModel', 'bold'],
      [
        `progressBar(3, { max: 10, label: 'epochs', look: 'success' })`,
        {
          ...controls('FloatProgressModel', 'ProgressView'),
          ...{ description: 'epochs', value: 3, min: 0, max: 10, bar_style: 'success' },
        },
        'ProgressStyleModel',
        'epochs = 3',
      ],
      [
        'output()',
        {
          ...controls('OutputModel'),
          ...{ _model_module: '@jupyter-widgets/output', _view_module: '@jupyter-widgets/output' },
          ...{ _model_module_version: '1.0.0', _view_module_version: '1.0.0', outputs: [] },
        },
        undefined,
        '',
      ],
    ]
    for (const [code, expected, style, words] of kinds)
      it(`${code} has the state that its front end knows, with layout and style opened before it`, async () => {
        const { id, state, opened, data } = await shown(code)
        const { layout, style: ownStyle, ...rest } = state
        assert.deepEqual(rest, expected)
        assert.deepEqual(opened.metadata, { version: '2.1.0' })
        assert.deepEqual((opened.content.data as State).buffer_paths, [])
        const order = [...page.models().keys()]
        const { state: layoutState, id: layoutId } = page.of(layout)
        assert.deepEqual(layoutState, {
          _model_module: '@jupyter-widgets/base',
          _model_module_version: '2.0.0',
          _model_name: 'LayoutModel',
          _view_module: '@jupyter-widgets/base',
          _view_module_version: '2.0.0',
          _view_name: 'LayoutView',
          _view_count: null,
        })
        assert(order.indexOf(layoutId) < order.indexOf(id))
        assert.equal(data['text/plain'], words)
        if (!style) return assert.equal(ownStyle, undefined)
        const { state: styleState, id: styleId } = page.of(ownStyle)
        assert.deepEqual(
          [styleState._model_name, styleState._model_module, styleState._view_name, styleState._view_module],
          [style, '@jupyter-widgets/controls', 'StyleView', '@jupyter-widgets/base'],
        )
        assert(order.indexOf(styleId) < order.indexOf(id))
      })

    it('boxes hold their children, opened before them, and a width is that of the layout', async () => {
      const { state } = await shown(`vbox([hbox([slider(0, 1), button('b')]), text('x')], { width: '50%' })`)
      assert.equal(state._model_name, 'VBoxModel')
      assert.equal(page.of(state.layout).state.width, '50%')
      const [row, line] = (state.children as string[]).map(page.of)
      assert.equal(line.state._model_name, 'TextModel')
      const names = (row.state.children as string[]).map(each => page.of(each).state._model_name)
      assert.deepEqual(names, ['FloatSliderModel', 'ButtonModel'])
    })

    it('a widget that is shown twice is one', async () => {
      const first = await shown(`const shared = slider(0, 1); shared`)
      assert.equal((await shown('shared')).id, first.id)
    })
  })

  describe('that hold a value', () => {
    it('take it from the page, and tell who listens', async () => {
      const { id } = await shown(`const I = slider(0, 20); const heard: unknown[] = []
        const stop = I.onChange(value => { heard.push(value) }); I`)
      await page.move(id, { value: 12.4 })
      await page.move(id, { value: 12.4 })
      assert.equal((await kernel.run('[I.value, heard]')).result, '[ 12.4, [ 12.4 ] ]')
      await kernel.run('stop()')
      await page.move(id, { value: 3 })
      assert.equal((await kernel.run('[I.value, heard]')).result, '[ 3, [ 12.4 ] ]')
    })

    it('give it to the page when code sets it, once for each change', async () => {
      const { id } = await shown(`const p = slider(0, 1); p`)
      await kernel.run('p.value = 0.25; p.value = 0.25; p.label = "probability"')
      assert.deepEqual(page.model(id).updates, [{ value: 0.25 }, { description: 'probability' }])
    })

    it('do not send a value back to the page that it came from', async () => {
      const { id } = await shown(`slider(0, 1)`)
      await page.move(id, { value: 0.7 })
      assert.deepEqual(page.model(id).updates, [])
    })

    it('of every kind go both ways', async () => {
      await kernel.run(`const box = checkbox(), choice = dropdown(['RS', 'FS', 'CH']), named = dropdown({ a: 1, b: 2 })
        const line = text('x'), bar = progressBar(), markup = html('<i>')`)
      const ids: Record<string, string> = {}
      for (const name of ['box', 'choice', 'named', 'line']) ids[name] = (await shown(name)).id
      await page.move(ids.box, { value: true })
      await page.move(ids.choice, { index: 2 })
      await page.move(ids.named, { index: 1 })
      await page.move(ids.line, { value: 'dv/dt' })
      const values = '[box, choice, named, line].map(each => each.value)'
      assert.equal((await kernel.run(values)).result, `[ true, 'CH', 2, 'dv/dt' ]`)
      const barId = (await shown('bar')).id
      const markupId = (await shown('markup')).id
      await kernel.run(
        `box.value = false; choice.value = 'FS'; named.value = 1; line.value = ''; bar.value = 1; markup.value = '<b>'`,
      )
      assert.deepEqual(
        [ids.box, ids.choice, ids.named, ids.line, barId, markupId].map(id => page.model(id).updates.at(-1)),
        [{ value: false }, { index: 1 }, { index: 0 }, { value: '' }, { value: 1 }, { value: '<b>' }],
      )
    })

    it('refuse what they do not have, and keep what they had', async () => {
      const said = async (code: string) => (await kernel.run(code)).of('error')[0]?.evalue
      await kernel.run('const held = slider(0, 20); const kind = dropdown(["RS", "FS"])')
      assert.match(String(await said('held.value = 21')), /slider: value must lie in 0..20, got 21/)
      assert.match(String(await said('held.value = NaN')), /got NaN/)
      assert.match(String(await said('kind.value = "XX" as "RS"')), /dropdown: XX is not among RS, FS/)
      assert.match(String(await said('slider(3, 1)')), /min must be below max, got 3 and 1/)
      assert.match(
        String(await said('slider(0, 1, { step: 2 })')),
        /step must be positive and within the range of 1, got 2/,
      )
      assert.match(String(await said('dropdown([])')), /nothing to choose from/)
      assert.match(String(await said('progressBar(2)')), /value must lie in 0..1, got 2/)
      assert.match(String(await said('hbox([1 as never])')), /hbox: child 0 is no widget/)
      assert.equal((await kernel.run('[held.value, kind.value]')).result, `[ 10, 'RS' ]`)
    })

    it('do not take nonsense from a page', async () => {
      const { id } = await shown('held')
      await page.move(id, { value: 'seven', stranger: 1 })
      await kernel.idle(page.said(id, { method: 'update' }))
      await kernel.idle(page.said(id, { method: 'no such method' }))
      assert.equal((await kernel.run('held.value')).result, '10')
    })

    it('know their types', async () => {
      const { of } = await kernel.run(`
        interact({ I: slider(0, 1), on: checkbox(), type: dropdown(['RS', 'FS']), n: dropdown({ one: 1 }), s: text() }, values => {
          const exact: { readonly I: number; readonly on: boolean; readonly type: 'RS' | 'FS'; readonly n: 1; readonly s: string } = values
          const wrong: string = values.I
        })`)
      const { traceback } = of('error')[0] as { traceback: string[] }
      const errors = traceback.filter(line => line.includes('TS'))
      assert.equal(errors.length, 1)
      assert.match(errors[0], /4:\d+ - TS2322: Type 'number' is not assignable to type 'string'/)
    })

    it('are counted by a button, whose errors are seen in its cell', async () => {
      const made = kernel.start(`const go = button('Go', presses => { console.log('pressed', presses)
        if (presses === 2) throw new Error('twice') }); go`)
      const { id } = { id: (resultOf(await kernel.outcome(made))[view] as Record<string, string>).model_id }
      await page.click(id)
      await page.click(id)
      const { text } = await kernel.outcome(made)
      assert.equal(text('stdout'), 'pressed 1\npressed 2\n')
      assert.match(text('stderr'), /twice/)
      assert.equal((await kernel.run('go.value')).result, '2')
    })
  })

  describe('after a page was loaded again', () => {
    it('are all there, as they are now', async () => {
      const { id, state } = await shown(`const survivor = slider(0, 20, { label: 'survivor' }); survivor`)
      await page.move(id, { value: 17 })
      await kernel.run('survivor.label = "still here"')
      const { comms } = await kernel.ask('comm_info_request', { target_name: 'jupyter.widget' })
      assert.deepEqual(Object.keys(comms as object).sort(), [...page.models().keys()].sort())

      kernel.send('comm_open', { comm_id: 'control', target_name: 'jupyter.widget.control', data: {} })
      await kernel.idle(page.said('control', { method: 'request_states' }))
      const answer = kernel.published.findLast(each => each.content.comm_id === 'control')
      const { method, states, buffer_paths } = answer?.content.data as Record<string, unknown>
      assert.deepEqual([method, buffer_paths], ['update_states', []])
      assert.deepEqual(Object.keys(states as object).sort(), Object.keys(comms as object).sort())
      assert.deepEqual((states as Record<string, unknown>)[id], {
        model_name: 'FloatSliderModel',
        model_module: '@jupyter-widgets/controls',
        model_module_version: '2.0.0',
        state: { ...state, value: 17, description: 'still here' },
      })
    })

    it('tell their state one by one too', async () => {
      const { id, state } = await shown(`slider(0, 1)`)
      await kernel.idle(page.said(id, { method: 'request_state' }))
      assert.deepEqual(page.model(id).updates, [state])
    })

    it('are gone when they were closed, on the page or by code', async () => {
      const { id } = await shown(`const shortLived = slider(0, 1); shortLived`)
      const before = page.models().size
      await kernel.run('shortLived.close()')
      assert.equal(page.models().size, before - 3) // with its layout and style
      const again = await shown('shortLived')
      assert.notEqual(again.id, id)
      await kernel.idle(kernel.send('comm_close', { comm_id: again.id, data: {} }))
      assert.notEqual((await shown('shortLived')).id, again.id)
    })
  })
})
