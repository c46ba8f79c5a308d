import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, readdir, realpath, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { hasTerminal, inTerminal } from './terminal.js'

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const main = fileURLToPath(new URL('../../kernel/cli/main.ts', import.meta.url))
const command = [process.execPath, '--import', tsx, main, 'console']
// One pixel.
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const figure = `({ [Symbol.for('Jupyter.display')]: () => ({ 'image/png': '${png}', 'text/plain': 'a pixel' }) })`

describe('spikelab console', function () {
  this.timeout(60_000)
  this.slow(10_000)
  let folder: string
  let env: Record<string, string>
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'spikelab-console-test-')))
    env = { HOME: folder, XDG_DATA_HOME: join(folder, 'data'), TMPDIR: folder, TERM_PROGRAM: '', DISPLAY: '' }
  })
  afterEach(() => rm(folder, { recursive: true }))

  describe('from a pipe', () => {
    function pipe(input: string, args: string[] = []) {
      const [program, ...rest] = command
      const child = spawn(program, [...rest, ...args], { cwd: folder, env: { ...process.env, ...env } })
      const ended = { stdout: '', stderr: '' }
      for (const name of ['stdout', 'stderr'] as const)
        child[name].on('data', (text: Buffer) => (ended[name] += text.toString()))
      child.stdin.end(input)
      return new Promise<{ code: number | null; stdout: string; stderr: string }>(resolve =>
        child.once('close', code => resolve({ code, ...ended })),
      )
    }

    it('runs what is complete, prints values as text, and asks the pipe for input', async () => {
      const { code, stdout, stderr } = await pipe(
        [
          'const double = (x: number) => {',
          '  return 2 * x',
          '}',
          'double(21)',
          "[{ a: 1, b: 'x' }, { a: 2, b: 'y' }]",
          "import { display, input, update } from 'spikelab/kernel'",
          "await input('name? ')",
          'Ada',
          "process.stdout.write('no line end')",
          "display({ 'text/plain': 'half' }, { id: 'bar' }); update('bar', { 'text/plain': 'whole' })",
          'let unfinished = 1 + 1; unfinished',
        ].join('\n'),
      )
      assert.equal(stderr, '')
      assert.equal(code, 0)
      assert.match(stdout, /^42\n +a +b\n0 +1 +x\n[^]*'Ada'\nno line end\ntrue\nhalf\nwhole\n2\n$/)
      assert.doesNotMatch(stdout, />/)
    })

    it('ends at the first cell that fails, with exit code 1', async () => {
      const { code, stdout, stderr } = await pipe("console.log('a')\nthrow new RangeError('b')\nconsole.log('c')\n")
      assert.equal(code, 1)
      assert.equal(stdout, 'a\n')
      assert.match(stderr, /^RangeError: b$/m)
      const cut = await pipe('function f() {\n')
      assert.equal(cut.code, 1)
      assert.match(cut.stderr, /'}' expected/)
    })

    it('writes figures into files', async () => {
      const { code, stdout } = await pipe(`${figure}\n${figure}\n`, ['--figures', 'figures'])
      assert.equal(code, 0)
      assert.equal(stdout, 'a pixel -> figures/figure-1.png\na pixel -> figures/figure-2.png\n')
      assert.deepEqual(await readdir(join(folder, 'figures')), ['figure-1.png', 'figure-2.png'])
      assert.equal((await readFile(join(folder, 'figures/figure-1.png'))).toString('base64'), png)
    })
  })

  describe('in a terminal', () => {
    before(function () {
      if (hasTerminal) return
      const missing = 'no script of util-linux, which lends a terminal'
      if (process.env.CI === 'true') throw new Error(missing)
      console.log(`      skipped: ${missing}`)
      this.skip()
    })
    let terminal: ReturnType<typeof inTerminal>
    const open = async (more: Record<string, string> = {}) => {
      terminal = inTerminal(command, { cwd: folder, env: { ...env, ...more } })
      await terminal.sees(/\.help tells how[^]*> /)
    }
    afterEach(() => terminal.kill())

    it('completes by Tab, goes on over lines, remembers, and leaves at Ctrl-D', async () => {
      await open()
      terminal.type('Math.flo\t')
      await terminal.sees(/Math\.floor/)
      terminal.type('(2.5)\r')
      await terminal.sees(/\n2\r\n> /)
      terminal.type('function tenfold(n: number) {\r')
      await terminal.sees(/\.\.\. /)
      terminal.type('return 10 * n\r')
      await terminal.sees(/\.\.\. /)
      terminal.type('}\r')
      await terminal.sees(/> /)
      terminal.type('tenfold(7)\r')
      await terminal.sees(/\n70\r\n> /)
      terminal.type('\x1b[A')
      await terminal.sees(/tenfold\(7\)/)
      terminal.type('\x15tenfold?\r')
      await terminal.sees(/function tenfold\(n: number\): number[^]*> /)
      terminal.type('\x04')
      assert.equal(await terminal.ended, 0)

      await open()
      terminal.type('\x1b[A')
      await terminal.sees(/tenfold\(7\)/)
      terminal.type('\x15.exit\r')
      assert.equal(await terminal.ended, 0)
    })

    it('interrupts at Ctrl-C and keeps the variables, or forgets what was typed', async () => {
      await open()
      terminal.type("const kept = 'still here'\r")
      await terminal.sees(/> /)
      terminal.type("console.log('now'); while (true) {}\r")
      await terminal.sees(/\nnow/)
      terminal.type('\x03')
      await terminal.sees(/Interrupted[^]*> /)
      terminal.type('function never() {\r')
      await terminal.sees(/\.\.\. /)
      terminal.type('\x03')
      await terminal.sees(/> /)
      terminal.type('kept\r')
      await terminal.sees(/'still here'\r\n> /)
      terminal.type('\x03')
      await terminal.sees(/Ctrl-D leaves\r\n> /)
      terminal.type('process.exit(3)\r')
      await terminal.sees(/exit code 3[^]*> /)
      terminal.type("'alive'\r")
      await terminal.sees(/'alive'\r\n> /)
      terminal.type('\x04')
      assert.equal(await terminal.ended, 0)
    })

    it('asks for input, shows no password, redraws a display, and prints late output above the prompt', async () => {
      await open()
      terminal.type("import { display, input, password, update } from 'spikelab/kernel'\r")
      await terminal.sees(/> /)
      terminal.type("[await input('name? '), await password('secret? ')]\r")
      // On a line of their own: what was typed has the same words.
      await terminal.sees(/\nname\? $/)
      terminal.type('Ada\r')
      await terminal.sees(/\nsecret\? $/)
      terminal.type('x1y2\r')
      await terminal.sees(/\[ 'Ada', 'x1y2' \]\r\n> /)
      assert.equal(terminal.raw().split('x1y2').length, 2, 'only in the result')
      const before = terminal.raw().length
      terminal.type("display({ 'text/plain': '10 %' }, { id: 'p' }); update('p', { 'text/plain': '20 %' })\r")
      await terminal.sees(/\n10 %[^]*20 %\r\n> /)
      assert.match(terminal.raw().slice(before), /10 %\r\n\x1b\[1A\r\x1b\[J20 %/)
      terminal.type("void setTimeout(() => console.log('later'), 300)\r")
      await terminal.sees(/> /)
      terminal.type('half a li')
      await terminal.sees(/later\r\n> half a li$/)
      terminal.type('\x15\x04')
      assert.equal(await terminal.ended, 0)
    })

    it('draws figures by the protocol that the terminal knows', async () => {
      await open({ TERM: 'xterm-kitty' })
      terminal.type(`${figure}\r`)
      await terminal.sees(/> $/)
      assert(terminal.raw().includes(`\x1b_Ga=T,f=100,q=2,c=1,m=0;${png}\x1b\\`))
      terminal.type('\x04')
      assert.equal(await terminal.ended, 0)
      assert.deepEqual(
        (await readdir(folder)).filter(name => name.startsWith('spikelab-console')),
        [],
      )
    })
  })
})
