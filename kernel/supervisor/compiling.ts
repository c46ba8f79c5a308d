import type { Converter } from '../converter/index.js'

/** The compiler, loaded when it is first needed: it takes a second in which nothing else is answered. */
export function compiling() {
  let converter: Promise<Converter> | undefined
  return {
    get: () => (converter ??= import('../converter/index.js').then(({ createConverter }) => createConverter())),
    /** Forgets all declarations, if there are any. */
    async reset() {
      if (converter) (await converter).reset()
    },
  }
}
