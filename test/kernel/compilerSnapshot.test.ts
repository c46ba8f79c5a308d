import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startKernel, type TestKernel } from './startKernel.js'

/** What is built: text of the source would not run in a snapshot. */
const built = fileURLToPath(new URL('../../dist/kernel/cli/main.js', import.meta.url))

describe("the compiler's snapshot", () => {
  let cache: string
  before(async () => void (cache = await mkdtemp(join(tmpdir(), 'spikelab-cache-'))))
  after(() => rm(cache, { recursive: true, force: true, maxRetries: 5 }))

  const folder = () => join(cache, 'spikelab')
  const start = (XDG_CACHE_HOME = cache) => startKernel({ node: [built], env: { XDG_CACHE_HOME } })
  const made = async () => (await readdir(folder()).catch(() => [])).filter(name => name.startsWith('compiler-'))
  async function childrenOf({ process }: TestKernel) {
    return (await promisify(execFile)('ps', ['-o', 'args=', '--ppid', String(process.pid)])).stdout
  }

  it("is made while nothing is asked, in the user's cache folder, for its owner alone", async () => {
    const kernel = await start()
    assert.equal((await kernel.run('1 + 1')).result, '2')
    assert.doesNotMatch(await childrenOf(kernel), /--snapshot-blob/)
    while ((await made()).join() === '' || (await made()).some(name => !name.endsWith('.snapshot'))) await pause(100)
    const [name] = await made()
    assert.equal(((await stat(join(folder(), name))).mode & 0o777).toString(8), '600')
    await kernel.stop()
  })

  it('is what the next kernel starts from, which knows the same', async () => {
    const kernel = await start()
    assert.equal((await kernel.run('/** Adds. */ function add(a: number) { return a + 1 }; add(1)')).result, '2')
    assert.match(await childrenOf(kernel), /--snapshot-blob/)
    assert.match(String((await kernel.run('add("a")')).of('error')[0].evalue), /'string' is not assignable/)
    assert.equal((await kernel.run('import { readFileSync } from "node:fs"; typeof readFileSync')).result, `'function'`)
    const inspect = async (code: string) => {
      const { data } = await kernel.ask('inspect_request', { code, cursor_pos: code.length })
      return String((data as Record<string, string>)['text/plain'])
    }
    assert.equal(await inspect('add'), 'function add(a: number): number\n\nAdds.')
    assert.match(await inspect('readFileSync'), /Returns the contents of the `path`/)
    const { matches } = await kernel.ask('complete_request', { code: 'Math.sqrt', cursor_pos: 7 })
    assert.deepEqual(matches, ['sqrt', 'SQRT1_2', 'SQRT2'])
    assert.equal((await kernel.run('process.cwd() === import.meta.dirname')).result, 'true')
    assert.equal(kernel.errors(), '')
    await kernel.stop()
  })

  it('is done without where it is spoilt', async () => {
    const [name] = await made()
    await writeFile(join(folder(), name), 'spoilt')
    const kernel = await start()
    assert.equal((await kernel.run('1 + 1')).result, '2')
    assert.equal(kernel.errors(), '')
    assert.doesNotMatch(await childrenOf(kernel), /--snapshot-blob/)
    await kernel.stop()
  })

  it('is done without where nothing can be written', async () => {
    const kernel = await start('/dev/null')
    await pause(1500)
    assert.equal((await kernel.run('2 + 2')).result, '4')
    assert.equal(kernel.errors(), '')
    await kernel.stop()
  })
})
