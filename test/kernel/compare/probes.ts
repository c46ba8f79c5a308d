import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { textOf, type Subject } from './subject.js'

/** Tells whether a kernel can do something; a failure is a no. It gets a kernel that nothing was run in. */
export type Probe = (subject: Subject) => Promise<boolean>

const has = (code: string | undefined, check: (code: string) => Promise<boolean>) =>
  code === undefined ? Promise.resolve(false) : check(code)

const importing = (subject: Subject, names: string, from: string) =>
  subject.contender.dialect.types ? `import { ${names} } from '${from}'` : `var { ${names} } = require('${from}')`

const shows = async (subject: Subject, code: string, result: string) => (await subject.run(code)).result === result

/** What is compared, by the words of the table. */
export const probes: Record<string, Probe> = {
  'the value of a cell is an execute_result': async subject => {
    const { outputs } = await subject.run('6 * 7')
    return outputs.some(({ type, content }) => type === 'execute_result' && JSON.stringify(content.data).includes('42'))
  },
  'await at the top level': subject => shows(subject, 'await Promise.resolve(7)', '7'),
  'a const may be declared again': async subject => {
    await subject.run('const a = 1')
    return shows(subject, 'const a = 2; a', '2')
  },
  'functions of earlier cells see the new value': async subject => {
    await subject.run('let n = 1; const read = () => n')
    await subject.run('let n = 2')
    return shows(subject, 'read()', '2')
  },
  'a type error keeps the cell from running': async subject => {
    const { status, text } = await subject.run("console.log('ran'); const x: number = 'a'")
    return subject.contender.dialect.types && status === 'error' && !text.includes('ran')
  },
  'imports a package that is ESM only': async subject => {
    await subject.run(importing(subject, 'answer', 'esm-only'))
    return shows(subject, 'answer', '42')
  },
  'imports by the exports of a package': async subject => {
    await subject.run(importing(subject, 'answer', 'with-exports/sub'))
    return shows(subject, 'answer', '43')
  },
  'reads a module beside the notebook again when it changes': async subject => {
    const { types } = subject.contender.dialect
    const from = types ? (subject.contender.name === 'deno' ? './part.ts' : './part') : './part.js'
    await subject.run(importing(subject, 'part', from))
    if ((await subject.run('part')).result !== '1') return false
    await writeFile(join(subject.folder, 'part.ts'), 'export const part: number = 2\n')
    await writeFile(join(subject.folder, 'part.js'), 'module.exports = { part: 2 }\n')
    await subject.run(importing(subject, 'part', from))
    return shows(subject, 'part', '2')
  },
  'the output of a callback goes to the cell that started it': async subject => {
    let late = false
    const first = subject.client.execute("void setTimeout(() => console.log('late'), 500)", (_, { text }) => {
      if (String(text).includes('late')) late = true
    })
    await first
    await subject.run('1')
    await sleep(1500)
    return late
  },
  '5,000 lines of one cell arrive': async subject => {
    const { outputs } = await subject.run('for (let i = 0; i < 5000; i++) console.log(i)')
    await sleep(1000) // some send it after the cell has ended
    return textOf(outputs).trim() === Array.from({ length: 5000 }, (_, i) => i).join('\n')
  },
  'an error stops the cells queued behind it': async subject => {
    const replies = await Promise.all([subject.run("throw new Error('x')"), subject.run('1'), subject.run('2')])
    return replies.map(({ status }) => status).join() === 'error,aborted,aborted'
  },
  'and not one that is sent 50 ms later': async subject => {
    await subject.run("throw new Error('x')")
    await sleep(50)
    return shows(subject, '40 + 2', '42')
  },
  'nor any, if the front end says so': async subject => {
    const failing = subject.run("throw new Error('x')", { stop_on_error: false })
    const [, second] = await Promise.all([failing, subject.run('1 + 1')])
    return second.result === '2'
  },
  'an error has a name, a value and a traceback': async subject => {
    const { outputs } = await subject.run("throw new RangeError('too far')")
    const { ename, evalue, traceback } = outputs.find(({ type }) => type === 'error')?.content ?? {}
    return ename === 'RangeError' && evalue === 'too far' && Array.isArray(traceback)
  },
  'silent cells show and count nothing': async subject => {
    const before = await subject.run('1')
    const { outputs } = await subject.run("console.log('x'); 1", { silent: true })
    const after = await subject.run('1')
    const isShown = outputs.some(({ type }) => type === 'execute_input' || type === 'execute_result')
    return !isShown && after.executionCount === before.executionCount + 1
  },
  user_expressions: async subject => {
    const { user_expressions } = await subject.ask('execute_request', {
      ...{ code: 'var u = 20', silent: false, store_history: true, allow_stdin: false, stop_on_error: true },
      user_expressions: { twice: 'u * 2' },
    })
    return JSON.stringify(user_expressions ?? {}).includes('"40"')
  },
  'displays are updated': subject =>
    has(subject.contender.dialect.update, async code => {
      const { outputs } = await subject.run(code)
      const at = (kind: string, word: string) =>
        outputs.findIndex(({ type, content }) => type === kind && JSON.stringify(content.data).includes(word))
      return at('display_data', 'one') >= 0 && at('update_display_data', 'two') > at('display_data', 'one')
    }),
  'asks for input': subject =>
    has(subject.contender.dialect.input, async code => {
      const { text } = await subject.run(code, { input: async () => 'Ada' })
      return text.includes('Ada')
    }),
  'completes names of earlier cells': async subject => {
    await subject.run('var velocity = { meters: 1 }')
    const { matches } = await subject.ask('complete_request', { code: 'velocity.me', cursor_pos: 11 })
    return (matches as string[]).some(match => match.endsWith('meters'))
  },
  'inspects a name': async subject => {
    await subject.run('var velocity = 5')
    return (await subject.ask('inspect_request', { code: 'velocity', cursor_pos: 4, detail_level: 0 })).found === true
  },
  'knows incomplete from invalid code': async subject => {
    const status = async (code: string) => (await subject.ask('is_complete_request', { code })).status
    return (
      (await status('1 + 1')) === 'complete' &&
      (await status('function f() {')) === 'incomplete' &&
      (await status('1 +* 2')) === 'invalid'
    )
  },
  history: async subject => {
    await subject.run('var remembered = 1')
    const request = { hist_access_type: 'tail', n: 5, output: false, raw: true }
    return JSON.stringify((await subject.ask('history_request', request)).history ?? []).includes('remembered')
  },
  'interrupts a loop and keeps the variables': subject => interrupts(subject, 'while (true) {}'),
  'interrupts an await and keeps the variables': subject => interrupts(subject, 'await new Promise(() => {})'),
  'survives the end of the process': async subject => {
    await subject.run(subject.contender.dialect.exit, {}, 5000).catch(() => undefined)
    for (let attempt = 0; attempt < 10; attempt++) {
      const again = await subject.run('1 + 1', {}, 2000).catch(() => undefined)
      if (again?.result === '2') return true
      await sleep(200)
    }
    return false
  },
  'an interval does not hold up the shutdown': async subject => {
    await subject.run('setInterval(() => {}, 1000); 0')
    return subject.shutsDown(5000)
  },
  'comms: an unknown target is closed, comm_info answers': async subject => {
    let closed = false
    await subject.run('1') // all is up
    subject.client.onPublication = type => void (closed ||= type === 'comm_close')
    void subject.client.ask('comm_open', { comm_id: 'c1', target_name: 'nobody', data: {} }).catch(() => undefined)
    const { comms } = await subject.ask('comm_info_request', {})
    await sleep(500)
    return closed && typeof comms === 'object'
  },
  'drops messages that are wrongly signed': async subject => {
    await subject.run('var forged = 0')
    const forger = subject.forger()
    void forger.ask('execute_request', { code: 'forged = 1', silent: false }).catch(() => undefined)
    await sleep(1500)
    const { result } = await subject.run('forged')
    forger.end(new Error('done'))
    return result === '0'
  },
}

async function interrupts(subject: Subject, code: string): Promise<boolean> {
  await subject.run('var kept = 5')
  const running = subject.run(code)
  await sleep(1000)
  await subject.interrupt()
  const { status } = await running
  return status === 'error' && shows(subject, 'kept', '5')
}
