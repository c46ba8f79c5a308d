import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { encode, newMessage } from '../../kernel/protocol/index.js'
import { startKernel, type TestKernel } from './startKernel.js'

describe('the kernel', () => {
  let kernel: TestKernel
  before(async () => {
    kernel = await startKernel()
  })
  after(() => kernel.stop())

  it('tells at once what it is, and its heart beats', async () => {
    const info = await kernel.ask('kernel_info_request')
    assert.equal(info.protocol_version, '5.4')
    assert.equal((info.language_info as Record<string, string>).name, 'typescript')
    assert.equal(info.debugger, false)
    assert.match(JSON.stringify(info.help_links), /typescriptlang/)
    assert.deepEqual(
      kernel.published.slice(0, 2).map(each => each.content),
      [{ subscription: '' }, { execution_state: 'starting' }],
    )
    assert.equal(kernel.published[0].header.msg_type, 'iopub_welcome')
    await kernel.sockets.heartbeat.send('beat')
    assert.equal(String(await kernel.sockets.heartbeat.receive()), 'beat')
  })

  it('ignores messages with a wrong signature, and what is no message', async () => {
    const forged = kernel.send('execute_request', { code: `process.exit(1)` }, { key: 'another' })
    await kernel.sockets.shell.send(['hello'])
    const changed = encode(newMessage('kernel_info_request', {}, { session: 's' }), kernel.connection.key)
    changed[2] = Buffer.from(String(changed[2]).replace('kernel_info', 'shutdown'))
    await kernel.sockets.shell.send(changed)
    assert.equal((await kernel.run('1')).result, '1')
    assert(!kernel.published.some(each => each.parent_header.msg_id === forged))
  })

  it('survives process.exit and crashes of its session, with an error in the cell', async () => {
    const exit = await kernel.run(`console.log('last words'); const gone = 1; process.exit(3)`)
    assert.equal(exit.text('stdout'), 'last words\n')
    assert.match(String(exit.of('error')[0].evalue), /exit code 3.*a new one has been started/)
    assert.match(String((await kernel.run('gone')).of('error')[0].evalue), /Cannot find name 'gone'/)
    const crash = await kernel.run(`process.kill(process.pid, 'SIGSEGV'); await new Promise(() => {})`)
    assert.match(String(crash.of('error')[0].evalue), /SIGSEGV/)
    assert.equal((await kernel.run('1 + 1')).result, '2')
    const later = kernel.start('setTimeout(() => process.exit(), 20); 0')
    await kernel.until(
      () =>
        kernel.published.find(
          each => each.parent_header.msg_id === later && /exit code 0/.test(String(each.content.text)),
        ),
      'note of the end',
    )
    assert.equal((await kernel.run('2 + 2')).result, '4')
  })

  it('answers while a cell runs', async () => {
    await kernel.run('0')
    const busy = kernel.start('const end = Date.now() + 600; while (Date.now() < end); 0')
    await pause(100)
    assert((await seconds(() => kernel.ask('kernel_info_request'))) < 0.3)
    const { matches } = await kernel.ask('complete_request', { code: 'Math.flo', cursor_pos: 8 })
    assert.deepEqual(matches, ['floor'])
    assert.equal((await kernel.outcome(busy)).reply.status, 'ok')
  })

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

describe('a kernel that is shut down', () => {
  it('replies and ends at once, whatever still runs, and leaves no session behind', async () => {
    const kernel = await startKernel()
    const { result } = await kernel.run('setInterval(() => {}, 10); process.pid')
    kernel.start('for (;;);')
    await pause(300)
    const took = await seconds(async () => {
      assert.deepEqual(await kernel.ask('shutdown_request', { restart: true }, { on: kernel.sockets.control }), {
        status: 'ok',
        restart: true,
      })
      await kernel.exit()
    })
    assert(took < 2, `${took} s`)
    assert.equal(kernel.process.exitCode, 0)
    assert.throws(() => process.kill(Number(result), 0), /ESRCH/)
    await kernel.stop()
  })
})

describe('a kernel whose front end dies', () => {
  it('ends, and its session with it', async () => {
    const kernel = await startKernel({ orphan: true })
    const { result } = await kernel.run('process.pid')
    const supervisor = Number((await kernel.run('process.ppid')).result)
    kernel.process.kill('SIGKILL')
    const gone = (pid: number) => {
      try {
        process.kill(pid, 0)
        return undefined
      } catch {
        return true
      }
    }
    for (const pid of [supervisor, Number(result)])
      for (let wait = 0; !gone(pid); wait += 50) {
        assert(wait < 5000, `process ${pid} still lives`)
        await pause(50)
      }
    await kernel.close()
  })
})

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
