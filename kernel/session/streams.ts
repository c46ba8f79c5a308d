import { Writable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { output } from './output.js'

/** Puts streams that write into the cell that calls in the place of the process's own; `console` follows. */
export function replaceStreams(): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = Object.assign(cellStream(name), { fd: name === 'stdout' ? 1 : 2 })
    Object.defineProperty(process, name, { configurable: true, enumerable: true, get: () => stream })
  }
}

function cellStream(name: 'stdout' | 'stderr') {
  const decoder = new StringDecoder()
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      const text = typeof chunk === 'string' ? chunk : decoder.write(chunk)
      if (text) output().put({ type: 'stream', name, text })
      done()
    },
  })
}
