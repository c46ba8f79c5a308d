import { compressRows, smallWorld } from '../../sdk/network/topology/index.js'
import { philox } from '../../sdk/random/index.js'
import { measure, type Measured } from './measure.js'

const [n, k, p] = [100_000, 6, 0.02]
const edges = (n * k) / 2

/** The blueprint's small world, against a transcription of the paper that keeps its edges in a `Set`. */
export async function smallWorldBenchmark(): Promise<Measured[]> {
  let seed = 0
  const ours = {
    name: 'smallWorld',
    work() {
      compressRows(smallWorld({ k, p }).edges(n, n, philox(++seed), true), n)
      return edges
    },
  }
  return measure({ name: 'edges in a Set', work: () => withSet(philox(++seed).uniform) }, [ours])
}

function withSet(random: () => number): number {
  const taken = new Set<number>()
  const key = (i: number, j: number) => (i < j ? i * n + j : j * n + i)
  for (let step = 1; step <= k / 2; step++) for (let i = 0; i < n; i++) taken.add(key(i, (i + step) % n))
  for (let step = 1; step <= k / 2; step++) {
    for (let i = 0; i < n; i++) {
      if (random() >= p) continue
      let j: number
      do j = Math.floor(random() * n)
      while (j === i || taken.has(key(i, j)))
      taken.delete(key(i, (i + step) % n))
      taken.add(key(i, j))
    }
  }
  const from = Uint32Array.from(taken, edge => Math.floor(edge / n))
  const to = Uint32Array.from(taken, edge => edge % n)
  compressRows({ from, to }, n)
  return edges
}
