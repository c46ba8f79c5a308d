import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { hostSymbol, type MimeBundle } from '../../kernel/host.js'
import { progress } from '../../kernel/index.js'

describe('progress', () => {
  let shown: { id: string; bundle: MimeBundle; isNew: boolean }[]
  let now: number
  const texts = () => shown.map(({ bundle }) => bundle['text/plain'])
  const globals = globalThis as Record<symbol, unknown>

  beforeEach(() => {
    shown = []
    now = 0
    mock.method(performance, 'now', () => now)
  })
  afterEach(() => mock.restoreAll())

  describe('in a notebook', () => {
    beforeEach(() => {
      globals[hostSymbol] = {
        display: (bundle: MimeBundle, { id }: { id: string }) => shown.push({ id, bundle, isNew: true }),
        update: (id: string, bundle: MimeBundle) => shown.push({ id, bundle, isNew: false }),
      }
    })
    afterEach(() => Reflect.deleteProperty(globalThis, hostSymbol))

    it('gives all items, and shows at most ten states a second and the last', () => {
      const items = Array.from({ length: 1000 }, (_, i) => i)
      const given: number[] = []
      for (const item of progress(items, { label: 'seeds' })) {
        given.push(item)
        now += 3
      }
      assert.deepEqual(given, items)
      assert(shown.length > 20 && shown.length <= 32, `${shown.length} states in 3 s`)
      assert.deepEqual([texts()[0], texts().at(-1)], ['seeds: 0 of 1,000', 'seeds: 1,000 of 1,000, 3 s'])
      assert.match(String(texts()[1]), /^seeds: 34 of 1,000, 2\.\d s left$/)
      assert.match(String(shown.at(-1)!.bundle['text/html']), /<progress value="1\.000"/)
      assert.equal(new Set(shown.map(({ id }) => id)).size, 1)
      assert.deepEqual(
        shown.map(({ isNew }) => isNew),
        shown.map((_, i) => i === 0),
      )
    })

    it('ends where a loop is left early, also by an error, and closes what it goes through', () => {
      let closed = 0
      function* source() {
        try {
          yield* [1, 2, 3]
        } finally {
          closed++
        }
      }
      for (const item of progress(source(), { total: 3 })) if (item === 2) break
      assert.equal(texts().at(-1), '1 of 3, 0 s')
      assert.throws(() => {
        for (const item of progress(source(), { total: 3 })) if (item === 3) throw new Error('stop')
      }, /stop/)
      assert.equal(texts().at(-1), '2 of 3, 0 s')
      assert.equal(closed, 2)
    })

    it('goes through what comes one by one, of a length that nobody knows', async () => {
      async function* source() {
        for (let i = 1; i <= 3; i++) yield await Promise.resolve(i)
      }
      const given: number[] = []
      for await (const item of progress(source())) given.push(item)
      assert.deepEqual(given, [1, 2, 3])
      assert.deepEqual([texts()[0], texts().at(-1)], ['0', '3, 0 s'])
      assert.match(String(shown[0].bundle['text/html']), /<progress style/)
    })

    it('is moved by hand, shows its last state once, and leaves no trace where it is not to be kept', () => {
      const bar = progress(10, { keep: false })
      bar.step()
      bar.value = 7
      bar.step(2)
      assert.equal(bar.value, 9)
      assert.equal(shown.length, 1)
      bar.done()
      bar.done()
      assert.deepEqual(texts(), ['0 of 10', '9 of 10, 0 s', undefined])
      assert.deepEqual(shown.at(-1)!.bundle, {})
    })

    it('refuses a total that is none, and writes a label as it is', () => {
      for (const total of [-1, NaN, Infinity]) assert.throws(() => progress(total), /the total must be a number from 0/)
      progress(1, { label: '<b> & c' })
      assert.match(String(shown[0].bundle['text/html']), /&lt;b> &amp; c: 0 of 1$/)
    })
  })

  describe('outside of a notebook', () => {
    let written: string
    const isTerminal = Object.getOwnPropertyDescriptor(process.stderr, 'isTTY')
    const pretend = (isTTY: boolean) =>
      Object.defineProperty(process.stderr, 'isTTY', { value: isTTY, configurable: true })
    beforeEach(() => {
      written = ''
      mock.method(process.stderr, 'write', (text: string) => Boolean((written += text)))
    })
    afterEach(() => {
      if (isTerminal) Object.defineProperty(process.stderr, 'isTTY', isTerminal)
      else Reflect.deleteProperty(process.stderr, 'isTTY')
    })

    it('is a line of a terminal, written again in its place', () => {
      pretend(true)
      for (const item of progress([1, 2], { label: 'epochs' })) now += 100 * item
      assert.equal(
        written,
        [
          '  0 %  epochs: 0 of 2',
          ' 50 %  epochs: 1 of 2, 0.1 s left',
          '100 %  epochs: 2 of 2, 0 s left',
          '100 %  epochs: 2 of 2, 0.3 s',
        ]
          .map(line => `\r\x1b[K${line}`)
          .join('') + '\n',
      )
      written = ''
      for (const item of progress([1], { keep: false })) assert.equal(item, 1)
      assert(written.endsWith('\r\x1b[K'))
    })

    it('is silent where nobody looks', () => {
      pretend(false)
      for (const item of progress([1, 2])) now += 1000 * item
      assert.equal(written, '')
    })
  })
})
