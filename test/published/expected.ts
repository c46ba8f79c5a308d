import { cv, rates, type Spikes } from '../../sdk/analysis/index.js'
import type { NetworkOptions } from '../../sdk/simulation/index.js'
import { coba, cobahh, cuba, type Published } from './networks.js'

/** Rate in Hz and CV over the cells with three spikes or more, of one second, the mean of five seeds: from and to. */
export interface Expected {
  readonly build: (options: NetworkOptions) => Published
  readonly source: string
  readonly rate: readonly [number, number]
  readonly cv: readonly [number, number]
}

const source = 'Vogels & Abbott 2005; Brette et al. 2007'

/** Ranges of an independent implementation of the published equations, over 10 to 20 seeds. */
export const expected = {
  CUBA: { build: cuba, source: `${source}, benchmark 2`, rate: [5.2, 6.3], cv: [0.51, 0.55] },
  COBA: { build: coba, source: `${source}, benchmark 1`, rate: [17, 22], cv: [1.47, 1.55] },
  COBAHH: { build: cobahh, source: `${source}, benchmark 3`, rate: [31, 44], cv: [1.9, 2.1] },
} as const satisfies Record<string, Expected>

export const seeds = [1, 2, 3, 4, 5]
export const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length

/** Mean over the cells that fired three times or more, in one second. */
function regularity(spikes: Spikes): number {
  const counts = rates(spikes)
  return mean(cv(spikes).filter((_, i) => counts[i] >= 3))
}

/** Mean rate (Hz) and CV over the seeds, of one second. */
export async function balanced(build: Expected['build'], options: NetworkOptions, of = seeds) {
  const found: { rate: number; cv: number }[] = []
  for (const seed of of) {
    const { net, cells } = build({ ...options, seed })
    const spikes = net.record(cells, 'spikes')
    await net.run('1 s')
    found.push({ rate: mean(rates(spikes)), cv: regularity(spikes) })
  }
  return { rate: mean(found.map(f => f.rate)), cv: mean(found.map(f => f.cv)) }
}
