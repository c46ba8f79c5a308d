import { compressRows, smallWorld } from '../../sdk/network/topology/index.js'
import { philox } from '../../sdk/random/index.js'
import type { Contender } from './measure.js'
import { networkx } from './python.js'
import type { Row } from './row.js'

const [n, k, p] = [100_000, 6, 0.02]

/** The blueprint's small world, against a transcription of the paper that keeps its edges in a `Set`, and NetworkX. */
export const wattsStrogatzRow: Row = {
  title: 'Watts-Strogatz, 100,000 neurons, k 6, p .02, to compressed rows',
  unit: 'run',
  runs: 5,
  contenders: () => [
    graph('spikelab', seed => compressRows(smallWorld({ k, p }).edges(n, n, philox(seed), true), n)),
    graph('edges in a Set', seed => withSet(philox(seed).uniform)),
    ...networkx(1),
  ],
  goals: [{ seconds: 0.1 }],
}

function graph(name: string, make: (seed: number) => unknown): Contender {
  let seed = 0
  return {
    name,
    work() {
      make(++seed)
      return { units: 1 }
    },
  }
}

function withSet(random: () => number) {
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
  return compressRows({ from, to }, n)
}
