import type load from 'wabt'

type Wabt = Awaited<ReturnType<typeof load>>
type Module = ReturnType<Wabt['parseWat']>

/** The validation takes features, too; the package's types do not say so. */
interface Text extends Pick<Module, 'toBinary' | 'destroy'> {
  validate(features: { readonly threads: boolean }): void
}

/** Memory that threads share. */
const features = { threads: true }

let loading: Promise<Wabt> | undefined

/**
 * Assembles the text of a WebAssembly module (WAT, with SIMD) into its binary, by the package `wabt`, which is loaded at
 * the first call.
 *
 * Literals of floating point need a digit before the point: `0.04`, not `.04`; `0x1.8p+1`, `inf` and `nan` are taken.
 *
 * @throws SyntaxError with the line of the text and the place in it, for every fault found
 * @example
 * const binary = await assemble('(module (func (export "seven") (result i32) (i32.const 7)))')
 * const { instance } = await WebAssembly.instantiate(binary)
 */
export async function assemble(wat: string): Promise<Uint8Array<ArrayBuffer>> {
  loading ??= loadWabt()
  const wabt = await loading
  let text: Text | undefined
  try {
    text = wabt.parseWat('module.wat', wat, features)
    text.validate(features)
    return new Uint8Array(text.toBinary({}).buffer)
  } catch (error) {
    throw new SyntaxError(`wasm: the module does not assemble; ${(error as Error).message.trim()}`, { cause: error })
  } finally {
    text?.destroy()
  }
}

/** By `require` where there is one: `import` reads the 700 KB of a CommonJS module twice. */
async function loadWabt(): Promise<Wabt> {
  const node = typeof process === 'object' ? process.getBuiltinModule?.('node:module') : undefined
  const start = node ? (node.createRequire(import.meta.url)('wabt') as typeof load) : (await import('wabt')).default
  return start()
}
