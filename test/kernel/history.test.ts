import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { addLine, beginSession, readEntries } from '../../kernel/history/historyFile.js'
import { glob } from '../../kernel/history/glob.js'
import { history } from '../../kernel/history/index.js'
import { startKernel } from './startKernel.js'

describe('the history', () => {
  let folder: string
  let path: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spikelab-history-'))
    path = join(folder, 'data', 'history.jsonl')
  })
  afterEach(() => rm(folder, { recursive: true }))

  describe('over the sockets', () => {
    it('gives the tail, ranges and what is searched, with results, of this and earlier kernels', async () => {
      const env = { XDG_DATA_HOME: folder }
      const first = await startKernel({ env })
      for (const code of ['const a = 1', 'a + 1', 'a + 2', 'a + 1']) await first.run(code)
      await first.run('silent', { silent: true })
      await first.run('99', { store_history: false })
      await first.run('syntax error(')
      const ask = async (content: object, kernel = first) => (await kernel.ask('history_request', content)).history
      const tail = { hist_access_type: 'tail', raw: true }
      assert.deepEqual(await ask({ ...tail, n: 2, output: false }), [
        [1, 4, 'a + 1'],
        [1, 5, 'syntax error('],
      ])
      assert.deepEqual(await ask({ ...tail, n: 3, output: true }), [
        [1, 3, ['a + 2', '3']],
        [1, 4, ['a + 1', '2']],
        [1, 5, ['syntax error(', null]],
      ])
      await first.stop()

      const second = await startKernel({ env })
      await second.run('"second"')
      const range = { hist_access_type: 'range', session: 1, start: 2, stop: 4 }
      assert.deepEqual(await ask(range, second), [
        [1, 2, 'a + 1'],
        [1, 3, 'a + 2'],
      ])
      assert.deepEqual(await ask({ ...range, session: -1, start: 5, stop: null }, second), [[1, 5, 'syntax error(']])
      assert.deepEqual(await ask({ ...range, session: 0, start: 0, stop: 9, output: true }, second), [
        [2, 1, ['"second"', "'second'"]],
      ])
      const search = { hist_access_type: 'search', pattern: 'a +*' }
      assert.deepEqual(await ask(search, second), [
        [1, 2, 'a + 1'],
        [1, 3, 'a + 2'],
        [1, 4, 'a + 1'],
      ])
      assert.deepEqual(await ask({ ...search, unique: true }, second), [
        [1, 3, 'a + 2'],
        [1, 4, 'a + 1'],
      ])
      assert.deepEqual(await ask({ ...search, n: 1, pattern: '?*[0-9]' }, second), [[1, 4, 'a + 1']])
      const wrong = await second.ask('history_request', { hist_access_type: 'all' })
      assert.match(String(wrong.evalue), /tail, range or search, got all/)
      await second.stop()
    })
  })

  it('lies in a file that its owner alone can read', async () => {
    const kept = history(path)
    kept.input(1, 'a')
    await kept.written()
    assert.equal((await stat(path)).mode & 0o777, 0o600)
    assert.equal((await stat(dirname(path))).mode & 0o777, 0o700)
  })

  it('is shared by kernels that write at the same time', async () => {
    const kernels = Array.from({ length: 8 }, () => history(path))
    for (let line = 1; line <= 20; line++) for (const each of kernels) each.input(line, `cell ${line}`)
    await Promise.all(kernels.map(each => each.written()))
    const entries = await readEntries(path)
    assert.equal(entries.length, 160)
    assert.deepEqual(new Set(entries.map(({ session }) => session)), new Set([1, 2, 3, 4, 5, 6, 7, 8]))
  })

  it('is bounded: the oldest goes first, and no session number comes twice', async () => {
    const session = await beginSession(path, 2000)
    for (let line = 1; line <= 200; line++) await addLine(path, { session, line, input: `cell ${line}` }, 2000)
    const entries = await readEntries(path)
    assert((await stat(path)).size <= 2000)
    assert(entries.length > 10 && entries.length < 60)
    assert.equal(entries.at(-1)?.line, 200)
    assert.equal(await beginSession(path, 2000), 2)
  })

  it('passes over lines that are spoilt', async () => {
    await beginSession(path)
    await writeFile(path, '{"session":4,"line":1,"input":"kept"}\n{"session":4,"li\nnull\n', { flag: 'a' })
    assert.deepEqual(await readEntries(path), [{ session: 4, line: 1, input: 'kept' }])
    assert.equal(await beginSession(path), 5)
  })

  it('is kept in memory, with a word on stderr, where the file cannot be written', async () => {
    await writeFile(join(folder, 'data'), 'a file where the folder should be')
    const said: unknown[] = []
    const { error } = console
    console.error = (...words: unknown[]) => said.push(words.join(' '))
    try {
      const kept = history(path)
      kept.input(1, 'a')
      kept.output(1, '1')
      await kept.written()
      assert.deepEqual(await kept.find({ hist_access_type: 'tail', output: true, n: 5 }), [[1, 1, ['a', '1']]])
    } finally {
      console.error = error
    }
    assert.equal(said.length, 1)
    assert.match(String(said[0]), /the history is not kept/)
    assert.equal(await readFile(join(folder, 'data'), 'utf8'), 'a file where the folder should be')
  })

  it('is searched with globs', () => {
    const fits = (pattern: string, text: string) => glob(pattern).test(text)
    assert(fits('a*c', 'ab\nc') && fits('*(x)*', 'f(x) + 1') && fits('[a-c]?', 'b😀') && fits('[!a]', 'b'))
    assert(fits('a[', 'a[') && fits('.+', '.+') && fits('[]]', ']'))
    assert(!fits('a*c', 'abcd') && !fits('[!a]', 'a') && !fits('.', 'x') && !fits('A', 'a'))
  })
})
