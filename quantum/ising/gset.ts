import { check } from '../../sdk/check.js'
import type { Edge } from './couplings.js'
import type { Graph } from './graph.js'

/**
 * Reads a graph in the format of the G-set (Helmberg & Rendl 2000): a line `vertices edges`, then a line `i j weight`
 * for each edge, counted from 1. A weight that is left out is 1.
 *
 * @throws RangeError naming the line that cannot be read, or if the number of edges is not what the first line says
 * @example
 * const graph = readGset('3 2\n1 2 1\n2 3 -1')
 * await solve(maxCut(graph), simulatedAnnealing())
 */
export function readGset(text: string): Graph {
  const lines = text.split('\n').map((line, k) => ({ line: k + 1, numbers: line.trim().split(/\s+/) }))
  const [head, ...rows] = lines.filter(({ numbers }) => numbers[0] !== '')
  check(head !== undefined, 'readGset: the text is empty; its first line says how many vertices and edges there are')
  const [n, m] = head.numbers.map(Number)
  check(
    head.numbers.length === 2 && Number.isInteger(n) && n > 0 && Number.isInteger(m) && m >= 0,
    `readGset: line ${head.line} must be the numbers of vertices and edges, got "${head.numbers.join(' ')}"`,
  )
  const edges = rows.map(({ line, numbers }): Edge => {
    const [i, j, weight = 1] = numbers.map(Number)
    const vertices = [i, j].every(v => Number.isInteger(v) && v >= 1 && v <= n)
    check(
      numbers.length <= 3 && vertices && Number.isFinite(weight),
      `readGset: line ${line} must be two vertices of 1 to ${n} and a weight, got "${numbers.join(' ')}"`,
    )
    return [i - 1, j - 1, weight]
  })
  check(edges.length === m, `readGset: the first line says ${m} edges, but there are ${edges.length}`)
  return { n, edges }
}

/** Writes a graph in the format that {@link readGset} reads. */
export function writeGset({ n, edges }: Graph): string {
  return [`${n} ${edges.length}`, ...edges.map(([i, j, weight]) => `${i + 1} ${j + 1} ${weight}`), ''].join('\n')
}
