import { takeAmbient, type Ambient } from './ambient.js'
import { bareObject } from './bareObject.js'
import type { Compiler } from './compiler.js'
import { readMagics, type Magics } from './magics.js'
import { withoutExports } from './withoutExports.js'

/** A cell as TypeScript is to see it. */
export interface Prepared {
  code: string
  /** By how much its first line is shifted to the right. */
  shift: number
  /** `declare global` and `declare module`, taken out of the code. */
  ambient: Ambient[]
  magics: Magics
}

/** Takes out of a cell what is no TypeScript, or not what tslab can take. */
export function prepare(ts: Compiler, typed: string): Prepared {
  const magics = readMagics(typed)
  const object = bareObject(ts, magics.code)
  if (object !== undefined) return { code: object, shift: 1, ambient: [], magics }
  const { code, ambient } = takeAmbient(ts, withoutExports(ts, magics.code))
  return { code, shift: 0, ambient, magics }
}
