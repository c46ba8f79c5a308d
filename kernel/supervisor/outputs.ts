import type { History } from '../history/index.js'
import type { Message } from '../protocol/index.js'
import type { Bundle, Output } from '../session/index.js'
import type { comms } from './comms.js'
import type { Iopub } from './iopub.js'
import type { stdin } from './stdin.js'

/** A piece of code that runs, or has run and may still put something out. */
export interface Running {
  request: Message
  count: number
  /** Shows nothing. */
  silent: boolean
  /** Whether its result goes into the history. */
  stored: boolean
  /** What the front end is to do with its reply. */
  payload: object[]
  /** Its value, once it is there. */
  result?: Bundle
}

interface Channels {
  iopub: Iopub
  comms: ReturnType<typeof comms>
  stdin: ReturnType<typeof stdin>
  history: History
  answer: (question: number, answer: { value: string } | { refused: string }) => void
}

/** Brings what a cell puts out to where it belongs. */
export function outputs({ iopub, comms, stdin, history, answer }: Channels) {
  const cells = new Map<number, Running>()
  let lastId = 0

  function show(output: Output, cell: Running | undefined) {
    const parent = cell?.request
    switch (output.type) {
      case 'stream':
        return iopub.stream(output.name, output.text, parent)
      case 'clear':
        return iopub.publish('clear_output', { wait: output.wait }, parent)
      case 'result':
        return iopub.publish('execute_result', { execution_count: cell?.count ?? 0, ...output.bundle }, parent)
      case 'display':
        return iopub.publish('display_data', { ...output.bundle, transient: transient(output.id) }, parent)
      case 'update':
        return iopub.publish('update_display_data', { ...output.bundle, transient: transient(output.id) }, parent)
      case 'page':
        return void cell?.payload.push({ source: 'page', data: output.bundle.data, start: 0 })
    }
  }

  return {
    /** Makes a piece of code known; what it puts out comes under the id. */
    add(cell: Running): number {
      cells.set(++lastId, cell)
      cells.delete(lastId - 1000) // what a timer of a cell that old still says belongs to no cell
      return lastId
    },
    put(id: number, output: Output) {
      const cell = cells.get(id)
      if (output.type === 'comm') return comms.publish(output.event, cell?.request)
      if (output.type === 'question') {
        const { question, prompt, secret } = output
        if (!cell) return answer(question, { refused: 'its cell is long over' })
        iopub.flush()
        return stdin.ask({ prompt, secret, parent: cell.request, answered: given => answer(question, given) })
      }
      if (output.type === 'result' && cell) {
        cell.result = output.bundle
        const text = output.bundle.data['text/plain']
        if (cell.stored && typeof text === 'string') history.output(cell.count, text)
      }
      if (!cell?.silent) show(output, cell)
    },
    /** Says something on stderr of the latest cell. */
    warn(text: string) {
      this.put(lastId, { type: 'stream', name: 'stderr', text: text + '\n' })
    },
  }
}

const transient = (id: string | undefined) => (id === undefined ? {} : { display_id: id })
