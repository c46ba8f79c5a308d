import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import type { Converter } from '../converter/index.js'

/** The compiler, loaded when it is first needed: it takes a second in which nothing else is answered. */
export function compiling() {
  let converter: Promise<Converter> | undefined
  async function load(): Promise<Converter> {
    boundMemory()
    const { createConverter, keepCompiler } = await import('../converter/index.js')
    const converter = createConverter()
    void warm([() => converter.compile(''), () => converter.complete('Math.a', 6), keepCompiler])
    return converter
  }
  return {
    get: () => (converter ??= load()),
    /** Forgets all declarations, if there are any. */
    async reset() {
      if (converter) (await converter).reset()
    },
  }
}

/** Does ahead, while nothing is asked, what the first cell and the first completion would wait for. */
async function warm(steps: (() => unknown)[]): Promise<void> {
  for (const step of steps) {
    await pause(200, undefined, { ref: false })
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
