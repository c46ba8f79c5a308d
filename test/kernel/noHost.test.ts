import assert from 'node:assert/strict'
import { displaySymbol, host, type MimeBundle } from '../../kernel/host.js'
import {
  button,
  checkbox,
  dropdown,
  hbox,
  html,
  interact,
  output,
  progressBar,
  slider,
  text,
  vbox,
} from '../../kernel/index.js'
import type { Widget } from '../../kernel/index.js'

const bundleOf = (widget: Widget): Promise<MimeBundle> => widget[displaySymbol]()

describe('widgets where there is no notebook', () => {
  before(() => assert.equal(host(), undefined))

  it('are their words, hold values, and tell who listens', async () => {
    const I = slider(0, 20, { label: 'I' })
    const all = [
      I,
      checkbox(true),
      dropdown(['RS', 'FS']),
      text('a', { label: 'name' }),
      button('Go'),
      progressBar(0.5),
    ]
    const words = await Promise.all(all.map(bundleOf))
    assert.deepEqual(
      words,
      ['I = 10', 'true', 'RS', 'name = a', '[Go]', '0.5'].map(each => ({ 'text/plain': each })),
    )
    assert.deepEqual(await bundleOf(html('<b>bold</b>')), { 'text/html': '<b>bold</b>', 'text/plain': 'bold' })
    assert.deepEqual(await bundleOf(vbox([hbox([I, checkbox()]), text('x')])), { 'text/plain': 'I = 10\nfalse\nx' })
    const heard: number[] = []
    I.onChange(value => heard.push(value))
    I.value = 3
    I.close()
    assert.deepEqual([I.value, heard], [3, [3]])
  })

  it('let interact wait to be looked at, and an output run its work', async () => {
    let drawings = 0
    const I = slider(0, 20)
    const it = interact({ I }, () => void drawings++)
    I.value = 5
    await new Promise(resolve => setTimeout(resolve, 20))
    assert.equal(drawings, 0)
    assert.equal((await bundleOf(it))['text/plain'], 'I = 5')
    assert.equal(drawings, 1)
    it.close()
    assert.equal(await output().run(() => 4), 4)
  })
})
