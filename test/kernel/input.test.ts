import assert from 'node:assert/strict'
import { encode, newMessage, type Message } from '../../kernel/protocol/index.js'
import { startKernel, type TestKernel } from './startKernel.js'

describe('a cell that asks', () => {
  let kernel: TestKernel
  before(async () => {
    kernel = await startKernel()
    await kernel.run(`import { input, password } from 'spikelab/kernel'`)
  })
  after(() => kernel.stop())

  const ask = (code: string) => kernel.start(code, { allow_stdin: true })
  const question = (id: string) =>
    kernel.until(() => kernel.questions.find(each => each.parent_header.msg_id === id), 'question')
  const answer = (content: object, parent?: Message, key?: string) =>
    kernel.send('input_reply', content, { on: kernel.sockets.stdin, parent: parent && { header: parent.header }, key })

  it('gets what the person types, shown as it is typed or not', async () => {
    const id = ask(`console.log('first'); const name = await input('Your name? '); name`)
    const { header, content } = await question(id)
    assert.equal(header.msg_type, 'input_request')
    assert.deepEqual(content, { prompt: 'Your name? ', password: false })
    assert.equal(
      kernel.published.filter(each => each.parent_header.msg_id === id && each.header.msg_type === 'stream').length,
      1,
    )
    answer({ value: 'Ada', status: 'ok' })
    assert.equal((await kernel.outcome(id)).result, `'Ada'`)

    const secret = ask(`(await password()).length`)
    assert.deepEqual((await question(secret)).content, { prompt: 'Password: ', password: true })
    answer({ value: 'secret' }, await question(secret))
    assert.equal((await kernel.outcome(secret)).result, '6')
  })

  it('asks one question at a time', async () => {
    const id = ask(`(await Promise.all([input('a'), input('b')])).join()`)
    const { content } = await question(id)
    assert.equal(content.prompt, 'a')
    answer({ value: '1' })
    await kernel.until(() => kernel.questions.find(each => each.content.prompt === 'b'), 'second question')
    answer({ value: '2' })
    assert.equal((await kernel.outcome(id)).result, `'1,2'`)
  })

  it('is refused where nobody can answer, with what to do', async () => {
    const asked = kernel.questions.length
    const { of } = await kernel.run(`await input('Your name? ')`, { allow_stdin: false })
    assert.match(String(of('error')[0].evalue), /input\("Your name\? "\) has no answer: .*Set the value in the cell/)
    assert.equal(kernel.questions.length, asked)
    const refused = ask(`await input('?')`)
    answer({ status: 'error', ename: 'E', evalue: 'nobody is there', value: '' }, await question(refused))
    assert.match(String((await kernel.outcome(refused)).of('error')[0].evalue), /nobody is there/)
  })

  it('can be interrupted; a late or forged answer is not taken for another question', async () => {
    const first = ask(`await input('first')`)
    const late = await question(first)
    await kernel.interrupt()
    assert.equal((await kernel.outcome(first)).reply.ename, 'Interrupted')
    const second = ask(`await input('second')`)
    await question(second)
    answer({ value: 'late' }, late)
    answer({ value: 'forged' }, undefined, 'another key')
    await kernel.sockets.stdin.send(encode(newMessage('input_reply', { value: 'unsigned' }, { session: 's' }), ''))
    answer({ value: 'right' })
    assert.equal((await kernel.outcome(second)).result, `'right'`)
  })
})
