import { KernelEnded, startKernel, type KernelClient } from '../../client/index.js'
import { parse, UsageError, type Command } from '../command.js'
import { kernelCommand } from '../kernelCommand.js'
import { openFigures } from './figures.js'
import { graphicsOf, type Graphics } from './graphics.js'
import { openLines, type Lines } from './lines.js'
import { openScreen } from './screen.js'

const help = `Usage: spikelab console [--graphics auto|kitty|iterm2|none] [--figures DIR] [--no-open]

A prompt of the kernel in this terminal, in this folder. Tab completes, the arrows go through the history, which is
kept; what is not complete goes on in the next line; name? tells about a name. Ctrl-C interrupts a cell or forgets
what was typed, Ctrl-D leaves. Figures are drawn where the terminal can, else they are files, which are opened where
there is a screen. From a pipe, cells run without a prompt up to the first that fails; the exit code is then 1.

  --graphics HOW  how figures are drawn: as the terminal is known to (auto), or by one of the protocols
  --figures DIR   where figures go that are not drawn; a temporary folder, unless told
  --no-open       do not open them
`

const graphics = ['auto', 'kitty', 'iterm2', 'none'] as const

/** `spikelab console`: a REPL in the terminal. */
export const consoleCommand: Command = {
  help,
  async run(args) {
    const { values } = parse('console', {
      args,
      options: {
        graphics: { type: 'string', default: 'auto' },
        figures: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
      },
    })
    if (!graphics.some(each => each === values.graphics))
      throw new UsageError(`spikelab console: --graphics is one of ${graphics.join(', ')}, got ${values.graphics}`)
    const kernel = await startKernel({ command: kernelCommand(), folder: process.cwd(), warm: false })
    const { client } = kernel
    try {
      const lines = openLines({ history: await earlierLines(client), complete: line => complete(line) })
      const figures = openFigures({
        graphics: values.graphics === 'auto' ? graphicsOf(lines.isTerminal ? process.env : {}) : asGraphics(values),
        folder: values.figures,
        open: lines.isTerminal && !values['no-open'],
      })
      const prompt = openPrompt(client, lines, openScreen({ figures, isTerminal: lines.isTerminal }))
      const complete = (line: string) => prompt.complete(line)
      if (lines.isTerminal) console.log(`${String(kernel.info.banner)}\n.help tells how to use this.`)
      const code = await prompt.run()
      lines.close()
      return code
    } catch (error) {
      if (!(error instanceof KernelEnded)) throw error
      console.error(error.message)
      return 1
    } finally {
      await kernel.stop()
    }
  },
}

const asGraphics = (values: { graphics: string }) => values.graphics as Graphics

/** Lines of earlier sessions, the latest first. */
async function earlierLines(client: KernelClient): Promise<string[]> {
  const request = { hist_access_type: 'tail', n: 500, output: false, raw: true }
  const { history } = (await client.ask('history_request', request)) as { history?: [number, number, string][] }
  return (history ?? []).flatMap(([, , code]) => code.split('\n').filter(line => line.trim())).reverse()
}

const instructions = `Type TypeScript; Enter runs what is complete.
  Tab     completes              name?   tells about a name
  Up      an earlier line        .help   this
  Ctrl-C  interrupts, forgets    .exit   leaves, as Ctrl-D does
`

/** Reads cells, runs them and shows what they put out. */
function openPrompt(client: KernelClient, lines: Lines, screen: ReturnType<typeof openScreen>) {
  let code = ''

  /** Runs a cell; tells whether it went well. */
  async function run(cell: string): Promise<boolean> {
    const interrupt = () => void client.interrupt().catch(() => undefined) // its end ends the cell
    const input = async (question: string, secret: boolean) => {
      const said = await lines.next(question, { secret, remember: false })
      if (typeof said === 'object') return said.text
      if (said === 'interrupt') interrupt()
      throw new Error(said === 'interrupt' ? 'interrupted' : 'there is no more input')
    }
    let isDone = false
    process.on('SIGINT', interrupt)
    try {
      const show = (type: string, content: Record<string, unknown>) => {
        if (!isDone) return screen.show(type, content)
        lines.above(() => {
          screen.show(type, content)
          screen.end()
        })
      }
      const { status } = await client.execute(cell, show, { input })
      return status === 'ok'
    } finally {
      isDone = true
      process.off('SIGINT', interrupt)
      screen.end()
    }
  }

  async function inspect(name: string): Promise<void> {
    const request = { code: name, cursor_pos: Array.from(name).length, detail_level: 0 }
    const { found, data } = (await client.ask('inspect_request', request)) as { found: boolean; data: object }
    console.log(found ? (data as Record<string, string>)['text/plain'] : `nothing is known of ${name}`)
  }

  return {
    async complete(line: string) {
      const whole = code + line
      const request = { code: whole, cursor_pos: Array.from(whole).length }
      const { matches, cursor_start } = (await client.ask('complete_request', request)) as {
        matches: string[]
        cursor_start: number
      }
      return { matches, fragment: Array.from(whole).slice(cursor_start).join('') }
    },

    /** Goes on until the lines end; resolves with the exit code. */
    async run(): Promise<number> {
      let indent = ''
      for (;;) {
        const said = await lines.next(code ? '... ' : '> ', { indent })
        indent = ''
        if (said === 'interrupt') {
          if (!code) console.log('Ctrl-D leaves')
          code = ''
          continue
        }
        if (said === 'end') return code.trim() && !(await run(code)) ? 1 : 0
        if (!code && lines.isTerminal) {
          const word = said.text.trim()
          if (word === '.exit') return 0
          if (word === '.help') console.log(instructions)
          const [, name] = /^([^'"`]*[\w$\])])\s*\?$/.exec(word) ?? []
          if (name) await inspect(name)
          if (word === '.help' || name) continue
        }
        code += [said.text, ...lines.pasted()].join('\n')
        if (!code.trim()) {
          code = ''
          continue
        }
        const completeness = (await client.ask('is_complete_request', { code })) as { status: string; indent?: string }
        if (completeness.status === 'incomplete') {
          code += '\n'
          indent = completeness.indent ?? ''
          continue
        }
        const cell = code
        code = ''
        const ok = await run(cell)
        if (!ok && !lines.isTerminal) return 1
      }
    },
  }
}
