import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { address, decode, encode, newMessage, outbox, readConnection } from '../../kernel/protocol/index.js'

describe('the Jupyter protocol', () => {
  const message = newMessage('execute_request', { code: '1 + 1' }, { session: 's' })

  it('decodes what it encoded, whatever the content, buffers and identities', () => {
    const bytes = fc.uint8Array({ maxLength: 20 }).map(each => Buffer.from(each))
    const content = fc.dictionary(fc.string(), fc.jsonValue())
    fc.assert(
      fc.property(content, fc.array(bytes), fc.array(bytes), fc.string(), (content, buffers, identities, key) => {
        const sent = { ...newMessage('comm_msg', content, { session: 's', buffers }), identities }
        assert.deepEqual(JSON.stringify(decode(encode(sent, key), key)), JSON.stringify(sent))
      }),
    )
  })

  it('signs the four JSON parts with HMAC-SHA256', () => {
    const [, signature, ...parts] = encode(message, 'secret')
    assert.equal(
      signature.toString(),
      createHmac('sha256', 'secret')
        .update(Buffer.concat(parts.slice(0, 4)))
        .digest('hex'),
    )
  })

  it('refuses a message that was changed, signed with another key, not signed or cut short', () => {
    const frames = encode(message, 'secret')
    assert.throws(() => decode(frames, 'other'), /wrong signature/)
    assert.throws(() => decode(encode(message, ''), 'secret'), /wrong signature/)
    assert.throws(() => decode([...frames.slice(0, 5), Buffer.from('{"code":"2"}')], 'secret'), /wrong signature/)
    assert.throws(() => decode(frames.slice(0, 4), 'secret'), /2 of the 4 parts/)
    assert.throws(() => decode([Buffer.from('hello')], 'secret'), /delimiter/)
  })

  it('takes over the identities and the header of the request that a message answers', () => {
    const request = { ...message, identities: [Buffer.from('client')] }
    const reply = newMessage('execute_reply', { status: 'ok' }, { session: 'k', parent: request })
    assert.deepEqual(reply.identities, request.identities)
    assert.deepEqual(reply.parent_header, message.header)
    assert.notEqual(reply.header.msg_id, message.header.msg_id)
  })

  it('sends one message at a time, in order, and goes on after a fault', async () => {
    const sent: string[] = []
    let busy = false
    const queue = outbox({
      async send([frame]) {
        assert(!busy, 'a second send before the first was done')
        busy = true
        await new Promise(resolve => setTimeout(resolve, 1))
        busy = false
        if (frame.toString() === '2') throw new Error('no route')
        sent.push(frame.toString())
      },
    })
    const results = await Promise.allSettled(['1', '2', '3'].map(text => queue.send([Buffer.from(text)])))
    assert.deepEqual(
      results.map(result => result.status),
      ['fulfilled', 'rejected', 'fulfilled'],
    )
    assert.deepEqual(sent, ['1', '3'])
  })
})

describe('a connection file', () => {
  const ports = { shell_port: 1, control_port: 2, iopub_port: 3, stdin_port: 4, hb_port: 5 }
  let folder: string
  before(async () => void (folder = await mkdtemp(join(tmpdir(), 'spikelab-'))))
  after(() => rm(folder, { recursive: true }))

  async function read(text: string) {
    const path = join(folder, 'kernel.json')
    await writeFile(path, text)
    return readConnection(path)
  }

  it('gives the addresses of the sockets', async () => {
    const connection = await read(JSON.stringify({ ...ports, ip: '127.0.0.1', transport: 'tcp', key: 'k' }))
    assert.equal(address(connection, 'iopub'), 'tcp://127.0.0.1:3')
    assert.equal(address({ ...connection, transport: 'ipc', ip: '/tmp/k' }, 'hb'), 'ipc:///tmp/k-5')
  })

  it('names what is wrong', async () => {
    await assert.rejects(readConnection(join(folder, 'none.json')), /none\.json cannot be read/)
    await assert.rejects(read('{'), /is not JSON/)
    await assert.rejects(read(JSON.stringify({ ...ports, hb_port: 'x' })), /hb_port must be a number, got x/)
    await assert.rejects(read(JSON.stringify({ ...ports, signature_scheme: 'md5' })), /hmac-sha256, got md5/)
  })
})
