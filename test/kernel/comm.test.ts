import assert from 'node:assert/strict'
import { startKernel, type TestKernel } from './startKernel.js'

describe('a comm', () => {
  let kernel: TestKernel
  before(async () => {
    kernel = await startKernel()
    await kernel.run(`const host = (globalThis as any)[Symbol.for('Jupyter.host')]; const heard: unknown[] = []`)
  })
  after(() => kernel.stop())

  const published = (type: string, id: string) =>
    kernel.published.filter(each => each.header.msg_type === type && each.content.comm_id === id)

  it('that a cell opens, says things and closes, with metadata and buffers', async () => {
    const { published } = await kernel.run(`
      const slider = host.comm('jupyter.widget', {
        id: 'slider', data: { state: { value: 3 } }, metadata: { version: '2.1.0' }, buffers: [Uint8Array.of(1, 2)],
      })
      slider.send({ method: 'update' }, { metadata: { a: 1 }, buffers: [new Uint8Array([9, 8, 7]).subarray(1)] })
      slider.close({ why: 'done' })
      slider.send({ method: 'too late' }); slider.close()`)
    const said = published.filter(each => each.header.msg_type.startsWith('comm_'))
    assert.deepEqual(
      said.map(({ header, content, metadata, buffers }) => [
        header.msg_type,
        content,
        metadata,
        buffers.map(each => [...each]),
      ]),
      [
        [
          'comm_open',
          { comm_id: 'slider', target_name: 'jupyter.widget', data: { state: { value: 3 } } },
          { version: '2.1.0' },
          [[1, 2]],
        ],
        ['comm_msg', { comm_id: 'slider', data: { method: 'update' } }, { a: 1 }, [[8, 7]]],
        ['comm_close', { comm_id: 'slider', data: { why: 'done' } }, {}, []],
      ],
    )
    assert.equal(published.at(-1)?.content.execution_state, 'idle')
  })

  it('hears the front end while a cell awaits; what a listener shows belongs to the cell that set it', async () => {
    const setting = kernel.start(`
      const knob = host.comm('knob', { id: 'knob' })
      knob.onMessage(({ data, metadata, buffers }: any) => {
        heard.push([data, metadata, buffers.map((each: Uint8Array) => [...each])])
        console.log('turned to', data.value)
      })`)
    await kernel.outcome(setting)
    const awaiting = kernel.start(
      'while (!heard.length) await new Promise(resolve => setTimeout(resolve, 5)); heard[0]',
    )
    await kernel.until(() => kernel.published.find(each => each.parent_header.msg_id === awaiting), 'start')
    const said = kernel.send(
      'comm_msg',
      { comm_id: 'knob', data: { value: 7 } },
      {
        metadata: { m: 1 },
        buffers: [Buffer.of(5, 6)],
      },
    )
    await kernel.idle(said)
    assert.equal((await kernel.outcome(awaiting)).result, `[ { value: 7 }, { m: 1 }, [ [ 5, 6 ] ] ]`)
    assert.equal((await kernel.outcome(setting)).text('stdout'), 'turned to 7\n')
  })

  it('is idle when the promise of its listener is resolved, and shows what it throws', async () => {
    const setting = kernel.start(`
      const slow = host.comm('slow', { id: 'slow' })
      slow.onMessage(async () => {
        await new Promise(resolve => setTimeout(resolve, 100))
        slow.send({ done: true })
        throw new Error('in a listener')
      })`)
    await kernel.outcome(setting)
    await kernel.idle(kernel.send('comm_msg', { comm_id: 'slow', data: {} }))
    assert.deepEqual(published('comm_msg', 'slow')[0].content.data, { done: true })
    assert.match((await kernel.outcome(setting)).text('stderr'), /in a listener/)
  })

  it('is listed while it is open', async () => {
    await kernel.run(`host.comm('listed', { id: 'one' }); const two = host.comm('other', { id: 'two' })`)
    const info = async (content = {}) => (await kernel.ask('comm_info_request', content)).comms
    assert.deepEqual(await info({ target_name: 'listed' }), { one: { target_name: 'listed' } })
    assert.deepEqual(((await info()) as Record<string, unknown>).two, { target_name: 'other' })
    await kernel.run('two.close()')
    assert.equal(((await info()) as Record<string, unknown>).two, undefined)
  })

  it('that the front end opens is given to who listens for its target', async () => {
    await kernel.run(`host.onComm('front', (comm: any, { data }: any) => {
      comm.onMessage(({ data }: any) => comm.send({ echo: data }))
      comm.onClose(({ data }: any) => { heard.push(data) })
      comm.send({ hello: data })
    })`)
    await kernel.idle(kernel.send('comm_open', { comm_id: 'f', target_name: 'front', data: { from: 'page' } }))
    await kernel.idle(kernel.send('comm_msg', { comm_id: 'f', data: { x: 1 } }))
    assert.deepEqual(
      published('comm_msg', 'f').map(each => each.content.data),
      [{ hello: { from: 'page' } }, { echo: { x: 1 } }],
    )
    await kernel.idle(kernel.send('comm_close', { comm_id: 'f', data: { bye: true } }))
    assert.equal((await kernel.run('heard.at(-1)')).result, '{ bye: true }')
    assert.deepEqual((await kernel.ask('comm_info_request', { target_name: 'front' })).comms, {})
  })

  it('for a target that nobody knows is closed', async () => {
    await kernel.idle(kernel.send('comm_open', { comm_id: 'lost', target_name: 'nobody', data: {} }))
    assert.equal(published('comm_close', 'lost').length, 1)
    await kernel.idle(kernel.send('comm_msg', { comm_id: 'never opened', data: {} }))
  })

  it('is closed when its session ends', async () => {
    await kernel.run(`host.comm('mortal', { id: 'mortal' })`)
    await kernel.run('process.exit()')
    await kernel.until(() => published('comm_close', 'mortal')[0], 'comm_close')
    assert.deepEqual((await kernel.ask('comm_info_request')).comms, {})
  })
})
