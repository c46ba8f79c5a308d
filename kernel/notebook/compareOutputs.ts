import type { CodeCell, Notebook, Output } from './nbformat.js'

/** A cell whose outputs are of other kinds than those saved. */
export interface Difference {
  /** Its place among all cells, from 0. */
  index: number
  cell: CodeCell
  saved: string[]
  now: string[]
}

/**
 * The cells of a notebook that put out other kinds than in a saved state of it: another stream, other MIME types,
 * another or no error. What is within an output is not compared: times and random draws differ.
 *
 * @param saved the same cells as `now`, with the outputs of then
 */
export function compareOutputs(saved: Notebook, now: Notebook): Difference[] {
  return now.cells.flatMap((cell, index) => {
    const before = saved.cells[index]
    if (cell.cell_type !== 'code' || before.cell_type !== 'code') return []
    const kinds = { saved: outputKinds(before.outputs), now: outputKinds(cell.outputs) }
    return kinds.saved.join('\n') === kinds.now.join('\n') ? [] : [{ index, cell, ...kinds }]
  })
}

/** The kind of each output, in words. Streams that follow each other are one: their order hangs on buffers. */
export function outputKinds(outputs: readonly Output[]): string[] {
  const kinds: string[] = []
  let streams = new Set<string>()
  const endStreams = () => {
    if (streams.size) kinds.push([...streams].sort().reverse().join(' and '))
    streams = new Set()
  }
  for (const output of outputs) {
    if (output.output_type === 'stream') {
      streams.add(output.name)
      continue
    }
    endStreams()
    if (output.output_type === 'error') kinds.push(`error ${output.ename}`)
    else kinds.push(`${output.output_type} (${Object.keys(output.data).sort().join(', ')})`)
  }
  endStreams()
  return kinds
}
