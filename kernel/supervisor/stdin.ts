import type { Router } from 'zeromq'
import { encode, newMessage, outbox, type Message } from '../protocol/index.js'

/** What a cell asks the person at the front end. */
export interface Question {
  prompt: string
  secret: boolean
  /** The cell that asks: the question goes to the front end from which it came. */
  parent: Message
  answered(answer: { value: string } | { refused: string }): void
}

interface InputReply {
  value?: string
  status?: 'ok' | 'error'
  evalue?: string
}

/** The stdin channel: asks one question at a time. */
export function stdin(socket: Router, session: string, key: string) {
  const queue = outbox(socket)
  const waiting: Question[] = []
  let asked: string | undefined

  function askNext() {
    asked = undefined
    if (!waiting.length) return
    const { prompt, secret, parent } = waiting[0]
    const message = newMessage('input_request', { prompt, password: secret }, { session, parent })
    asked = message.header.msg_id
    queue.send(encode(message, key)).catch(() => undefined) // the front end is gone; an interrupt ends the cell
  }

  return {
    ask(question: Question) {
      waiting.push(question)
      if (waiting.length === 1) askNext()
    },
    /** Takes a reply of the front end; some front ends do not say to which question. */
    receive({ header, parent_header, content }: Message) {
      if (header.msg_type !== 'input_reply' || asked === undefined) return
      const isLate = parent_header.msg_type === 'input_request' && parent_header.msg_id !== asked
      const question = isLate ? undefined : waiting.shift()
      if (!question) return
      const { status, value, evalue } = content as InputReply
      if (status === 'error') question.answered({ refused: evalue ?? 'the front end says no' })
      else question.answered({ value: value ?? '' })
      askNext()
    },
    /** Forgets all questions: nobody waits for the answers any more. */
    forget() {
      waiting.length = 0
      asked = undefined
    },
  }
}
