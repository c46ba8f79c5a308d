import { wait } from './interrupt.js'
import type { ToSession } from './messages.js'
import { output } from './output.js'

type Answer = Extract<ToSession, { type: 'answer' }>

const open = new Map<number, (answer: Answer) => void>()
let last = 0

/**
 * Asks the person for a line of text.
 *
 * @throws Error where nobody can answer, such as in a notebook that is run without a person
 */
export async function ask(prompt: string, secret: boolean): Promise<string> {
  const cell = output()
  if (!cell.allowStdin) throw new Error(refusal(prompt, 'whoever runs this cell does not answer questions'))
  const question = ++last
  const answered = new Promise<string>((resolve, reject) => {
    open.set(question, answer => {
      if ('value' in answer) resolve(answer.value)
      else reject(new Error(refusal(prompt, answer.refused)))
    })
  })
  cell.put({ type: 'question', question, prompt, secret })
  try {
    return await wait(answered)
  } finally {
    open.delete(question)
  }
}

export function answer(answer: Answer): void {
  open.get(answer.question)?.(answer)
}

const refusal = (prompt: string, reason: string) =>
  `input(${JSON.stringify(prompt)}) has no answer: ${reason}. Set the value in the cell instead, or run it in a notebook`
