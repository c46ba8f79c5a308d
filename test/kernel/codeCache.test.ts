import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startKernel } from './startKernel.js'

describe("the compiler's compiled code", () => {
  let cache: string
  before(async () => void (cache = await mkdtemp(join(tmpdir(), 'spikelab-cache-'))))
  after(() => rm(cache, { recursive: true }))

  const folder = () => join(cache, 'spikelab')
  const kept = async () => (await readdir(folder()).catch(() => [])).filter(name => name.endsWith('.code'))
  const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
  const runsIn = async (env: Record<string, string>) => {
    const kernel = await startKernel({ env })
    assert.equal((await kernel.run('1 + 1')).result, '2')
    return kernel
  }

  it("is kept in the user's cache folder, for its owner alone, and used by the next kernel", async () => {
    const first = await runsIn({ XDG_CACHE_HOME: cache })
    while (!(await kept()).length) await pause(50)
    await first.stop()
    const [name] = await kept()
    assert.match(name, /^typescript-[\d.]+-node-v[\d.]+-\w+\.code$/)
    if (process.platform !== 'win32')
      assert.deepEqual([await mode(folder()), await mode(join(folder(), name))], ['700', '600'])
    const written = (await stat(join(folder(), name))).mtimeMs
    const second = await runsIn({ XDG_CACHE_HOME: cache })
    await pause(1500)
    await second.stop()
    assert.equal((await stat(join(folder(), name))).mtimeMs, written)
  })

  it('is made anew where it is spoilt, and not kept where nothing can be written', async () => {
    const [name] = await kept()
    await writeFile(join(folder(), name), 'spoilt')
    const kernel = await runsIn({ XDG_CACHE_HOME: cache })
    while ((await stat(join(folder(), name))).size < 1e6) await pause(50)
    await kernel.stop()
    const nowhere = await runsIn({ XDG_CACHE_HOME: '/dev/null' })
    await pause(1500)
    assert.equal((await nowhere.run('2 + 2')).result, '4')
    assert.equal(nowhere.errors(), '')
    await nowhere.stop()
  })
})
