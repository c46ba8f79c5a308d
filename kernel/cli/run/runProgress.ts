import { basename } from 'node:path'
import { performance } from 'node:perf_hooks'
import { hasColour } from '../hasColour.js'
import { stripVTControlCharacters, styleText } from 'node:util'

type Colour = Parameters<typeof styleText>[0]

/** Tells a person how far notebooks are: a line per cell and, in a terminal, one at the bottom that moves. */
export class RunProgress {
  readonly #terminal = process.stdout.isTTY
  readonly #colour = hasColour(process.stdout)
  readonly #running = new Map<string, { what: string; since: number }>()
  #drawn = false
  #timer: NodeJS.Timeout | undefined
  /** Width of the longest name, so that the lines of several notebooks stand beneath each other. */
  readonly #width: number

  constructor(paths: string[]) {
    this.#width = Math.max(...paths.map(path => nameOf(path).length))
    if (this.#terminal) this.#timer = setInterval(() => this.#draw(), 100).unref()
  }

  /** What a notebook is at, from now on. */
  at(path: string, what: string): void {
    this.#running.set(path, { what, since: performance.now() })
    this.#draw()
  }

  /** A cell has been run: the line that stays. */
  cell(path: string, position: string, seconds: number, source: string, failed: boolean): void {
    const mark = failed ? this.#paint('red', 'failed  ') : ''
    const before = `${this.name(path)}  ${position} ${duration(seconds)}  `
    const code = excerpt(source, (process.stdout.columns || 100) - before.length - (failed ? 8 : 0) - 1)
    this.print(`${before}${mark}${this.#paint('dim', code)}`)
  }

  /** An error, with its colours where they are seen. */
  error(text: string): void {
    this.#clear()
    process.stderr.write(`${this.#colour ? text : stripVTControlCharacters(text)}\n`)
    this.#draw()
  }

  /** The notebook is done. */
  done(path: string, summary: string, failed: boolean): void {
    this.#running.delete(path)
    this.print(this.#paint(failed ? 'red' : 'green', `${this.name(path)}  ${summary}`))
  }

  print(line: string): void {
    this.#clear()
    process.stdout.write(`${line}\n`)
    this.#draw()
  }

  /** Takes away the line that moves. */
  end(): void {
    clearInterval(this.#timer)
    this.#running.clear()
    this.#clear()
  }

  name(path: string): string {
    return nameOf(path).padEnd(this.#width)
  }

  #draw(): void {
    if (!this.#terminal) return
    this.#clear()
    if (!this.#running.size) return
    const parts = [...this.#running].map(([path, { what, since }]) => {
      return `${nameOf(path)} ${what} ${((performance.now() - since) / 1000).toFixed(1)} s`
    })
    process.stdout.write(this.#paint('cyan', parts.join(' | ').slice(0, (process.stdout.columns || 100) - 1)))
    this.#drawn = true
  }

  #clear(): void {
    if (this.#drawn) process.stdout.write('\r\x1b[K')
    this.#drawn = false
  }

  #paint(colour: Colour, text: string): string {
    return this.#colour ? styleText(colour, text) : text
  }
}

/** Seconds as a person reads them. */
export function duration(seconds: number): string {
  return seconds < 60 ? `${seconds.toFixed(2)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}

function nameOf(path: string): string {
  return basename(path, '.ipynb')
}

/** The first line of code that says something, cut to the width. */
export function excerpt(source: string, width: number): string {
  const lines = source.split('\n').map(line => line.trim())
  const line = lines.find(line => line && !line.startsWith('//') && !line.startsWith('import ')) ?? lines[0]
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`
}
