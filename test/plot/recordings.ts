import type { Spikes, Trace } from '../../sdk/analysis/index.js'

/** Park & Miller's minimal generator (1988), so that every run draws the same. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** Spikes at random, in the order of a recording. */
export function spikesOf(population: string, n: number, count: number, { to = 1000, seed = 1 } = {}): Spikes {
  const random = seeded(seed)
  const pairs = Array.from(
    { length: count },
    () => [Math.floor(2 * to * random()) / 2, Math.floor(n * random())] as const,
  )
  pairs.sort(([t, i], [s, j]) => t - s || i - j)
  return {
    population,
    n,
    time: Float64Array.from(pairs, ([time]) => time),
    neuron: Uint32Array.from(pairs, ([, neuron]) => neuron),
    from: 0,
    to,
  }
}

/** A curve for each neuron, 200 ms long. */
export function traceOf(variable: string, unit: string, neurons: number[], samples = 200): Trace {
  return {
    population: 'cortex',
    variable,
    unit,
    neurons: Uint32Array.from(neurons),
    time: Float64Array.from({ length: samples }, (_, i) => (200 * i) / samples),
    values: Float64Array.from({ length: samples * neurons.length }, (_, k) => {
      const [i, j] = [Math.floor(k / neurons.length), k % neurons.length]
      return -65 + 20 * Math.sin((4 * Math.PI * i) / samples + j)
    }),
  }
}
