import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { startKernel, type TestKernel } from './startKernel.js'

describe('the kernel', () => {
  let kernel: TestKernel
  before(async () => {
    kernel = await startKernel()
  })
  after(() => kernel.stop())

  describe('interrupted', () => {
    const interrupted = async (code: string) => {
      await kernel.run('let turns = 0; let cleaned = false')
      const id = kernel.start(code)
      await pause(400)
      await kernel.interrupt()
      const start = performance.now()
      const { of } = await kernel.outcome(id)
      assert(performance.now() - start < 1000, 'took more than a second to stop')
      assert.equal(of('error')[0].ename, 'Interrupted')
      const { result } = await kernel.run('[turns > 0, cleaned].join()')
      return result
    }

    it('stops an endless loop and keeps the variables', async () => {
      assert.equal(await interrupted('for (;;) turns++'), `'true,false'`)
    })

    it('stops an endless loop after an await', async () => {
      assert.equal(
        await interrupted('await new Promise(resolve => setTimeout(resolve, 5)); for (;;) turns++'),
        `'true,false'`,
      )
    })

    it('rejects what the cell awaits, so that it can clean up', async () => {
      const code = 'try { turns++; await new Promise(() => {}) } finally { cleaned = true }'
      assert.equal(await interrupted(code), `'true,true'`)
    })

    it('stops a run of a network, which goes on in the next cell', async () => {
      await kernel.run(`import { izhikevich, network } from 'spikelab'
        const net = network()
        net.population('cells', 1000, izhikevich())`)
      const id = kernel.start(`await net.run('1000 h')`)
      await pause(1000)
      await kernel.interrupt()
      assert.equal((await kernel.outcome(id)).of('error')[0].ename, 'Interrupted')
      const { result, of } = await kernel.run(`const stopped = net.time; await net.run('10 ms'); net.time - stopped`)
      assert.equal(result, '10', JSON.stringify(of('error')))
    })

    it('before it has begun, and the next one runs', async () => {
      const id = kernel.start('for (;;);')
      await kernel.interrupt()
      assert.equal((await kernel.outcome(id)).of('error')[0].ename, 'Interrupted')
      assert.equal((await kernel.run('1 + 1')).result, '2')
    })

    it('as often as it is asked to, also twice within a moment', async () => {
      const id = kernel.start(`let caught = 0
        for (let i = 0; i < 3; i++) try { await new Promise(() => {}) } catch { caught++ }
        caught`)
      await pause(400)
      for (let i = 0; i < 3; i++) await kernel.interrupt()
      assert.equal((await kernel.outcome(id)).result, '3')
    })

    it('is not interrupted again while it cleans up', async () => {
      const id =
        kernel.start(`try { await new Promise(() => {}) } catch { await new Promise(resolve => setTimeout(resolve, 1200)) }
        'clean'`)
      await pause(400)
      await kernel.interrupt()
      assert.equal((await kernel.outcome(id)).result, `'clean'`)
    })

    it('stops what awaits within functions, for good', async () => {
      const result = await interrupted(`async function work() {
        for (;;) { await new Promise(resolve => setTimeout(resolve, 5)); turns++ }
      }
      await work()`)
      assert.equal(result, `'true,false'`)
      assert.equal(
        (await kernel.run('const at = turns; await new Promise(resolve => setTimeout(resolve, 50)); turns - at'))
          .result,
        '0',
      )
    })

    it('stops a loop in a function that awaits what is there already', async () => {
      for (const awaited of ['0', 'Promise.resolve()', 'Promise.reject().catch(() => {})']) {
        const code = `await (async () => { for (;;) { await ${awaited}; turns++ } })()`
        assert.equal(await interrupted(code), `'true,false'`)
      }
    })

    it('stops a loop that prints without end', async () => {
      assert.equal(await interrupted('for (;;) { console.log("line", turns++) }'), `'true,false'`)
    })

    it('stops WebAssembly that does not end', async () => {
      // (module (func (export "run") (loop br 0)))
      const bytes = '0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,7,1,3,114,117,110,0,0,10,9,1,7,0,3,64,12,0,11,11'
      const result = await interrupted(`turns++
        const { instance } = await (globalThis as any).WebAssembly.instantiate(Uint8Array.of(${bytes}));
        instance.exports.run()`)
      assert.equal(result, `'true,false'`)
    })

    for (const [how, code] of [
      ['synchronously', `execSync('sleep 60')`],
      ['in an await', `await new Promise(resolve => exec('sleep 60', resolve))`],
    ])
      it(`stops a child process that the cell waits for ${how}`, async () => {
        await kernel.run(`import { exec, execSync } from 'node:child_process'`)
        const { result } = await kernel.run('process.pid')
        assert.equal(await interrupted(`turns++; ${code}`), `'true,false'`)
        assert.equal((await kernel.run('process.pid')).result, result)
        assert.doesNotMatch(await groupOf(Number(result)), /sleep/)
      })

    it('stops a for await', async () => {
      const code = `import { setInterval as every } from 'node:timers/promises'
        for await (const _ of every(5)) turns++`
      assert.equal(await interrupted(code), `'true,false'`)
    })

    it('aborts the cells behind', async () => {
      const [first, second] = [kernel.start('for (;;);'), kernel.start('2')]
      await kernel.until(() => kernel.published.find(each => each.parent_header.msg_id === first), 'start')
      await pause(600)
      await kernel.interrupt()
      assert.equal((await kernel.outcome(first)).reply.ename, 'Interrupted')
      assert.equal((await kernel.outcome(second)).reply.status, 'aborted')
    })

    it('ends a session that cannot be stopped, and says so', async () => {
      await kernel.run('let kept = 1')
      const stubborn = kernel.start(`await new Promise<void>(() => setTimeout(() => { for (;;); }, 1))`)
      await pause(300)
      await kernel.interrupt()
      const { text, of } = await kernel.outcome(stubborn)
      assert.match(text('stderr'), /could not be interrupted/)
      assert.match(String(of('error')[0].evalue), /SIGKILL/)
      assert.equal((await kernel.run('5')).result, '5')
    })

    it('while idle does nothing', async () => {
      await kernel.run('let kept = 1')
      await kernel.interrupt()
      assert.equal((await kernel.run('kept')).result, '1')
    })
  })
})

/** The commands of the processes in a group. */
async function groupOf(group: number): Promise<string> {
  return (await promisify(execFile)('ps', ['-A', '-o', 'pgid=,args='])).stdout
    .split('\n')
    .filter(line => Number(line.trim().split(' ')[0]) === group)
    .join('\n')
}
