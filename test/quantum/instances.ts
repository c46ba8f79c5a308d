import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { philox } from '../../sdk/random/index.js'
import { ising, maxCut, readGset, type Edge, type Ising } from '../../quantum/index.js'

/** The linear congruential generator of Numerical Recipes, from the seed on: 32-bit words. */
function words(seed: number): () => number {
  let x = seed
  return () => (x = (Math.imul(1664525, x) + 1013904223) >>> 0)
}

/** R(n, seed): couplings of every pair uniform in [-1, 1), row by row, then fields uniform in [-1/2, 1/2). */
export function randomIsing(n: number, seed: number): Ising {
  const word = words(seed)
  const uniform = () => (2 * word()) / 2 ** 32 - 1
  const edges = pairs(n).map(([i, j]): Edge => [i, j, uniform()])
  return ising({ edges, fields: Float64Array.from({ length: n }, () => uniform() / 2) })
}

/** B(n, seed): a coupling of +1 or -1 for every pair, no fields. */
export function binaryIsing(n: number, seed: number): Ising {
  const word = words(seed)
  return ising({ edges: pairs(n).map(([i, j]): Edge => [i, j, word() >>> 31 ? 1 : -1]), n })
}

const pairs = (n: number) =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n - 1 - i }, (_, k) => [i, i + 1 + k] as const)).flat()

/** Neighbours on a line, or on a ring, coupled by J. */
export const chain = (n: number, ring: boolean, J = 1): Ising =>
  ising({ n, edges: Array.from({ length: ring ? n : n - 1 }, (_, i): Edge => [i, (i + 1) % n, J]) })

/** A random graph of n spins and n degree / 2 edges, with couplings of 1 and -1. */
export function randomGraph(n: number, degree: number): Ising {
  const random = philox(1, 'spins')
  const edges = new Map<number, Edge>()
  while (edges.size < (n * degree) / 2) {
    const [i, j] = [random.integer(n), random.integer(n)].sort((a, b) => a - b)
    if (i !== j) edges.set(i * n + j, [i, j, random.word() >>> 31 ? 1 : -1])
  }
  return ising({ n, edges: [...edges.values()] })
}

/** A graph of the G-set (Helmberg & Rendl 2000, after Rinaldi's rudy), as a problem of maximum cut. */
export async function gset(name: 'G1' | 'G6'): Promise<Ising> {
  const file = await readFile(new URL(`data/${name}.txt.gz`, import.meta.url))
  return maxCut(readGset(gunzipSync(file).toString()))
}
