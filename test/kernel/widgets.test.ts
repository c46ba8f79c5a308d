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
})
