import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { Publisher, Router } from 'zeromq'
import { connectionFile, KernelClient, startKernel, type ConnectionFile } from '../../kernel/client/index.js'
import { address, decode, encode, newMessage, type Json, type Message } from '../../kernel/protocol/index.js'

describe('a connection file', () => {
  for (const transport of ['ipc', 'tcp'] as const)
    it(`over ${transport} can be read by its owner alone, and goes with its folder`, async () => {
      const { path, connection, remove } = await connectionFile(transport)
      assert.equal((await stat(path)).mode & 0o777, 0o600)
      assert.equal((await stat(dirname(path))).mode & 0o777, 0o700)
      assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), connection)
      const { shell_port, iopub_port, stdin_port, control_port, hb_port } = connection
      assert.equal(new Set([shell_port, iopub_port, stdin_port, control_port, hb_port]).size, 5)
      remove()
      assert(!existsSync(dirname(path)))
    })
})

/** The sockets of a kernel, whose replies the test writes. */
async function scriptedKernel({ connection }: ConnectionFile) {
  const sockets = { shell: new Router(), control: new Router(), stdin: new Router(), iopub: new Publisher() }
  for (const name of ['shell', 'control', 'stdin', 'iopub'] as const)
    await sockets[name].bind(address(connection, name))
  const asked: Message[] = []
  const send = (name: keyof typeof sockets, type: string, content: Json, parent?: Message, key = connection.key) => {
    const message = newMessage(type, content, { session: 'kernel', parent })
    return sockets[name].send(encode(name === 'iopub' ? { ...message, identities: [] } : message, key))
  }
  const serve = async (name: 'shell' | 'control' | 'stdin', answer: (request: Message) => Promise<void>) => {
    for await (const frames of sockets[name]) {
      const request = decode(frames, connection.key)
      asked.push(request)
      await answer(request)
    }
  }
  return { asked, send, serve, close: () => Object.values(sockets).forEach(socket => socket.close()) }
}

describe('a client', () => {
  let file: ConnectionFile
  let kernel: Awaited<ReturnType<typeof scriptedKernel>>
  let client: KernelClient
  beforeEach(async () => {
    file = await connectionFile()
    kernel = await scriptedKernel(file)
    client = new KernelClient(file.connection)
  })
  afterEach(() => {
    client.end(new Error('the test is over'))
    kernel.close()
    file.remove()
  })

  const ask = (type: string) => kernel.asked.filter(({ header }) => header.msg_type === type)

  it('asks until publications arrive too, not only replies', async () => {
    void kernel.serve('shell', async request => {
      if (ask('kernel_info_request').length >= 3)
        await kernel.send('iopub', 'status', { execution_state: 'busy' }, request)
      await kernel.send('shell', 'reply', { implementation: 'scripted' }, request)
    })
    assert.equal((await client.ready(5000)).implementation, 'scripted')
    assert(ask('kernel_info_request').length >= 3)
  })

  it('says so when the kernel does not answer', async () => {
    await assert.rejects(client.ready(50), /the kernel does not answer/)
  })

  it('hears of a cell what is signed, up to idle, in order', async () => {
    void kernel.serve('shell', async request => {
      await kernel.send('shell', 'execute_reply', { status: 'ok', execution_count: 1 }, request)
      if (ask('execute_request').length === 1)
        await kernel.send('iopub', 'status', { execution_state: 'idle' }, request)
      await kernel.send('iopub', 'stream', { name: 'stdout', text: 'forged' }, request, 'another key')
      for (const text of ['a', 'b']) await kernel.send('iopub', 'stream', { name: 'stdout', text }, request)
      await kernel.send('iopub', 'status', { execution_state: 'idle' }, request)
    })
    await client.ready(5000)
    const heard: unknown[] = []
    const reply = await client.execute('1', (_, content) => heard.push(content.text))
    assert.equal(reply.status, 'ok')
    assert.deepEqual(heard, ['a', 'b'])
  })

  it('refuses to be asked for input, at the address that the cell came from', async () => {
    let cell: Message | undefined
    void kernel.serve('stdin', async request => {
      assert.match(String(request.content.evalue), /input\("name\?"\): this run is not interactive/)
    })
    void kernel.serve('control', async () => {
      await kernel.send('shell', 'execute_reply', { status: 'error', ename: 'Interrupted' }, cell)
      await kernel.send('iopub', 'status', { execution_state: 'idle' }, cell)
    })
    void kernel.serve('shell', async request => {
      if (request.content.code === 'input()') {
        cell = request
        assert.equal(request.content.allow_stdin, false)
        return kernel.send('stdin', 'input_request', { prompt: 'name?' }, request)
      }
      await kernel.send('iopub', 'status', { execution_state: 'busy' }, request)
      await kernel.send('shell', 'reply', { status: 'ok' }, request)
    })
    await client.ready(5000)
    assert.equal((await client.execute('input()', () => undefined)).ename, 'Interrupted')
    assert.equal(ask('interrupt_request').length, 1)
  })

  it('fails what waits when the conversation ends', async () => {
    const waiting = client.execute('1', () => undefined)
    client.end(new Error('gone'))
    await assert.rejects(waiting, /gone/)
    await assert.rejects(client.interrupt(), /gone/)
  })
})

describe('a kernel that does not start', () => {
  it('is reported with its last words', async () => {
    const command = [process.execPath, '-e', 'console.error("no such engine"); process.exit(4)']
    await assert.rejects(
      startKernel({ command, folder: tmpdir() }),
      /ended with exit code 4; its last words:\nno such engine/,
    )
    await assert.rejects(startKernel({ command: ['no-such-program'], folder: tmpdir() }), /before it began: .*ENOENT/)
  })
})
