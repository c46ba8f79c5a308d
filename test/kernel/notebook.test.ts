import assert from 'node:assert/strict'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  foreignLanguage,
  formatNotebook,
  outputCollector,
  readNotebook,
  stateLanguage,
  writeNotebook,
  type CodeCell,
  type Notebook,
} from '../../kernel/notebook/index.js'

const cell = (source = ''): CodeCell => ({
  cell_type: 'code',
  execution_count: null,
  metadata: {},
  outputs: [],
  source,
})
const notebook = (...cells: CodeCell[]): Notebook => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 })

describe('a notebook file', () => {
  let folder: string
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'spikelab-test-'))))
  after(() => rm(folder, { recursive: true }))

  async function fault(content: string) {
    const path = join(folder, 'faulty.ipynb')
    await writeFile(path, content)
    return readNotebook(path).then(
      () => assert.fail('was read'),
      (error: unknown) => (error as Error).message.replace(`${folder}/`, ''),
    )
  }

  it('that is none is refused by name, with what it is instead', async () => {
    assert.match(await fault('# hello'), /^faulty\.ipynb is not a notebook: not JSON/)
    assert.match(await fault(''), /^faulty\.ipynb is not a notebook: it is empty$/)
    assert.match(await fault('[]'), /^faulty\.ipynb is not a notebook: expected a JSON object, got a list$/)
    assert.match(await fault('{}'), /without the field nbformat$/)
    assert.match(await fault('{"nbformat": 3, "worksheets": []}'), /is a notebook of format 3, expected format 4; conv/)
    assert.match(await fault('{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}'), /has nothing as its cells/)
    const odd = { ...notebook(cell(), cell()), cells: [cell(), { ...cell(), cell_type: 'video' }] }
    assert.match(await fault(JSON.stringify(odd)), /cell 2 has cell_type "video", expected code, markdown or raw$/)
    await assert.rejects(readNotebook(join(folder, 'none.ipynb')), /none\.ipynb does not exist$/)
    await assert.rejects(readNotebook(folder), /is a folder, expected a notebook/)
  })

  it('keeps what we do not know, has sources in lines, an indent of one and a line end at the end', async () => {
    const path = join(folder, 'kept.ipynb')
    const known = notebook({ ...cell('a\nb'), id: 'x1', metadata: { own: { deep: [1.5] } } })
    await writeFile(path, JSON.stringify({ ...known, future: true }))
    await writeNotebook(path, await readNotebook(path))
    const text = await readFile(path, 'utf8')
    assert.deepEqual(JSON.parse(text), {
      ...known,
      cells: [{ ...known.cells[0], source: ['a\n', 'b'] }],
      future: true,
    })
    assert(text.startsWith('{\n "cells": [\n  {\n') && text.endsWith('\n}\n'))
    assert.equal(formatNotebook(await readNotebook(path)), text, 'writing again changes nothing')
  })

  it('is written in one piece, keeps its permissions and leaves nothing beside it', async () => {
    const path = join(folder, 'mode.ipynb')
    await writeFile(path, 'old')
    await chmod(path, 0o600)
    await writeNotebook(path, notebook())
    assert.equal((await stat(path)).mode & 0o777, 0o600)
    await assert.rejects(writeNotebook(join(folder, 'no such folder', 'x.ipynb'), notebook()), /ENOENT/)
    assert(!(await readdir(folder)).some(name => name.endsWith('.part')))
  })

  it('of another language is known as such', () => {
    const language = (name: string) => ({ language_info: { name } })
    assert.equal(foreignLanguage(language('python')), 'python')
    assert.equal(foreignLanguage({ kernelspec: { name: 'python3' } }), 'the kernel python3')
    for (const ours of [{}, language('typescript'), { kernelspec: { name: 'tslab', language: 'JavaScript' } }])
      assert.equal(foreignLanguage(ours), undefined)
  })

  it('says which kernel it is for, unless it did already', () => {
    const metadata: Notebook['metadata'] = { kernelspec: { name: 'tslab' } }
    stateLanguage(metadata, { name: 'typescript' })
    assert.deepEqual(metadata, { kernelspec: { name: 'tslab' }, language_info: { name: 'typescript' } })
  })
})

describe('outputs', () => {
  const collect = (...messages: [string, Record<string, unknown>][]) => {
    const target = cell()
    const collector = outputCollector()
    for (const [type, content] of messages) collector.add(target, { type, content })
    return target.outputs
  }
  const stream = (name: string, text: string): [string, Record<string, unknown>] => ['stream', { name, text }]
  const text = (value: string, id?: string) => ({ data: { 'text/plain': value }, transient: { display_id: id } })

  it('of one stream that follow each other are one', () => {
    const outputs = collect(
      stream('stdout', 'a'),
      stream('stdout', 'b\nc'),
      stream('stderr', 'e'),
      stream('stdout', 'd'),
    )
    assert.deepEqual(outputs, [
      { name: 'stdout', output_type: 'stream', text: ['ab\n', 'c'] },
      { name: 'stderr', output_type: 'stream', text: ['e'] },
      { name: 'stdout', output_type: 'stream', text: ['d'] },
    ])
  })

  it('are saved as Jupyter does: text in lines, base64 and JSON as they are, nothing transient', () => {
    const data = {
      'text/plain': 'a\nb',
      'image/png': 'AAAA\n',
      'application/json': { a: '1\n2' },
      'image/svg+xml': '<svg>\n',
    }
    assert.deepEqual(
      collect(['execute_result', { data, execution_count: 7, metadata: {}, transient: { display_id: 'x' } }]),
      [
        {
          data: {
            'application/json': { a: '1\n2' },
            'image/png': 'AAAA\n',
            'image/svg+xml': ['<svg>\n'],
            'text/plain': ['a\n', 'b'],
          },
          execution_count: 7,
          metadata: {},
          output_type: 'execute_result',
        },
      ],
    )
  })

  it('of a display id are all replaced by its update, also those of an earlier cell', () => {
    const [first, second] = [cell(), cell()]
    const collector = outputCollector()
    collector.add(first, { type: 'display_data', content: text('0 %', 'bar') })
    collector.add(first, { type: 'display_data', content: text('other', 'none') })
    collector.add(second, { type: 'display_data', content: text('0 %', 'bar') })
    collector.add(second, { type: 'update_display_data', content: text('100 %', 'bar') })
    const shown = [...first.outputs, ...second.outputs].map(output => 'data' in output && output.data['text/plain'])
    assert.deepEqual(shown, [['100 %'], ['other'], ['100 %']])
  })

  it('are taken away by an update with nothing in it, as a progress bar ends', () => {
    const bar = cell()
    const collector = outputCollector()
    collector.add(bar, { type: 'display_data', content: text('0 %', 'bar') })
    collector.add(bar, { type: 'display_data', content: text('figure', 'none') })
    collector.add(bar, { type: 'update_display_data', content: { ...text('', 'bar'), data: {} } })
    assert.deepEqual(
      bar.outputs.map(output => 'data' in output && output.data['text/plain']),
      [['figure']],
    )
  })

  it('are cleared at once, or by the next output where the clear waits', () => {
    assert.deepEqual(collect(stream('stdout', 'a'), ['clear_output', { wait: false }]), [])
    assert.equal(collect(stream('stdout', 'a'), ['clear_output', { wait: true }]).length, 1)
    const outputs = collect(stream('stdout', 'a'), ['clear_output', { wait: true }], stream('stdout', 'b'))
    assert.deepEqual(outputs, [{ name: 'stdout', output_type: 'stream', text: ['b'] }])
  })
})
