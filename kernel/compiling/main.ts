// The compiler: a child process of the kernel, which answers other requests meanwhile.
import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { createConverter, keepCompiler, type Compiled } from '../converter/index.js'
import type { Answer, FromCompiler, Question, ToCompiler } from './messages.js'
import { makeSnapshot } from './snapshot.js'

boundMemory()
const converter = createConverter()
const compiled = new Map<number, Compiled>()
let lastAsked = performance.now()

function answer(key: number, question: Question): Answer {
  if (question.type === 'complete') return converter.complete(question.code, question.position)
  if (question.type === 'inspect') return converter.inspect(question.code, question.position)
  if (question.type === 'completeness') return converter.completeness(question.code)
  compiled.clear() // one that was never accepted never will be
  const one = converter.compile(question.code)
  compiled.set(key, one)
  return { cell: one.cell, error: one.error }
}

function hear(message: ToCompiler): void {
  if ('question' in message) {
    const { key, question } = message
    try {
      tell({ key, answer: answer(key, question) })
    } catch (error) {
      tell({ key, failed: (error as Error).stack ?? String(error) })
    }
  } else if (message.type === 'accept') compiled.get(message.key)?.accept()
  else if (message.type === 'replay') for (const code of message.cells) converter.compile(code).accept()
  else converter.reset()
}

const tell = (message: FromCompiler) => void process.send?.(message)

let idle: NodeJS.Timeout | undefined
process.on('message', (message: ToCompiler) => {
  lastAsked = performance.now()
  clearTimeout(idle)
  hear(message)
  idle = setTimeout(() => converter.prepare(), 10).unref()
})
process.on('SIGINT', () => undefined) // of a terminal: the supervisor knows what to do
process.once('disconnect', () => process.exit())
tell({ type: 'ready' })
void warm([
  () => converter.prepare(),
  () => converter.complete('Math.a', 6),
  () => converter.prepare(),
  keepCompiler,
  makeSnapshot,
])

/** Does ahead, while nothing is asked, what the first cell and the first completion would wait for. */
async function warm(steps: (() => unknown)[]): Promise<void> {
  for (const step of steps) {
    do await pause(200, undefined, { ref: false })
    while (performance.now() - lastAsked < 200)
    step()
  }
}

/**
 * Keeps the process small over thousands of cells. Each leaves a program of the compiler behind, of which V8 would let
 * hundreds gather before it looks; and after some six hundred cells it would optimize the function that is the whole
 * type checker, which takes 120 MB and seconds of a core.
 */
function boundMemory(): void {
  setFlagsFromString('--heap-growing-percent=30')
  setFlagsFromString('--max-optimized-bytecode-size=16000')
}
