import { bell, entangle, ghz, wState, type Entangled } from '../../../quantum/index.js'
import { half, openChain, ring } from '../../quantum/entanglement/chains.js'
import type { Experiment } from './experiment.js'

export const entangledGroups: Experiment = {
  once: true,
  measure: async () => {
    const [pair, three, w] = [bell(), ghz(3), wState(3)].map(state => entangle(state))
    const rings = [0.5, 1, 2].map(field => entangle(8).cool(ring(8), { field, time: 12 }))
    const sizes = [8, 10, 12]
    const halves = sizes.map(n => entangle(n).cool(ring(n), { field: 1, time: 15 }).entropy(half(n)))
    const schmidt = entangle(12).cool(openChain(12), { field: 1, time: 15, dt: 0.05 }).schmidt(6)
    const beyond = (bond: number) => schmidt.slice(bond).reduce((sum, p) => sum + p, 0)
    const long = entangle(64, { method: 'mps', bond: 10 })
    for (const [time, dt] of [
      [26, 0.8],
      [6, 0.4],
    ])
      long.cool(openChain(64), { field: 1, time, dt })
    return {
      Bell: [pair.entropy([0]), pair.concurrence(0, 1)],
      GHZ: [three.entropy([0]), three.concurrence(0, 1)],
      W: [w.entropy([0]), w.concurrence(0, 1), w.mutualInformation([0], [1])],
      concurrence: rings.map(group => group.concurrence(0, 1)),
      information: rings.map(group => group.mutualInformation([0], [1])),
      halves,
      slope: slope(sizes.map(Math.log), halves),
      open: entangle(10).cool(openChain(10), { field: 1, time: 20 }).entropy(half(10)),
      joint: timeTo(entangle(3), 1e-7, group => parityOf(group) >= 0.99, Math.log(99) / 2 - 1e-4),
      alone: timeTo(entangle(3, { method: 'product', means: 0.01 }), 0.005, ({ means }) => means[0] >= 0.99),
      discarded: [1e3 * beyond(2), 1e6 * beyond(4), 1e10 * beyond(8)],
      'energy of 64': long.energy(openChain(64), 1),
      'entropy of 64': long.entropy(half(64)),
    }
  },
}

const parity = [{ weight: -1, spins: [0, 1, 2] }]

const parityOf = ({ probabilities: p }: Entangled): number => p[0] + p[3] + p[5] + p[6]

/** Learns the parity until it is done; in one stride to `from`, then by small ones. */
function timeTo(group: Entangled, rate: number, done: (group: Entangled) => boolean, from = 0): number {
  if (from) group.learn(parity, { rate: from })
  let time = from
  for (; !done(group); time += rate) group.learn(parity, { rate })
  return time
}

/** Of the line of least squares. */
function slope(x: readonly number[], y: readonly number[]): number {
  const middle = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length
  const [mx, my] = [middle(x), middle(y)]
  return x.reduce((sum, v, k) => sum + (v - mx) * (y[k] - my), 0) / x.reduce((sum, v) => sum + (v - mx) ** 2, 0)
}
