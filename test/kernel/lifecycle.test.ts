import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
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
    await kernel.until(() => kernel.published[1], 'state')
    assert.deepEqual(
      kernel.published.slice(0, 2).map(each => each.content),
      [{ subscription: '' }, { execution_state: 'starting' }],
    )
    assert.equal(kernel.published[0].header.msg_type, 'iopub_welcome')
    await kernel.sockets.heartbeat.send('beat')
    assert.equal(String(await kernel.sockets.heartbeat.receive()), 'beat')
  })

  it('ignores on every socket what is wrongly signed, unsigned, changed or no message', async () => {
    const { key } = kernel.connection
    const { shell, control, stdin } = kernel.sockets
    const forged: string[] = []
    for (const on of [shell, control, stdin])
      for (const wrong of ['another', ''])
        for (const type of ['execute_request', 'shutdown_request', 'comm_open', 'input_reply'])
          forged.push(kernel.send(type, { code: 'process.exit(1)', value: '' }, { on, key: wrong }))
    for (const on of [shell, control, stdin]) {
      await on.send(['hello'])
      await on.send(['<IDS|MSG>'])
      const changed = encode(newMessage('kernel_info_request', {}, { session: 's' }), key)
      changed[2] = Buffer.from(String(changed[2]).replace('kernel_info', 'shutdown'))
      await on.send(changed)
      const noHeader = { ...newMessage('x', {}, { session: 's' }), header: {} as never }
      await on.send(encode(noHeader, key))
    }
    assert.equal((await kernel.run('1')).result, '1')
    assert.equal((await kernel.ask('kernel_info_request', {}, { on: control })).status, 'ok')
    assert(!kernel.published.some(each => forged.includes(each.parent_header.msg_id ?? '')))
    assert.match(kernel.errors(), /ignored a message with a wrong signature/)
    assert.match(kernel.errors(), /ignored a message whose header names no type or id/)
  })

  it('survives process.exit and crashes of its session, with an error in the cell', async () => {
    const exit = await kernel.run(`console.log('last words'); const gone = 1; process.exit(3)`)
    assert.equal(exit.text('stdout'), 'last words\n')
    assert.match(String(exit.of('error')[0].evalue), /exit code 3.*a new one has been started/)
    assert.match(String((await kernel.run('gone')).of('error')[0].evalue), /Cannot find name 'gone'/)
    const crash = await kernel.run(`process.kill(process.pid, 'SIGSEGV'); await new Promise(() => {})`)
    assert.match(String(crash.of('error')[0].evalue), /SIGSEGV/)
    assert.equal((await kernel.run('1 + 1')).result, '2')
    const abort = await kernel.run(`process.abort()`)
    assert.match(String(abort.of('error')[0].evalue), /ended by SIGABRT.*a new one has been started/)
    assert.equal((await kernel.run('2 + 1')).result, '3')
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
})

describe('a compiler that dies', () => {
  it('is followed by another, which knows the cells that have run', async () => {
    const kernel = await startKernel()
    await kernel.run('interface Cell { v: number }; let cell: Cell = { v: -65 }')
    await kernel.run('const broken: number = "no"') // never ran
    await killCompiler(kernel)
    const next = await kernel.run('cell.v += 5')
    assert.equal(next.result, '-60', JSON.stringify(next.of('error')) + kernel.errors())
    assert.match(String((await kernel.run('cell.u')).of('error')[0].evalue), /'u' does not exist on type 'Cell'/)
    assert.match(String((await kernel.run('broken')).of('error')[0].evalue), /Cannot find name 'broken'/)
    const { matches } = await kernel.ask('complete_request', { code: 'cell.', cursor_pos: 5 })
    assert.deepEqual(matches, ['v'])
    await kernel.stop()
  })

  it('over a cell is asked once more, by another; the second time the cell fails, and the next does not', async () => {
    const kernel = await startKernel()
    await kernel.run('const kept = 1')
    const begin = async () => {
      const compiler = await compilerOf(kernel)
      process.kill(compiler, 'SIGSTOP')
      const cell = kernel.start('kept + 1')
      await pause(100)
      await killCompiler(kernel)
      return cell
    }
    assert.equal((await kernel.outcome(await begin())).result, '2')
    const cell = await begin()
    while (!(await childrenOf(kernel)).some(each => each.includes('compiling'))) await pause(10)
    await killCompiler(kernel)
    const [{ evalue }] = (await kernel.outcome(cell)).of('error')
    assert.match(String(evalue), /the compiler ended \(SIGKILL\); another is started for the next cell/)
    assert.equal((await kernel.run('kept + 2')).result, '3')
    await kernel.stop()
  })
})

describe('a cell that takes all memory', () => {
  it('is told so, and the kernel goes on', async () => {
    const kernel = await startKernel({ env: { NODE_OPTIONS: '--max-old-space-size=120' } })
    const { of } = await kernel.run('const all: number[][] = []; for (;;) all.push(new Array(100_000).fill(1.5))')
    assert.match(String(of('error')[0].evalue), /ran out of memory and was ended by SIGABRT.*a new one/)
    assert.equal((await kernel.run('1')).result, '1')
    await kernel.stop()
  })
})

describe('a kernel', () => {
  it('listens on the five ports of its connection file and nowhere else', async function () {
    if (process.platform !== 'linux') return this.skip()
    const kernel = await startKernel()
    const session = Number((await kernel.run('process.pid')).result)
    const supervisor = Number((await kernel.run('process.ppid')).result)
    const { ip, shell_port, control_port, iopub_port, stdin_port, hb_port } = kernel.connection
    const named = [shell_port, control_port, iopub_port, stdin_port, hb_port].map(port => `${ip}:${port}`)
    assert.deepEqual((await listening(supervisor)).sort(), named.sort())
    assert.deepEqual(await listening(session), [])
    await kernel.stop()
  })

  it('warns of a connection file that others can read, and starts', async () => {
    const kernel = await startKernel({ mode: 0o644 })
    assert.equal((await kernel.run('1')).result, '1')
    assert.match(kernel.errors(), /kernel\.json can be read by others.*chmod 600/)
    await kernel.stop()
    const silent = await startKernel()
    assert.equal(silent.errors(), '')
    await silent.stop()
  })

  it('is small, and does not grow with the number of cells', async function () {
    if (process.platform !== 'linux') return this.skip()
    this.timeout(120_000)
    this.slow(60_000)
    const kernel = await startKernel()
    const pids = ['process.ppid', 'process.pid']
    const processes: number[] = []
    for (const pid of pids) processes.push(Number((await kernel.run(pid)).result))
    const memory = async () => {
      const sizes = await Promise.all(processes.map(proportionalSize))
      return sizes[0] + sizes[1]
    }
    const atFirst = await memory()
    assert(atFirst < 260, `${atFirst} MB after the first cell`)
    const cells = async (from: number, to: number) => {
      for (let i = from; i < to; i++) await kernel.run(`const value${i % 10} = ${i}; console.log(value${i % 10})`)
    }
    await cells(0, 100)
    const first = await memory()
    await cells(100, 1000)
    const last = await memory()
    assert(last < 1.5 * first, `${first} MB after 100 cells, ${last} MB after 1,000`)
    await kernel.stop()
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
    assert.equal(kernel.published.filter(each => each.header.msg_type === 'shutdown_reply').length, 1)
    await kernel.stop()
  })

  it('does not wait for intervals, and takes child processes along', async () => {
    const kernel = await startKernel()
    const { result } = await kernel.run(`import { spawn } from 'node:child_process'
      setInterval(() => {}, 10); spawn('sleep', ['60']).pid`)
    const took = await seconds(() => kernel.stop())
    assert(took < 1.5, `${took} s`)
    assert(!isAlive(Number(result)))
  })

  it('by a signal ends likewise', async () => {
    const kernel = await startKernel()
    const { result } = await kernel.run('process.pid')
    kernel.process.kill('SIGTERM')
    await kernel.exit()
    assert.equal(kernel.process.exitCode, 0)
    assert.throws(() => process.kill(Number(result), 0), /ESRCH/)
    await kernel.close()
  })
})

describe('a kernel whose front end dies', () => {
  const begin = async (env = {}, orphan = true) => {
    const kernel = await startKernel({ orphan, env })
    const child = `import { spawn } from 'node:child_process'; spawn('sleep', ['60']).pid`
    const pids = []
    for (const code of ['process.ppid', 'process.pid', child]) pids.push(Number((await kernel.run(code)).result))
    return { kernel, pids }
  }
  async function allGone(pids: number[]) {
    for (const pid of pids)
      for (let wait = 0; isAlive(pid); wait += 50) {
        assert(wait < 6000, `process ${pid} still lives`)
        await pause(50)
      }
  }

  it('ends, and with it its session and child processes', async () => {
    const { kernel, pids } = await begin()
    kernel.process.kill('SIGKILL')
    await allGone(pids)
    await kernel.close()
  })

  it('ends also when another process stands between, or a cell runs', async () => {
    const frontEnd = spawn('sleep', ['60'])
    const { kernel, pids } = await begin({ JPY_PARENT_PID: String(frontEnd.pid) }, false)
    kernel.start('for (;;);')
    await pause(300)
    frontEnd.kill('SIGKILL')
    await allGone(pids)
    await kernel.close()
  })

  it('leaves no endless loop behind when the kernel itself is killed', async () => {
    const { kernel, pids } = await begin({}, false)
    kernel.start('for (;;);')
    await pause(300)
    process.kill(pids[0], 'SIGKILL')
    await allGone(pids)
    await kernel.close()
  })

  it('leaves no endless loop behind when that is its first cell', async () => {
    const kernel = await startKernel({})
    kernel.start('for (;;);')
    const children = await childrenOf(kernel)
    for (const part of ['session', 'compiling'])
      assert(
        children.some(each => each.includes(part)),
        children.join('\n'),
      )
    const pids = children.map(each => parseInt(each))
    assert(pids.every(isAlive), children.join('\n'))
    await pause(3000)
    kernel.process.kill('SIGKILL')
    await allGone(pids)
    await kernel.close()
  })
})

/** The processes of a kernel, a line each that begins with the process id. */
async function childrenOf(kernel: TestKernel): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=,args=', '--ppid', String(kernel.process.pid)])
  return stdout.trim().split('\n')
}

async function compilerOf(kernel: TestKernel): Promise<number> {
  return parseInt((await childrenOf(kernel)).find(each => each.includes('compiling'))!)
}

async function killCompiler(kernel: TestKernel): Promise<void> {
  const pid = await compilerOf(kernel)
  process.kill(pid, 'SIGKILL')
  while (isAlive(pid)) await pause(10)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')) // one that nobody has reaped is dead
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH' && existsSync(`/proc/${pid}`)
  }
}

/** The addresses on which a process listens (proc(5), net/tcp). */
async function listening(pid: number): Promise<string[]> {
  const links = await readdir(`/proc/${pid}/fd`)
  const open = await Promise.all(links.map(fd => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')))
  const sockets = new Set(open.map(target => /^socket:\[(\d+)\]/.exec(target)?.[1]))
  const tables = await Promise.all(['tcp', 'tcp6'].map(table => readFile(`/proc/${pid}/net/${table}`, 'utf8')))
  const rows = tables.flatMap(table => table.trim().split('\n').slice(1)).map(row => row.trim().split(/\s+/))
  return rows
    .filter(([, , , state, , , , , , inode]) => state === '0A' && sockets.has(inode))
    .map(([, at]) => {
      const [ip, port] = at.split(':')
      return `${Buffer.from(ip, 'hex').reverse().join('.')}:${parseInt(port, 16)}`
    })
}

/** What a process holds in memory, in MB; what several share is divided among them. */
async function proportionalSize(pid: number): Promise<number> {
  const sizes = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+) kB/m.exec(sizes)?.[1]) / 1024
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
