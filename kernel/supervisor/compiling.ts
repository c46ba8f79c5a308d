import { setFlagsFromString } from 'node:v8'
import type { Converter } from '../converter/index.js'

/** The compiler, loaded when it is first needed: it takes a second in which nothing else is answered. */
export function compiling() {
  let converter: Promise<Converter> | undefined
  async function load(): Promise<Converter> {
    boundMemory()
    const { createConverter } = await import('../converter/index.js')
    return createConverter()
  }
  return {
    get: () => (converter ??= load()),
    /** Forgets all declarations, if there are any. */
    async reset() {
      if (converter) (await converter).reset()
    },
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
