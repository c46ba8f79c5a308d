import { stripVTControlCharacters } from 'node:util'
import { hasColour } from '../hasColour.js'
import type { openFigures } from './figures.js'
import { pictureOf } from './picture.js'

type Json = Record<string, unknown>

interface Displayed {
  data: Record<string, unknown>
  transient?: { display_id?: string }
}

/** A part of what the present cell has shown, which may be taken back. */
interface Block {
  text: string
  id?: string
  /** A picture of the terminal: nobody knows how many rows it takes. */
  isDrawn?: boolean
}

interface ScreenOptions {
  figures: ReturnType<typeof openFigures>
  /** Whether what was written can be taken back. */
  isTerminal: boolean
}

/** Shows what cells put out, as text. */
export function openScreen({ figures, isTerminal }: ScreenOptions) {
  let blocks: Block[] = []
  let clearing = false
  let atStart = true
  const late = new Map<string, string>()

  function write(text: string, name: 'stdout' | 'stderr' = 'stdout') {
    if (!text) return
    process[name].write(hasColour(process[name]) ? text : stripVTControlCharacters(text))
    atStart = text.endsWith('\n')
  }

  function append(block: Block, name?: 'stdout' | 'stderr') {
    if (clearing) erase(0)
    clearing = false
    blocks.push(block)
    write(block.text, name)
  }

  /** Takes back what was shown from a block on, if that is still within the screen; tells whether it was. */
  function erase(from: number): boolean {
    const gone = blocks.splice(from)
    const text = gone.map(block => block.text).join('')
    const up = rowsOf(text, process.stdout.columns || 80)
    if (!isTerminal || gone.some(block => block.isDrawn) || up >= (process.stdout.rows || 24)) return false
    process.stdout.write(`${up ? `\x1b[${up}A` : ''}\r\x1b[J`)
    atStart = true
    return true
  }

  const fresh = () => (atStart ? '' : '\n')

  function blockOf({ data, transient }: Displayed): Block {
    const id = transient?.display_id
    const picture = pictureOf(data)
    const plain = textOf(data)
    if (!picture) return { text: `${fresh()}${plain ?? unseen(data)}\n`, id }
    const { text, isDrawn } = figures.show(picture, id)
    if (isDrawn) return { text: `${fresh()}${text}\n`, id, isDrawn }
    return { text: `${fresh()}${plain === undefined ? '' : `${plain.split('\n')[0]} `}-> ${text}\n`, id }
  }

  function update(content: Displayed) {
    const id = content.transient?.display_id ?? ''
    const at = blocks.findIndex(block => block.id === id)
    if (!isTerminal) return void late.set(id, blockOf(content).text)
    if (at < 0) return append(blockOf(content)) // of an earlier cell
    const after = blocks.slice(at + 1)
    if (!erase(at)) return append(blockOf(content))
    append(blockOf(content))
    for (const block of after) append(block)
  }

  return {
    /** Shows a message of iopub; what is no output changes nothing. */
    show(type: string, content: Json) {
      if (type === 'stream') {
        const { text, name } = content as { text: string; name: 'stdout' | 'stderr' }
        append({ text }, name)
      } else if (type === 'display_data' || type === 'execute_result') append(blockOf(content as unknown as Displayed))
      else if (type === 'update_display_data') update(content as unknown as Displayed)
      else if (type === 'error') {
        const { traceback, ename, evalue } = content as { traceback: string[]; ename: string; evalue: string }
        append({ text: `${fresh()}${traceback.join('\n') || `${ename}: ${evalue}`}\n` }, 'stderr')
      } else if (type === 'clear_output') {
        if (content.wait) clearing = true
        else erase(0)
      }
    },
    /** The cell is done: what is still to be said, and a new line. */
    end() {
      for (const text of late.values()) write(text)
      late.clear()
      if (!atStart) write('\n')
      blocks = []
      clearing = false
    },
  }
}

function textOf(data: Record<string, unknown>): string | undefined {
  const text = data['text/plain'] ?? data['text/markdown'] ?? data['text/latex']
  return typeof text === 'string' ? text.replace(/\n$/, '') : undefined
}

const unseen = (data: Record<string, unknown>) => `(an output of type ${Object.keys(data).join(', ')})`

/** How many rows up the text began. */
function rowsOf(text: string, columns: number): number {
  const lines = stripVTControlCharacters(text).split('\n')
  const rows = lines.map(line => Math.max(1, Math.ceil(line.length / columns)))
  return rows.reduce((sum, each) => sum + each, 0) - 1
}
